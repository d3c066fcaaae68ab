// Lowering of what only charts have whose data model is not typed.
#pragma once

#include "compiler/plan/lower.h"

namespace perdure::plan {

Scxml lower_scxml(const Lowering& lowering);

// Adds the data, invocations and donedata of a state.
void add_scxml(const Lowering& lowering, const model::Program& program, const model::State& from,
               State& state);

// Makes the events that a transition is for the first thing that its guard asks.
void ask_for_event(const model::Transition& from, Transition& transition);

// The stored name of a chart: with its namespace, "shop.Order".
std::string stored_name(const model::Program& program, model::ChartId chart);

}  // namespace perdure::plan
