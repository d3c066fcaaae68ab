// Sessions as operators look for them: by words that somebody typed.
#pragma once

#include <perdure/store.h>

#include <string>
#include <vector>

namespace perdure::view {

// Adds to the filter what `where` says of attributes, as parse_condition() has it; and a state of the chart that may be a
// compound one becomes the condition that one of those in it is active. By the latest version of `filter.chart` that is
// registered and knows of them. Throws Error(InvalidArgument) for what no version knows, and for attributes of no chart;
// Error(UnknownChart) for attributes of a chart that nobody has registered with a definition.
void add_conditions(Store& store, const std::vector<std::string>& where, SessionFilter& filter);

}  // namespace perdure::view
