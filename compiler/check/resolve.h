// Resolve gives every name a meaning and every expression a type.
//
//     model::Program  ->  check::Facts
#pragma once

#include "compiler/check/facts.h"
#include "compiler/check/names.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/model/model.h"

namespace perdure::check {

// Reports every name without a meaning and every type that does not fit.
Facts resolve(const model::Program& program, Reporter& report);

// The part of it that is one chart. First what every chart declares, for which the types of the program are known;
// then what stands on that.
void declare_chart(const model::Program& program, model::ChartId chart, Names& names, Facts& facts,
                   Suggestions& suggestions, Reporter& report);
void resolve_chart(const model::Program& program, model::ChartId chart, Names& names, Facts& facts,
                   Suggestions& suggestions, Reporter& report);

// The second part of a version that a lock file records: there is nothing that it does.
void resolve_release(const model::Program& program, model::ChartId chart, Names& names,
                     Facts& facts, Suggestions& suggestions, Reporter& report);

// The same, where the chart's data model is not the typed language.
void resolve_dynamic_chart(const model::Program& program, model::ChartId chart, Names& names,
                           Facts& facts, Suggestions& suggestions, Reporter& report);

}  // namespace perdure::check
