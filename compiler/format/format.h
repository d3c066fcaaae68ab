// Format writes a chart file in the one style that charts have: docs/formatting.md.
//
//     .chart text  ->  .chart text
//
// White space changes, and nothing else. A group of words (a block, a list, the head of a transition)
// stands on one line where it may and fits, and is broken at all of its places otherwise; so the
// outcome is a function of the words, the comments, and of which brackets were followed by a new
// line, and formatting twice gives what formatting once did.
#pragma once

#include <optional>
#include <string>

#include "compiler/diagnostics/diagnostic.h"

namespace perdure::format {

// How many columns a line may have, where it can be broken.
inline constexpr std::size_t MaxColumns = 100;

// The text of `file` in that style. Nothing if and only if a syntax error was reported. Throws
// std::logic_error rather than answer a text whose words or comments differ from those it was given.
std::optional<std::string> format(const source::Files& files, source::FileId file,
                                  Reporter& report);

}  // namespace perdure::format
