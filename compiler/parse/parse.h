// Parse reads the text of a chart file.
//
//     .chart text  ->  model::Program
//
// The only folder that sees ANTLR. The grammar is the law of what may be written: grammar/.
#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"

namespace perdure::parse {

// Adds what `file` declares to `program`, as far as it could be read: after a syntax error the
// parser goes on, so that one run reports every independent error of a file. Each import's `file`
// is left unset. Text that is not UTF-8, or is nested deeper than MaxNesting, gets one error and
// adds nothing but an empty model::File.
void parse(const source::Files& files, source::FileId file, model::Program& program,
           Reporter& report);

// How deep braces, brackets and parentheses may nest. The parser recurses, and a chart that people
// read stays far below.
inline constexpr int MaxNesting = 200;

}  // namespace perdure::parse
