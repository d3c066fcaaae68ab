// A session's start, as events.
#pragma once

#include <perdure/store.h>

#include <span>
#include <vector>

namespace perdure::rows {

// The first step of `session`, under its key, and `first` behind it.
std::vector<NewEvent> with_start(const NewSession& session, std::span<const NewEvent> first);

}  // namespace perdure::rows
