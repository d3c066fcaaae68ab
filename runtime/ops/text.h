// Words as a terminal may have them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/view/time.h"

namespace perdure::ops {

using view::time_text;

// `text` with \xNN for each byte of a control character, of one that turns the direction of writing, and
// of what is not UTF-8: so that no name can steer the terminal.
std::string printable(std::string_view text);

// How many columns of a terminal printable text takes: two for a character of East Asian width, none for an accent that
// joins the one before.
std::size_t width(std::string_view printable);
// The text, or as much of it as leaves room for an ellipsis in so many columns, of which there is one at least.
std::string shortened(std::string_view printable, std::size_t columns);

// `-` for none, 850 ms, 12 s, 5:03 min, 7:20 h, 3 d.
std::string age_text(Duration age);

// 1 session, 2 sessions: with an s, unless it is one.
std::string counted(std::uint64_t number, std::string_view noun);

std::string join(const std::vector<std::string>& words);  // With spaces; `-` for none.

}  // namespace perdure::ops
