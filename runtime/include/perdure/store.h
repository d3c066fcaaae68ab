// A Store keeps sessions and the events waiting for them.
//
// Memory, SQLite and PostgreSQL promise exactly this; tests/store/contract.cpp is the same promise as
// code. Any method may be called from any thread. Every method throws Error(StoreUnavailable) when the
// store cannot be reached, Error(StoreFailure) when it refuses, Error(NotMigrated) when it has no schema
// or another one than this build's; nothing happened then, unless the method says otherwise.
#pragma once

#include <perdure/effects.h>
#include <perdure/error.h>
#include <perdure/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

namespace perdure {

// Stored by name; never renumbered.
enum class SessionStatus : std::uint8_t {
  Starting,  // Made, and its first step not yet run: `state` holds its parameters.
  Running,
  Done,       // In a final state of the chart: it takes no more events.
  Suspended,  // A step failed for good: its events wait, in order, until an operator resumes it.
};
std::string_view name(SessionStatus status);

// Whether `id` can be a session's: 1 to 200 bytes of UTF-8 without control characters. A store throws
// Error(InvalidArgument) for any other.
bool is_session_id(std::string_view id);

struct NewSession {
  std::string id;     // See is_session_id().
  std::string chart;  // "shop.Order"
  std::uint32_t version = 1;
  Bytes params;
  EventId start;  // The identity of its first step.
};

// An event to be queued. Its lane follows from the session it goes to; while it waits for its delay, from
// the session that sent it.
struct NewEvent {
  EventId id;
  EventKind kind = EventKind::Event;
  std::string session;  // To.
  std::string sender;   // Whose cancel takes it back. Empty: the same as `session`.
  std::string name;     // 1 to 1,000 bytes of UTF-8 without control characters.
  Bytes payload;
  std::optional<Timestamp> due;  // Not before; nothing: at once. A step's sends have it worked out.
  // For senders outside any step: counted from the store's clock. Not with `due`.
  Duration delay{0};
  std::string send_id;  // Empty, or as `name`.
  std::optional<EventId> cause;  // The event whose step sent it.
  // Done, Failed, Progress, Emitted: which of the receiver's invocations it comes from. Else empty.
  std::string invocation;
};

struct StoredSession {
  std::string id;
  std::string chart;
  std::uint32_t version = 1;
  SessionStatus status = SessionStatus::Starting;
  std::vector<std::string> active;  // Active atomic states, in document order.
  Bytes state;  // Starting: the parameters. Otherwise as LiveSession::save wrote it.
  Bytes result;
  std::int64_t revision = 0;          // Steps run. Every commit checks it.
  std::int32_t attempts = 0;          // Failed attempts at the event that is first in its queue.
  std::optional<Timestamp> retry_at;  // Not before: set after a failed attempt.
  // Why the last attempt failed, or why it is suspended. Words for people: a store may shorten
  // them, and replaces what is not UTF-8.
  std::string failure;
  Timestamp created{};
  Timestamp updated{};
};

struct DueEvent {
  static constexpr std::size_t NoSession = std::numeric_limits<std::size_t>::max();

  std::int64_t sequence = 0;  // Rises in the order of delivery within a session.
  EventId id;
  EventKind kind = EventKind::Event;
  std::string session;
  std::size_t session_index = NoSession;  // Into Batch::sessions(); NoSession: no such session.
  std::string sender;  // Whose cancel takes it back; empty: the same as `session`.
  std::string name;    // A start's is "start".
  Bytes payload;
  std::string send_id;
  std::optional<EventId> cause;
  std::string invocation;  // As NewEvent::invocation.
};

// What became of an event. Stored by name; never renumbered.
enum class JournalOutcome : std::uint8_t {
  Taken,
  Ignored,   // No transition took it.
  Finished,  // The session was done before it came.
};
std::string_view name(JournalOutcome outcome);

struct JournalEntry {
  std::string session;
  std::int64_t revision = 0;  // The session's after this step.
  EventId event;
  std::optional<EventId> cause;
  EventKind kind = EventKind::Event;
  std::string name;
  JournalOutcome outcome = JournalOutcome::Taken;
  std::vector<std::string> left;  // In the order it happened.
  std::vector<std::string> entered;
  Timestamp at{};
};

// Everything that a batch changes. Indexes are into the batch's sessions() and events().
struct BatchWrite {
  struct Session {
    std::size_t session;
    SessionStatus status;
    std::int64_t revision;
    std::vector<std::string> active;
    Bytes state;
    Bytes result;
    std::int32_t attempts = 0;
    std::optional<Timestamp> retry_at;
    std::string failure;
  };
  // Stays queued, in its place in the order of its session, and is not offered again before `until`;
  // nothing: not before its session is resumed.
  struct Postponed {
    std::size_t event;
    std::optional<Timestamp> until;
  };
  struct Dead {
    std::size_t event;
    std::string reason;  // As StoredSession::failure.
  };
  struct Cancel {
    std::string sender;
    EventKind kind;
    std::string send_id;
  };

  std::vector<Session> sessions;
  std::vector<std::size_t>
      consumed;  // Gone from the queue. An event in none of these lists stays due.
  std::vector<Postponed> postponed;
  std::vector<Dead> dead;       // Gone from the queue into `dead`, with the reason.
  std::vector<Cancel> cancels;  // Of what was queued before this batch; done before `sends`.
  std::vector<NewEvent> sends;
  std::vector<JournalEntry> journal;
};

enum class CommitResult {
  Committed,
  Lost,  // Somebody else changed one of the sessions. Nothing was written; claim again.
};

// The due work of one lane, locked: nobody else gets any work of the lane until it is committed or
// destroyed. Used by one thread. Destroying it uncommitted changes nothing.
class Batch {
 public:
  virtual ~Batch() = default;

