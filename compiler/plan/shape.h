// The digest of what a stored session depends on.
#pragma once

#include <string>

#include "compiler/plan/plan.h"

namespace perdure::plan {

// 16 hexadecimal digits, the same if and only if (but for chance) the charts have the same states in the same
// places, the same histories, and the same parameters, data and result, down to the fields of the types that
// they use.
std::string shape_of(const Plan& plan, const Chart& chart);

}  // namespace perdure::plan
