// What a memory store holds: plain containers under one mutex.
#pragma once

#include <perdure/store.h>
#include <perdure/testing_store.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

namespace perdure::memory {

struct Event {
  std::int64_t sequence = 0;  // 0: it has had no place in a queue yet.
  EventId id;
  EventKind kind = EventKind::Event;
  std::string session;
  std::string sender;
  std::string name;
  Bytes payload;
  std::string send_id;
  std::optional<EventId> cause;
  std::string invocation;
  std::string chart;
  Timestamp queued{};
};

// An event that is due later: postponed, if it has a sequence. Without `due` it waits for resume().
struct Waiting {
  Event event;
  std::optional<Timestamp> due;
};

// An event that was given up.
struct Dead {
  std::int64_t number = 0;
  Event event;
  std::string reason;
  Timestamp at{};
};

// As it is stored before it has a place.
Event stored_event(const NewEvent& event);

// The queue of one lane, and what its sessions sent for later.
class Lane {
 public:
  bool locked = false;        // By a batch.
  std::int64_t handling = 0;  // A batch has the events up to this sequence; 0: none.

  // Of the last tenure.
  std::int64_t epoch = 0;
  bool held = false;  // Not given back.
  std::string owner;
  std::size_t claims = 0;  // TakeOptions::events.
  Timestamp touched{};     // The last sign of life.

  // Whether a batch or a tenure keeps others away.
  bool is_taken(Timestamp now) const;

  const std::map<std::int64_t, Event>& events() const { return events_; }
  const auto& waiting() const { return waiting_; }
  bool has_work(Timestamp now) const { return !events_.empty() || next_due() <= now; }
  // The last Timestamp where nothing waits for a time.
  Timestamp next_due() const;

  void queue(Event event);
  void wait(Event event, std::optional<Timestamp> due);
  Event take(std::int64_t sequence);
  // What waited and is due, by when it was.
  std::vector<Event> take_due(Timestamp now);
  // Of what is queued, only what no batch is handling.
  std::size_t cancel(const std::string& sender, EventKind kind, const std::string& send_id);
  // What the session's own steps sent for after `now` is gone.
  void forget_delayed_of(std::string_view sender, Timestamp now);
  // Everything postponed of the session goes back to its place.
  void resume(std::string_view session);

 private:
  using When =
      std::pair<Timestamp, std::int64_t>;  // Those due together keep the order they came in.
  using Label = std::tuple<std::string, EventKind, std::string>;  // Sender, kind, send id.
  static Label label(const Event& event) { return {event.sender, event.kind, event.send_id}; }

  Event take_waiting(std::map<When, Waiting>::iterator at);

  std::map<std::int64_t, Event> events_;
  std::map<When, Waiting> waiting_;
  std::set<std::pair<Label, std::int64_t>> cancellable_events_;
  std::set<std::pair<Label, When>> cancellable_waiting_;
  std::int64_t arrivals_ = 0;
};

struct Token {
  NewToken issued;
  std::optional<Timestamp> used;
};

// How long whoever waits has still to wait, by no clock that anybody sets.
class Deadline {
 public:
  explicit Deadline(Duration limit) : limit_(limit) {}
  Duration left() const {
    return limit_ - std::chrono::duration_cast<Duration>(Clock::now() - began_);
  }

 private:
  using Clock = std::chrono::steady_clock;
  const Clock::time_point began_ = Clock::now();
  const Duration limit_;
};

// Kept beside a session.
struct LargeBytes {
  std::int64_t revision = 0;
  Bytes bytes;
};

struct Data {
  std::mutex mutex;                       // Guards all below.
  std::condition_variable_any changed;    // New work, or a lane unlocked.
  std::uint64_t changes = 0;              // How many times.
  const testing::Clock* clock = nullptr;  // Null: the system's. Set before the first use.

  std::vector<Lane> lanes;  // None: no schema.
  std::uint64_t drops = 0;  // Batches claimed before a drop have lost their lane.
  std::size_t next_lane = 0;
  std::int64_t last_sequence = 0;
  std::map<std::string, StoredSession, std::less<>> sessions;
  std::map<std::string, std::vector<JournalEntry>, std::less<>> journal;
  std::map<std::pair<std::string, std::string>, StoredJob> jobs;  // By session and invocation.
  // By session and revision.
  std::map<std::pair<std::string, std::int64_t>, StoredSnapshot> snapshots;
  // By session and name.
  std::map<std::pair<std::string, LargeName>, LargeBytes> large;
  std::map<std::pair<std::string, std::string>, Token> tokens;  // By session and name.
  std::map<std::int64_t, Dead> dead;                            // By number.
  std::int64_t last_dead = 0;
  // Session, kind and key, and until when it is remembered.
  std::map<std::tuple<std::string, EventKind, std::string>, Timestamp> keys;
  std::size_t many_keys = 1000;  // So many that it is worth looking which are remembered no longer.
  std::int64_t last_entry = 0;
  std::map<std::pair<std::string, std::uint32_t>, ChartVersion> charts;
  std::map<std::string, std::vector<IndexedAttribute>, std::less<>> indexed;  // By session.
  std::set<std::string, std::less<>> names;  // Of attributes that came from another store.

  Timestamp now() const;
  // Throws Error(NotMigrated) after a drop.
  void require_schema() const;
  Lane& lane_of(std::string_view session);
  // What waits in `lane` and is due goes to the queues of its sessions.
  void queue_due(Lane& lane, Timestamp now);
  // Makes it, with its first step queued. False if there is one of that id.
  bool make(const NewSession& session, std::optional<EventId> cause, Timestamp now);
  std::optional<Bytes> large_value(std::string_view session, const LargeName& name) const;
  // Unless a snapshot of before that revision may name it.
  void drop_large(const std::string& session, const LargeName& name, std::int64_t revision);
  // To the queue of its session, or to what waits in the lane of its sender.
  void add(const NewEvent& event, Timestamp now);
  void queue(Event event);
  void note(JournalEntry entry);
  void bury(Event event, std::string reason, Timestamp now);
  // The numbers of those that match, but for the filter's limit, in order.
  std::vector<std::int64_t> dead_matching(const DeadFilter& filter) const;
  void announce();
  // Until the next change, for no longer than that.
  void wait(std::unique_lock<std::mutex>& lock, const std::stop_token& stop, Duration limit);
};

}  // namespace perdure::memory
