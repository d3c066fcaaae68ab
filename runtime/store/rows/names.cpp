#include "runtime/store/rows/names.h"

#include <perdure/error.h>
#include <perdure/observer.h>

#include <array>
#include <cstddef>
#include <string>

namespace perdure {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 9> ErrorKinds = {
    "invalid_argument", "session_exists", "unknown_session",   "unknown_chart", "version_mismatch",
    "corrupt_data",     "not_migrated",   "store_unavailable", "store_failure"};
constexpr std::array<std::string_view, 5> Statuses = {"starting", "running", "done", "suspended",
                                                      "cancelled"};
constexpr std::array<std::string_view, 8> Kinds = {"start",  "event",    "timer",   "done",
                                                   "failed", "progress", "emitted", "cancel"};
constexpr std::array<std::string_view, 6> Outcomes = {"taken",    "ignored",   "finished",
                                                      "deferred", "discarded", "operated"};
constexpr std::array<std::string_view, 3> JobStates = {"waiting", "running", "cancelled"};
constexpr std::array<std::string_view, 3> JobHolds = {"yours", "lost", "cancelled"};
constexpr std::array<std::string_view, 6> AttemptOutcomes = {"done",     "failed", "gave_up",
                                                             "released", "lost",   "cancelled"};

constexpr std::array<std::string_view, 3> Troubles = {"suspended", "retrying", "dead"};
constexpr std::array<std::string_view, 4> Places = {"handled", "queued", "waiting", "dead"};

template <typename Enum, std::size_t N>
Enum from_name(const std::array<std::string_view, N>& names, std::string_view what,
               std::string_view stored) {
  for (std::size_t i = 0; i < N; ++i) {
    if (names[i] == stored) return static_cast<Enum>(i);
  }
  throw Error(ErrorKind::CorruptData, "the store holds `" + std::string(stored) + "` as " +
                                          std::string(what) + ", which this build does not know");
}

}  // namespace

std::string_view name(ErrorKind kind) { return ErrorKinds.at(static_cast<std::size_t>(kind)); }
std::string_view name(SessionStatus status) {
  return Statuses.at(static_cast<std::size_t>(status));
}
std::string_view name(EventKind kind) { return Kinds.at(static_cast<std::size_t>(kind)); }
std::string_view name(JournalOutcome outcome) {
  return Outcomes.at(static_cast<std::size_t>(outcome));
}
std::string_view name(JobState state) { return JobStates.at(static_cast<std::size_t>(state)); }
std::string_view name(JobHold hold) { return JobHolds.at(static_cast<std::size_t>(hold)); }

std::string_view name(AttemptOutcome outcome) {
  return AttemptOutcomes.at(static_cast<std::size_t>(outcome));
}
std::string_view name(Trouble trouble) { return Troubles.at(static_cast<std::size_t>(trouble)); }

std::string_view name(TracedEvent::Place place) {
  return Places.at(static_cast<std::size_t>(place));
}

namespace rows {

SessionStatus session_status(std::string_view stored) {
  return from_name<SessionStatus>(Statuses, "the status of a session", stored);
}
EventKind event_kind(std::string_view stored) {
  return from_name<EventKind>(Kinds, "the kind of an event", stored);
}
JournalOutcome journal_outcome(std::string_view stored) {
  return from_name<JournalOutcome>(Outcomes, "the outcome of an event", stored);
}

JobState job_state(std::string_view stored) {
  return from_name<JobState>(JobStates, "the state of a job", stored);
}

JobHold job_hold(std::string_view stored) {
  return from_name<JobHold>(JobHolds, "whether a lease is good", stored);
}
TracedEvent::Place traced_place(std::string_view stored) {
  return from_name<TracedEvent::Place>(Places, "the place of an event", stored);
}

}  // namespace rows
}  // namespace perdure
