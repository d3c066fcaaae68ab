// A Store keeps sessions and the events waiting for them.
//
// Memory, SQLite and PostgreSQL promise exactly this; tests/store/contract.cpp is the same promise as
// code. Any method may be called from any thread. Every method throws Error(StoreUnavailable) when the
// store cannot be reached, Error(StoreFailure) when it refuses, Error(NotMigrated) when it has no schema
// or another one than this build's; nothing happened then, unless the method says otherwise.
#pragma once

#include <perdure/effects.h>
#include <perdure/error.h>
#include <perdure/history.h>
#include <perdure/indexed.h>
#include <perdure/jobs.h>
#include <perdure/large_name.h>
#include <perdure/maintenance.h>
#include <perdure/records.h>
#include <perdure/registry.h>
#include <perdure/repairs.h>
#include <perdure/schema.h>
#include <perdure/sending.h>
#include <perdure/stored.h>
#include <perdure/tokens.h>
#include <perdure/transaction.h>
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

// Whether `id` can be a session's: 1 to 200 bytes of UTF-8 without control characters. A store throws
// Error(InvalidArgument) for any other.
bool is_session_id(std::string_view id);

struct NewSession {
  std::string id;     // See is_session_id().
  std::string chart;  // "shop.Order"
  std::uint32_t version = 1;
  Bytes params;
  EventId start;            // The identity of its first step.
  std::string parent = {};  // The session that invokes it, and as what; empty where there is none.
  std::string invocation = {};
  std::string tenant = {};  // Empty, or as NewEvent::name.
  // A JSON object of at most 64 KiB, kept as JSON, not as a text; empty: `{}`.
  std::string metadata = {};
  std::string key = {};  // As StartOptions::key.
  Duration key_window = KeyWindow;
};

// A store's connections to its database, as they stand; nothing where it needs none.
struct StoreConnections {
  std::size_t in_use = 0;
  std::size_t idle = 0;
  // Since the store was opened.
  std::uint64_t made = 0;
  std::uint64_t lost = 0;  // They broke; others are made in their place when there is need.

