// What a search asks of a chart's `@indexed` attributes, as text.
//
//     customer=c-42   amount>=100   due<2026-03-01T12:00   note=null
#pragma once

#include <perdure/search.h>

#include <string>
#include <string_view>

#include "runtime/view/json.h"

namespace perdure::view {

// By the attribute's type in the chart's definition. Throws Error(InvalidArgument) that says what is wrong with it.
Condition parse_condition(std::string_view text, const Json& definition);

// That a state is active: one of the atomic states in it, where it is a compound one. Throws Error(InvalidArgument) for one
// that the chart has not.
Condition in_state(const std::string& state, const Json& definition);

}  // namespace perdure::view
