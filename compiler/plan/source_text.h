// Parts of a chart as they are written, on one line: for diagrams, docs and comments.
#pragma once

#include <string>
#include <string_view>

namespace perdure::plan {

// The text with its comments left out and its white space made single spaces.
std::string on_one_line(std::string_view text);

}  // namespace perdure::plan
