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
};
std::string_view name(SessionStatus status);

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

}  // namespace perdure
