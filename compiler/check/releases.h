// The versions of a chart that lock files record, and the migrations between them.
#pragma once

#include <optional>
#include <vector>

#include "compiler/check/facts.h"
#include "compiler/check/names.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/model/model.h"

namespace perdure::check {

// The recorded versions of a chart but for the one that it now has, the oldest first.
std::vector<model::ChartId> releases_of(const model::Program& program, model::ChartId chart);

// The record of the very version that the chart has.
std::optional<model::ChartId> recorded(const model::Program& program, model::ChartId chart);

// A type of a recorded version that is made of the same as the type of that name which the chart now uses is that
// type: afterwards no field and no name of a recorded version means it. `inside` are the names of charts, by ChartId,
// and the fields of all types are resolved.
void unify_released_types(const model::Program& program, std::vector<Names>& inside, Facts& facts);

// Gives each `migrate` of the chart its meaning, which is said in the words of the newer of its two versions.
void resolve_migrations(const model::Program& program, model::ChartId chart,
                        std::vector<Names>& inside, Facts& facts, Suggestions& suggestions,
                        Reporter& report);

}  // namespace perdure::check