  virtual std::int32_t lane() const = 0;
  virtual Timestamp now() const = 0;  // By the store's clock, when the batch was claimed.
  virtual const std::vector<StoredSession>& sessions() const = 0;
  virtual const std::vector<DueEvent>& events()
      const = 0;  // By sequence: so in order within each session.

  // Writes all of it or nothing, and unlocks the lane. Once. After Error(StoreUnavailable) it is not known
  // whether it was written; the next claim shows it, for consumed events are gone if and only if it was.
  virtual CommitResult commit(const BatchWrite& write) = 0;
};

struct ClaimLimits {
  std::size_t events = 1000;
};

// What people ask of a store.
struct SessionFilter {
  std::string chart;  // Empty: any.
  std::string state;  // An active atomic state; empty: any.
  std::optional<SessionStatus> status;
  std::string
      after;  // Ids greater than this one only: for paging. Listings are in the order of ids.
  std::size_t limit = 100;
};

// A session with what waits for it.
struct SessionSummary {
  StoredSession session;
  std::int64_t queued = 0;   // Due and not yet handled.
  std::int64_t waiting = 0;  // To it: timers and delayed events, postponed ones included.
};

struct PendingEvent {
  EventId id;
  EventKind kind = EventKind::Event;
  std::string name;
  std::optional<Timestamp> due;  // Nothing: due now.
  std::string send_id;
};

struct DeadEvent {
  EventId id;
  std::string session;
  std::string name;
  std::string reason;
  Timestamp at{};
};

// Reads for operators. None of it is on an event's path.
class Records {
 public:
  virtual ~Records() = default;
  virtual std::vector<SessionSummary> sessions(const SessionFilter& filter) = 0;
  virtual std::optional<SessionSummary> session(std::string_view id) = 0;
  // In order of delivery: what has its place already, postponed or not, and then what is due later.
  virtual std::vector<PendingEvent> pending(std::string_view session) = 0;
  // Oldest first, at most `limit`, beginning after revision `after`.
  virtual std::vector<JournalEntry> journal(std::string_view session, std::int64_t after,
                                            std::size_t limit) = 0;
  virtual std::vector<DeadEvent> dead(std::size_t limit) = 0;  // Latest first.
};

struct SchemaStatus {
  std::int32_t current = 0;  // 0: no schema.
  std::int32_t wanted = 0;   // This build's.
  std::int32_t lanes = 0;
  std::vector<std::string> pending;  // Names of the migrations that migrate() would apply.
};

// The store's tables. Schema methods never throw Error(NotMigrated).
class Schema {
 public:
  virtual ~Schema() = default;
  virtual SchemaStatus status() = 0;
  // Brings the schema to this build's version and returns what was applied. Several callers at once are
  // safe. `lanes` is fixed by the first migration: 1 to 1024; 0: the store's own default.
  virtual std::vector<std::string> migrate(std::int32_t lanes = 0) = 0;
  // Removes every table and all that is in them.
  virtual void drop() = 0;
};

class Store {
 public:
  virtual ~Store() = default;

  // Makes a session, its first step queued, and `first` behind it, all or nothing. Throws
  // Error(SessionExists) if there is one of that id. A connection lost in the middle is followed up: when
  // this returns, the session was made, once.
  virtual void start(const NewSession& session, std::span<const NewEvent> first = {}) = 0;

  // Makes `events` durable, all or none. Throws Error(UnknownSession), naming it, if one goes to a session
  // that does not exist. Followed up like start(): when this returns, each is queued exactly once.
  virtual void enqueue(std::span<const NewEvent> events) = 0;

  // Takes back what was sent to or by `session` under `send_id`. How many events that were: none where all
  // were consumed already. Never one that a batch is handling.
  virtual std::size_t cancel(std::string_view session, std::string_view send_id) = 0;

  // Locks a lane that has due work and reads that work with its sessions, in order. Nothing if no lane
  // has any that is not locked. Never waits for another owner. Timers that are due count as work.
  virtual std::unique_ptr<Batch> claim(const ClaimLimits& limits) = 0;

  // Sleeps until work may be due, `limit` has passed, or `stop`. Wake-ups can be needless or lost, so
  // callers look again either way.
  virtual void wait_for_work(Duration limit, std::stop_token stop) = 0;

  // The session as it stands, or nothing. Never waits for a batch.
  virtual std::optional<StoredSession> read(std::string_view id) = 0;

  // Makes a suspended session run again, its events in their order, with no failed attempts: Starting if
  // its revision is 0, else Running. False if it is not suspended.
  virtual bool resume(std::string_view id) = 0;

  virtual Records& records() = 0;
  virtual Schema& schema() = 0;
};

// Opens a store by its URI:
//     memory:                       in this process, gone with it
//     sqlite:orders.db              one file, made where it is missing; `sqlite:/absolute/path.db`
//     postgresql://user@host/shop   libpq's own; also postgres://…; `?schema=NAME` chooses the schema
// Throws Error(InvalidArgument) for any other, Error(StoreUnavailable) if it cannot be reached. The schema
// is not touched: see Schema::migrate. A memory store comes with its schema.
std::unique_ptr<Store> open(std::string_view uri);

}  // namespace perdure
