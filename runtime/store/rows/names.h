// The names under which enumerations are stored, read back. Their other half is name(), in the
// public headers.
#pragma once

#include <perdure/effects.h>
#include <perdure/history.h>
#include <perdure/store.h>

#include <string_view>

namespace perdure::rows {

// Each throws Error(CorruptData) for a name that this build never wrote.
SessionStatus session_status(std::string_view stored);
EventKind event_kind(std::string_view stored);
JournalOutcome journal_outcome(std::string_view stored);
JobState job_state(std::string_view stored);
JobHold job_hold(std::string_view stored);
TracedEvent::Place traced_place(std::string_view stored);

}  // namespace perdure::rows
