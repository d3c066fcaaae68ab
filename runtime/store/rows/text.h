// Text as every store can keep it: UTF-8, whatever came in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace perdure::rows {

// Whether it is UTF-8 without control characters (U+0000 to U+001F, U+007F to U+009F).
bool is_plain_text(std::string_view text);

// `text` with U+FFFD for each byte that is not UTF-8 and for each NUL, and cut to at most 4,000
// bytes with an ellipsis. For what is read by people only: an exception's words may hold anything.
std::string readable(std::string_view text);

// Names in one column, with a line feed between them, which no name has.
std::string joined_lines(const std::vector<std::string>& names);
std::vector<std::string> lines(std::string_view text);

}  // namespace perdure::rows
