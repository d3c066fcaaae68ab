// Words as a terminal may have them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/view/time.h"

namespace perdure::ops {

using view::time_text;

// `text` with \xNN for each byte of a control character, of one that turns the direction of writing, and
// of what is not UTF-8: so that no name can steer the terminal.
std::string printable(std::string_view text);

// How many columns printable text takes, if each character takes one.
std::size_t width(std::string_view printable);

std::string join(const std::vector<std::string>& words);  // With spaces; `-` for none.

}  // namespace perdure::ops
