// When a new event is due.
#pragma once

#include <perdure/store.h>

#include <optional>

namespace perdure::rows {

// The time it waits for, or nothing if it is due at `now` already. Delays that reach beyond the
// last Timestamp wait for that one.
std::optional<Timestamp> due_later(const NewEvent& event, Timestamp now);

}  // namespace perdure::rows
