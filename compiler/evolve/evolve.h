// Evolve says what a new version of a chart would do to the sessions that older ones left in stores.
//
//     plan::Plan  ->  a verdict per change, as diagnostics
//
// Versions are compared pairwise, each released one with the one that follows it (docs/evolution.md). What converts by
// itself is passed over in silence; each other change is told with the line that `migrate` has to say, if there is one.
#pragma once

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"
#include "compiler/plan/plan.h"

namespace perdure::evolve {

// Of every chart that has released versions.
void judge(const model::Program& program, const plan::Plan& plan, Reporter& report);

}  // namespace perdure::evolve
