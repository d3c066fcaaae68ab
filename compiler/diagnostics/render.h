// Diagnostics as people and programs read them.
#pragma once

#include <span>
#include <string>

#include "compiler/diagnostics/diagnostic.h"

namespace perdure {

// For a terminal or a log, each with its source line and a caret under the place:
//
//     parcel.chart:31:9: warning: state `Lost` can never be entered [P3001]
//       31 |   state Lost {
//          |         ^~~~
//     parcel.chart:27:5: note: its only incoming transition is from `Customs`, which is unreachable too
//
// A range of several lines is underlined to the end of its first. Control characters of the source are
// never passed on to the terminal.
std::string render_text(const source::Files& files, std::span<const Diagnostic> diagnostics,
                        bool colour);

// One JSON object per line: {"code", "name", "severity", "message", "file", "line", "column", "end_line",
// "end_column", "notes": […]}. Lines and columns count from 1.
std::string render_json(const source::Files& files, std::span<const Diagnostic> diagnostics);

}  // namespace perdure
