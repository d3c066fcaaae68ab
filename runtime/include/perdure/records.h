// What operators read of a store: sessions, what waits for them, what they did.
#pragma once

#include <perdure/effects.h>
#include <perdure/large_name.h>
#include <perdure/search.h>
#include <perdure/stored.h>
#include <perdure/types.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perdure {

// What somebody should look at.
enum class Trouble : std::uint8_t {
  Suspended,  // It waits for an operator.
  Retrying,   // A step of it failed, and is tried again.
  Dead,       // Events to it were given up.
};
std::string_view name(Trouble trouble);

struct SessionFilter {
  std::string chart;  // Empty: any.
  std::string state;  // An active atomic state; empty: any.
  std::optional<SessionStatus> status;
  std::string parent;  // Those that it invoked; empty: any.
  std::string tenant;  // Empty: any.
  std::string
      after;  // Ids greater than this one only: for paging. Listings are in the order of ids.
  std::size_t limit = 100;
  std::string prefix = {};  // Of their ids.
  std::optional<Trouble> trouble = {};
  std::optional<Timestamp> created_from = {};   // At this moment or later,
  std::optional<Timestamp> created_until = {};  // and before this one.
  std::optional<Timestamp> updated_from = {};
  std::optional<Timestamp> updated_until = {};
  // All of them hold. What they say of attributes is of those of `chart`.
  std::vector<Condition> conditions = {};
  // How many sessions to look at, so that it takes no longer where few of many match; 0: all. Looked at are those of
  // the parent, in the trouble, with an attribute's value where there are not many, of the tenant, of the chart, or
  // all: the first of these that is asked for.
  std::size_t look_at = 0;
};

// A session with what waits for it.
struct SessionSummary {
  StoredSession session;
  std::int64_t queued =
      0;  // Due and not yet handled. What the session defers is in StoredSession::deferred.
  std::int64_t waiting = 0;  // To it: timers and delayed events, postponed ones included.
};

struct SessionPage {
  std::vector<SessionSummary> sessions;
  std::string next;  // SessionFilter::after of what is left to look at; empty: nothing is.
};

struct PendingEvent {
  EventId id;
  EventKind kind = EventKind::Event;
  std::string name;
  std::optional<Timestamp> due;  // Nothing: due now.
  std::string send_id;
  bool deferred =
      false;  // The session has it, and will handle it after a change of its configuration.
};

// An event that was given up.
struct DeadEvent {
  std::int64_t number = 0;  // Rises in the order in which they were given up.
  EventId id;
  EventKind kind = EventKind::Event;
  std::optional<EventId> cause;
  std::string session;
  std::string name;
  std::string reason;
  Timestamp at{};
  Bytes payload = {};
  std::string invocation = {};  // As DueEvent::invocation.
};

struct DeadFilter {
  std::optional<EventId> event = {};
  std::string session = {};  // Empty: any.
  std::string chart = {};    // Of a session that there is; empty: any.
  std::int64_t before = 0;   // Numbers less than this one only; 0: all.
  std::size_t limit = 100;
  bool oldest_first = false;  // Of a listing, which otherwise begins with the latest.
};

// What waits in a lane.
struct LaneBacklog {
  std::int32_t lane = 0;
  std::int64_t queued = 0;     // Events that are due.
  Duration oldest{0};          // For how long the first of them has been. 0 where there is none.
  std::int64_t waiting = 0;    // Timers, and events that are delayed.
  std::int64_t postponed = 0;  // Behind a failed step, or a suspended session.
  std::int64_t dead = 0;
};

// How many sessions of a chart's version are in a status.
struct ChartCount {
  std::string chart;
  std::uint32_t version = 1;
  SessionStatus status = SessionStatus::Starting;
  std::int64_t sessions = 0;
};

// A session in the tree of those that it invoked, and those invoked in turn.
struct TreeNode {
  std::string id;
  std::string parent;  // Empty where nobody invoked it.
  std::string chart;
  SessionStatus status = SessionStatus::Starting;
  std::vector<std::string> active;
  std::int64_t depth = 0;  // 0: the one asked for.
};

// What is looked for, as search.h has it.
struct Search {
  std::string chart;
  std::vector<Condition> all;  // None: any session of the chart.
  std::string
      after;  // Ids greater than this one only: for paging. What is found is in the order of ids.
  std::size_t limit = 100;
};

struct FoundSession {
  std::string id;
  std::uint32_t version = 1;
  SessionStatus status = SessionStatus::Starting;
  std::vector<std::string> active;
  std::int64_t revision = 0;

  bool operator==(const FoundSession&) const = default;
};

// A page of what is found: give the last id of one page as `after` for the next.
struct Page {
  std::string after = {};
  std::size_t limit = 100;
};

// Reads for operators. None of it is on an event's path.
class Records {
 public:
  virtual ~Records() = default;
  virtual SessionPage page(const SessionFilter& filter) = 0;
  std::vector<SessionSummary> sessions(const SessionFilter& filter) {
    return page(filter).sessions;
  }
  virtual std::optional<SessionSummary> session(std::string_view id) = 0;
  // The session and all below it, ended ones too: each before those that it invoked, siblings by their ids; at most
  // `limit`, and 100 deep. Nothing if there is no such session.
  virtual std::vector<TreeNode> tree(std::string_view root, std::size_t limit) = 0;
  // In order of delivery: what is deferred, what has its place in the queue, postponed or not, and then what is due
  // later.
  virtual std::vector<PendingEvent> pending(std::string_view session) = 0;
  virtual std::vector<DeadEvent> dead(const DeadFilter& filter) = 0;  // Latest first.
  // The last one that was kept up to a revision and a time, if any was.
  virtual std::optional<StoredSnapshot> snapshot(std::string_view session, std::int64_t revision,
                                                 Timestamp at) = 0;
  // A value that is kept beside the session, by its name's digest, if it is there.
  virtual std::optional<Bytes> large_value(std::string_view session, const LargeName& name) = 0;
  // Those of which all conditions hold, in the order of their ids. Throws Error(InvalidArgument) for names that nothing
  // can have.
  virtual std::vector<FoundSession> find(const Search& search) = 0;
  // By chart, version and status. Counts all sessions, so it takes time where they are many.
  virtual std::vector<ChartCount> count() = 0;
  // Every lane, in order. Counts all that waits, so it takes time where that is much.
  virtual std::vector<LaneBacklog> backlog() = 0;
  // The same, of what is due alone: nothing is waiting, postponed or dead. It takes time where much is due.
  virtual std::vector<LaneBacklog> due() = 0;
};

}  // namespace perdure
