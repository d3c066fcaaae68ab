// CSS2 times, as in <send delay>.
#pragma once

#include <string_view>

namespace perdure::scxml {

// A number and a unit: `1.5s`, `300ms`, and `m`, `h`, `d` as the Recommendation's schema has them.
bool is_delay(std::string_view text);

}  // namespace perdure::scxml
