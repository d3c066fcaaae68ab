// Lists in one column of a session's row, an entry a line. No name in them has a control character.
#pragma once

#include <perdure/records.h>
#include <perdure/stored.h>

#include <string>
#include <string_view>
#include <vector>

namespace perdure::rows {

std::string lines_of(const std::vector<Invoked>& invoked);
std::string lines_of(const std::vector<DeferredEvent>& deferred);

// Back from those. Each throws Error(CorruptData) for a text that lines_of() never wrote.
std::vector<Invoked> invoked_from(std::string_view lines);
std::vector<DeferredEvent> deferred_from(std::string_view lines);

// What operators are shown of them.
std::vector<PendingEvent> pending_of(const std::vector<DeferredEvent>& deferred);

}  // namespace perdure::rows
