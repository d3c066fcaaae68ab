// The plan as text, for golden tests and for whoever wonders what an emitter is given.
#pragma once

#include <string>

#include "compiler/plan/plan.h"

namespace perdure::plan {

std::string dump(const Plan& plan, const Chart& chart);

// An expression in prefix form, with its conversions: "(+ data:total (to_float 1))".
std::string dump(const Expr& expr);

}  // namespace perdure::plan
