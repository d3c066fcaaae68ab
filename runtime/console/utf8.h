// Whether bytes are text.
#pragma once

#include <string_view>

namespace perdure::console {

bool is_utf8(std::string_view text);

}  // namespace perdure::console
