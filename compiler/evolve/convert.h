// Which values become which by themselves.
#pragma once

#include <optional>
#include <string>

#include "compiler/plan/plan.h"

namespace perdure::evolve {

// Nothing if every value of `from` becomes one of `to`; otherwise why not, in words.
//
// Of one type; an int as a float; a T as a T?; lists, maps and optionals of what converts; a struct as one whose fields
// are its own, or have a default; an enum as one that has all of its enumerators.
std::optional<std::string> obstacle(const plan::Plan& plan, const model::Type& from,
                                    const model::Type& to);

// Whether a migration can work the value out: it needs nothing but data and parameters.
bool is_self_contained(const plan::Expr& expr);

}  // namespace perdure::evolve
