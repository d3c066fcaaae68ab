// What a store holds of a session and of its past, as values.
#pragma once

#include <perdure/effects.h>
#include <perdure/types.h>

#include <cstdint>
#include <optional>
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
  Cancelled,  // Ended from outside: it takes no more events.
};
std::string_view name(SessionStatus status);

// Whether a session of that status takes no more events.
constexpr bool has_ended(SessionStatus status) {
  return status == SessionStatus::Done || status == SessionStatus::Cancelled;
}

// A session that another one invoked and that has not ended, as far as that one was told.
struct Invoked {
  std::string invocation;
  std::string session;

  bool operator==(const Invoked&) const = default;
};

// An event that a session took from its queue and keeps: a state defers it.
struct DeferredEvent {
  EventId id;
  std::string name;

  bool operator==(const DeferredEvent&) const = default;
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
  std::string
      failure;  // Why the last attempt failed, or why it is suspended. Words for people: a store
                // may shorten them, and replaces what is not UTF-8.
  Timestamp created{};
  Timestamp updated{};
  std::string
      parent;  // The session that invoked it, and under which of its invocations. Empty: none.
  std::string invocation;
  std::string tenant;
  std::string metadata;                 // A JSON object. Empty in a batch, where nobody needs it.
  std::vector<Invoked> invoked;         // In the order of the invocations.
  std::vector<DeferredEvent> deferred;  // Oldest first.
  std::uint32_t row_version = 0;  // Of one that is known and was not read: Batch::row_version().
};

// What became of an event. Stored by name; never renumbered.
enum class JournalOutcome : std::uint8_t {
  Taken,
  Ignored,   // No transition took it.
  Finished,  // The session had ended before it came.
  Deferred,  // A state deferred it: the session keeps it.
  // It was dead, and an operator removed it; or there was no such session, and its sender had said that it
  // may be lost then: revision 0.
  Discarded,
  Operated,  // No event: an operator did something to the session, as Repairs::note() has it.
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
  std::int64_t number = 0;  // The store's: it rises in the order of writing.
  // What doing the step again takes, where that was kept (RuntimeOptions::snapshot_every).
  std::optional<Bytes> payload = {};
  std::string invocation = {};  // As DueEvent::invocation.
  Bytes answers = {};           // As Answers::kept().
  std::string done_by = {};     // Operated only: who.
};

// A session as it was after a step.
struct StoredSnapshot {
  std::int64_t revision = 0;
  std::uint32_t version = 1;  // Of its chart.
  Bytes state;                // Its parameters, where `revision` is 0.
  Timestamp at{};
};

}  // namespace perdure
