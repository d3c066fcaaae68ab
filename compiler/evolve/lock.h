// The lock file of a chart file: what each released version of its charts stores, in the chart language.
//
//     plan::File  ->  .chart.lock text
#pragma once

#include <optional>
#include <string>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"
#include "compiler/plan/plan.h"

namespace perdure::evolve {

// With every version recorded so far and the one that each chart now has; not yet formatted. The same file gives the
// same text. Nothing, and an error, if a chart of it cannot be recorded.
std::optional<std::string> lock_text(const source::Files& files, const model::Program& program,
                                     const plan::Plan& plan, const plan::File& file,
                                     Reporter& report);

}  // namespace perdure::evolve
