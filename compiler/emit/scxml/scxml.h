// A chart file as SCXML.
//
//     model::File  ->  .scxml
//
// The one output that is made of the model and not of the plan: it is another spelling of what was written, and the
// plan holds what was worked out of it (docs/decisions/export.md). Its form is docs/formats/scxml.md. Reading it back
// gives the same plan. Deterministic, and escaped against whatever names, texts and doc comments hold.
#pragma once

#include <string>

#include "compiler/model/model.h"
#include "compiler/source/source.h"

namespace perdure::emit {

// `file` is one of `program.files`, and the program was checked without an error.
std::string emit_scxml(const source::Files& files, const model::Program& program,
                       const model::File& file);

}  // namespace perdure::emit