  StoreConnections& operator+=(const StoreConnections& other) {
    in_use += other.in_use;
    idle += other.idle;
    made += other.made;
    lost += other.lost;
    return *this;
  }
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
  std::string send_id;           // Empty, or as `name`.
  std::optional<EventId> cause;  // The event whose step sent it.
  // Done, Failed, Progress, Emitted: which of the receiver's invocations it comes from. Else empty.
  std::string invocation;
  std::string chart;  // Where the receiver has to be a session of it: its stored name. Else empty.
  // What follows is for senders outside any step.
  std::string key = {};  // As SendOptions::key.
  Duration key_window = KeyWindow;
  IfUnknown if_unknown = IfUnknown::Refuse;
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
  std::string chart;       // As NewEvent::chart.
  Timestamp queued{};      // Since when it has been due, or is again, by the store's clock.
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
    std::uint32_t version = 1;  // Of the chart that wrote `state`: another one once it is migrated.
    std::vector<Invoked> invoked = {};
    std::vector<DeferredEvent> deferred = {};
    // What it is found by; nothing: as it was.
    std::optional<std::vector<IndexedAttribute>> indexed = {};
  };
  struct Snapshot {
    std::size_t session;
    StoredSnapshot state;
  };
  // A value that is kept beside the session, which names it. One that is there already stays as it is.
  struct Large {
    std::size_t session;
    LargeName name;
    std::int64_t revision;  // The session's after the step that made it.
    Bytes bytes;
  };
  // A value that the session does not name any more. It is gone, unless there is a snapshot that was made since the
  // value was, and before this revision.
  struct LargeEnd {
    std::size_t session;
    LargeName name;
    std::int64_t revision;  // The session's after the step that dropped it.
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
  // A session that a step invokes, with its first step queued. If there is one of that id, `otherwise` is queued
  // instead; its cause is that of the first step, too. The metadata of such a session is `{}`.
  struct Child {
    NewSession session;
    NewEvent otherwise;
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
  std::vector<Child> children;  // No id twice. Queued before `sends`.
  std::vector<NewEvent> sends;
  // Sessions that ended. What their own steps sent for later and is not due is gone (SCXML 6.2.4); of one that was
  // suspended, what is postponed for good goes back into its place.
  std::vector<std::size_t> ended;
  std::vector<JobCancel> job_cancels;  // Of jobs made before this batch; done before `jobs`.
  std::vector<NewJob> jobs;            // Of this lane's sessions.
  std::vector<JournalEntry> journal;
  std::vector<Snapshot> snapshots = {};
  std::vector<Large> large = {};
  std::vector<LargeEnd> large_ends = {};  // Done after `snapshots`. None of `large`.
  // Of the batch's sessions. First what was there before the batch is revoked; a new token takes the
  // place of one that its session has under the same name.
  std::vector<TokenRevocation> revocations;
  std::vector<NewToken> tokens;
  bool ends_tenure = false;  // The lane is given back with it.
};

enum class CommitResult {
  Committed,
  Lost,  // Somebody else changed one of the sessions, of which some may have been known from before.
         // Nothing was written; claim again.
};

// The due work of one lane, locked: nobody else gets any work of the lane until it is committed or
// destroyed. Used by one thread; committed or gone before its tenure. Destroying it uncommitted changes nothing.
class Batch {
 public:
  virtual ~Batch() = default;

  virtual std::int32_t lane() const = 0;
  virtual Timestamp now() const = 0;  // By the store's clock, when the batch was claimed.
  virtual const std::vector<StoredSession>& sessions() const = 0;
  virtual const std::vector<DueEvent>& events()
      const = 0;  // By sequence: so in order within each session.

  // A value that is kept beside a session of the batch, by its name's digest; nothing if there is none. Before
  // commit().
  virtual std::optional<Bytes> large_value(std::size_t session, const LargeName& name) = 0;

  // The transaction that commit() ends, for SQL of the user's; null: this store has none.
  virtual StepTransaction* transaction() { return nullptr; }

  // Writes all of it or nothing, and unlocks the lane. Once. After Error(StoreUnavailable) it is not known
  // whether it was written; the next claim shows it, for consumed events are gone if and only if it was.
  virtual CommitResult commit(const BatchWrite& write) = 0;

  // What the rows that commit() has written are known by until somebody changes them; 0: by nothing.
  virtual std::uint32_t row_version() const { return 0; }
};

// Sessions as somebody's own batches left them, so that a store need not read what it has just written.
class KnownSessions {
 public:
  virtual ~KnownSessions() = default;
  // As it was written, with its row_version. Nothing if it is not known. It is not known any more, then.
  virtual std::optional<StoredSession> take(std::string_view id) = 0;
};

struct ClaimLimits {
  std::size_t events = 1000;
};

struct TakeOptions {
  std::string owner = {};     // The node, for people. Words as StoredSession::failure.
  std::size_t events = 1000;  // The most that it will claim at once.
};

// How a tenure ended whose owner did not give its lane back: it died, or the store was lost to it.
struct Abandoned {
  std::string owner;
  std::size_t events =
      0;  // The most that it can have had in hand: one of them may be what ended it.
};

// The right to handle a lane's events, for as many batches as its owner likes. It ends when the lane is
// given back: by a batch that leaves nothing due, by BatchWrite::ends_tenure, or when the tenure is
// destroyed. A lane that is not given back is taken by others once its owner has claimed and committed
// nothing for a second by the store's clock and has no batch out; an owner that was merely slow finds its
// tenure over, then. Used by one thread. docs/decisions/tenures.md
class Tenure {
 public:
  virtual ~Tenure() = default;

  virtual std::int32_t lane() const = 0;
  // One more than that of the lane's tenure before: whoever had that, too, knows that no batch but its own
  // changed the lane's sessions since.
  virtual std::int64_t epoch() const = 0;
  // Nothing if the tenure before was given back.
  virtual const std::optional<Abandoned>& abandoned() const = 0;

  // Locks the lane and reads its due work with its sessions, in order; timers that are due count as work.
  // Nothing if none is due for the lane's own sessions, or if the lane is another's by now: either way the
  // tenure is over. One batch at a time. Sessions that are `known` may be taken from there, by stores that tell at the
  // commit whether one of them was changed by others; null: none is.
  virtual std::unique_ptr<Batch> claim(const ClaimLimits& limits,
                                       KnownSessions* known = nullptr) = 0;

  // Ends it as the death of its process would, so that the next owner knows. No batch is out.
  virtual void abandon() = 0;
};

class Store {
 public:
  virtual ~Store() = default;

  // Makes a session, its first step queued, and `first` behind it, all or nothing. False, and nothing
  // happened, if its key is known: it was started before. Throws Error(SessionExists) if there is one of
  // that id otherwise. A connection lost in the middle is followed up: when this returns, the session was
  // made, once.
  virtual bool start(const NewSession& session, std::span<const NewEvent> first = {}) = 0;

  // Makes `events` durable, all or none: those whose key is known are passed over, and those to a session
  // that does not exist become what `if_unknown` says; Error(UnknownSession) names the session. Followed up
  // like start(): when this returns, each is queued exactly once.
  virtual Sent enqueue(std::span<const NewEvent> events) = 0;

  // Takes back what was sent to or by `session` under `send_id`. How many events that were: none where all
  // were consumed already. Never one that a batch is handling.
  virtual std::size_t cancel(std::string_view session, std::string_view send_id) = 0;

  // Takes a lane that has due work, or one whose work is being committed at this moment: that is waited for, for some
  // hundredths of a second at most, and may not come. Nothing if no lane has any whose tenure is another's. Never waits
  // for another owner.
  virtual std::unique_ptr<Tenure> take(const TakeOptions& options) = 0;

  // A tenure of one batch.
  std::unique_ptr<Batch> claim(const ClaimLimits& limits);

  // Sleeps until work may be due, `limit` has passed, or `stop`. Wake-ups can be needless or lost, so
  // callers look again either way.
  virtual void wait_for_work(Duration limit, std::stop_token stop) = 0;

  // The session as it stands, or nothing. Never waits for a batch.
  virtual std::optional<StoredSession> read(std::string_view id) = 0;

  // Makes a suspended session run again, its events in their order, with no failed attempts: Starting if
  // its revision is 0, else Running. False if it is not suspended.
  virtual bool resume(std::string_view id) = 0;

  virtual Jobs& jobs() = 0;
  virtual Tokens& tokens() = 0;
  virtual Records& records() = 0;
  virtual Repairs& repairs() = 0;
  virtual History& history() = 0;
  virtual Maintenance& maintenance() = 0;
  virtual Registry& registry() = 0;
  virtual Schema& schema() = 0;

  virtual StoreConnections connections() const { return {}; }
};

// Opens a store by its URI:
//     memory:                       in this process, gone with it
//     sqlite:orders.db              one file, made where it is missing; `sqlite:/absolute/path.db`
//     postgresql://user@host/shop   libpq's own; also postgres://…; `?schema=NAME` chooses the schema,
//                                   `pooler=transaction` is for a pooler of transactions between, and
//                                   `statement_timeout=30s` ends what takes longer
// Throws Error(InvalidArgument) for any other, Error(StoreUnavailable) if it cannot be reached. The schema
// is not touched: see Schema::migrate. A memory store comes with its schema.
std::unique_ptr<Store> open(std::string_view uri);

}  // namespace perdure
