// Types as written become types as meant.
#pragma once

#include "compiler/check/names.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/model/model.h"

namespace perdure::check {

// Reports what has no meaning; that part has the type Error.
model::Type resolve_type(const model::Program& program, const model::TypeRef& written,
                         const Names& names, Suggestions& suggestions, Reporter& report);

// The same for each of a list.
std::vector<model::Type> resolve_types(const model::Program& program,
                                       const std::vector<model::Field>& fields, const Names& names,
                                       Suggestions& suggestions, Reporter& report);

}  // namespace perdure::check
