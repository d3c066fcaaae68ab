// What a chart's invocations invoke, and the events that tell what becomes of them.
//
//     model::Invocation  ->  ChartFacts::invocations, known_events, outcomes
#pragma once

#include <string>
#include <vector>

#include "compiler/check/facts.h"
#include "compiler/check/names.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/model/model.h"

namespace perdure::check {

// Reports what cannot be invoked. The declarations of every chart have to be resolved.
void resolve_invocations(const model::Program& program, const model::Chart& chart,
                         const Names& names, Facts& facts, ChartFacts& found,
                         Suggestions& suggestions, Reporter& report);

// Its `invoke`.
const model::Invocation& invocation_of(const model::Chart& chart, const InvocationFacts& facts);

// The outcomes named `prefix` or, `under` it, `prefix.…`: into ChartFacts::known_events.
std::vector<std::uint32_t> outcomes_named(const model::Chart& chart, const ChartFacts& found,
                                          std::string_view prefix, bool under);

// "`done`, `failed` and `progress`", without the invocation's name.
std::vector<std::string_view> outcome_words(const model::Chart& chart, const ChartFacts& found,
                                            std::uint32_t invocation);

}  // namespace perdure::check
