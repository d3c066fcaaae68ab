// Planned expressions, written as a chart writes them.
#pragma once

#include <string>

#include "compiler/plan/plan.h"

namespace perdure::emit::docs {

// Conversions are left out, as they are in charts; arguments stand by name where they have one.
std::string expression_text(const plan::Plan& plan, const plan::Chart& chart,
                            const plan::Expr& expression);

}  // namespace perdure::emit::docs
