// Taking sessions out of one store and putting them into another, with all that is kept of them.
//
// What a session is in a store, and nothing of the store: no numbers of its queues, no lanes. So a session that was
// read, inserted elsewhere and read there is the same value. docs/decisions/export-of-sessions.md
#pragma once

#include <perdure/jobs.h>
#include <perdure/large_name.h>
#include <perdure/stored.h>
#include <perdure/tokens.h>
#include <perdure/types.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace perdure {

class Store;

// An event to the session, whoever sent it.
struct TransferredEvent {
  EventId id;
  EventKind kind = EventKind::Event;
  std::string sender;  // Empty: the session itself.
  std::string name;
  Bytes payload;
  std::string send_id;
  std::optional<EventId> cause;
  std::string invocation;  // As NewEvent::invocation.
  std::string chart;       // As NewEvent::chart.
};

struct TransferredPending {
  enum class Place : std::uint8_t {
    Queued,     // Due.
    Postponed,  // Behind a failed step or a suspension; it keeps its place in the queue.
    Later,      // For its time.
  };
  Place place = Place::Queued;
  TransferredEvent event;
  std::optional<Timestamp>
      due;             // Not Queued. Postponed, and nothing: until the session is resumed.
  Timestamp queued{};  // Queued: since when it is due.
};

struct TransferredDead {
  TransferredEvent event;
  std::string reason;
  Timestamp at{};
};

struct TransferredToken {
  NewToken issued;
  std::optional<Timestamp> used;
};

// Under which the session was started, or something was sent to it.
struct TransferredKey {
  EventKind kind = EventKind::Event;  // Or Start.
  std::string key;
  Timestamp expires{};
};

// A value that is kept beside the session.
struct TransferredLarge {
  LargeName name;
  std::int64_t revision = 0;  // The session's after the step that made it.
  Bytes bytes;
};

// A session with all that a store keeps of it. Whose session a part belongs to is said by `session.id` alone: the
// parts' own fields for that are not looked at when it is inserted, and empty when it is read.
struct TransferredSession {
  StoredSession session;
  std::optional<std::string>
      indexed;  // What it is found by, as a JSON object; nothing: its chart has none.
  std::vector<TransferredPending>
      pending;  // In the order of delivery; Later ones by due time, and behind the others.
  std::vector<TransferredDead> dead;      // Oldest first, as what follows.
  std::vector<StoredJob> jobs;            // By invocation.
  std::vector<TransferredToken> tokens;   // By name.
  std::vector<TransferredKey> keys;       // By kind and key.
  std::vector<StoredSnapshot> snapshots;  // By revision.
  std::vector<TransferredLarge> large;    // By digest.
  std::vector<JournalEntry> journal;  // In the order of writing. Its numbers are the store's own.
};

// Which sessions: all of what is not empty.
struct TransferFilter {
  std::vector<std::string> ids = {};
  std::string chart = {};
  std::string state = {};  // An active atomic state.
  std::string tenant = {};
};

// Used by one thread. It holds the moment that it reads: not for longer than it takes.
class SessionReader {
 public:
  virtual ~SessionReader() = default;

  virtual std::size_t total() const = 0;  // How many there are.
  // By id; nothing after the last one.
  virtual std::optional<TransferredSession> next() = 0;
};

// Any thread; throws what a Store throws. None of it is on an event's path.
class Transfer {
 public:
  virtual ~Transfer() = default;

  // Reads sessions as they all were at one moment, with no more of them in memory than some at a time. Nothing is
  // locked or changed. The reader must not outlive the store.
  virtual std::unique_ptr<SessionReader> read(const TransferFilter& filter) = 0;

  // Those of these ids that sessions have.
  virtual std::vector<std::string> existing(std::span<const std::string> ids) = 0;

  // Makes these sessions, all or none, as they were read: what is due of them is done here from now on. Throws
  // Error(SessionExists) if there is one of these ids, or one of them twice, and Error(InvalidArgument) for what no
  // store can have made. A connection that is lost in the middle is not followed up: the error does not tell whether
  // they are there.
  virtual void insert(std::span<const TransferredSession> sessions) = 0;
};

// A Store that can do so: memory, SQLite and PostgreSQL. One of your own need not.
class TransferringStore {
 public:
  virtual ~TransferringStore() = default;
  virtual Transfer& transfer() = 0;
};

// Of that store. Throws Error(InvalidArgument) if it cannot.
Transfer& transfer_of(Store& store);

}  // namespace perdure
