// Every pass of the stage, each in the file of its name.
#pragma once

#include <cstdint>

#include "compiler/check/check.h"
#include "compiler/check/tree.h"

namespace perdure::check {

// Over expressions.
void effects(const model::Program& program, const Facts& facts, Reporter& report);

// Over declarations.
void recursion(const model::Program& program, const Facts& facts, Reporter& report);
void cpp_names(const model::Program& program, const Facts& facts, Reporter& report);
void cpp_scopes(const model::Program& program, const Facts& facts, Reporter& report);

// Over states and transitions.
void structure(const model::Program& program, const Facts& facts, Reporter& report);
void targets(const model::Program& program, const Facts& facts, Reporter& report);
void choices(const model::Program& program, const Facts& facts, Reporter& report);
void always_loops(const model::Program& program, const Facts& facts, Reporter& report);
void never_taken(const model::Program& program, const Facts& facts, Reporter& report);
void completion(const model::Program& program, const Facts& facts, Reporter& report);
void delays(const model::Program& program, const Facts& facts, Reporter& report);
void invocations(const model::Program& program, const Facts& facts, Reporter& report);
void send_ids(const model::Program& program, const Facts& facts, Reporter& report);

// Warnings.
void unreachable(const model::Program& program, const Facts& facts, Reporter& report);
void inescapable(const model::Program& program, const Facts& facts, Reporter& report);
void shadowed(const model::Program& program, const Facts& facts, Reporter& report);
void unhandled(const model::Program& program, const Facts& facts, Reporter& report);
void unread(const model::Program& program, const Facts& facts, Reporter& report);
void unused(const model::Program& program, const Facts& facts, Reporter& report);
void deferred(const model::Program& program, const Facts& facts, Reporter& report);
void tokens(const model::Program& program, const Facts& facts, Reporter& report);
void parallel_writes(const model::Program& program, const Facts& facts, Reporter& report);
void lost_writes(const model::Program& program, const Facts& facts, Reporter& report);

// One chart, and all that a rule may want to know of it.
struct Subject {
  const model::Program& program;
  const Facts& facts;
  const model::Chart& chart;
  const ChartFacts& found;
  Tree tree;
  Reporter& report;
};

// Those of the typed language, or all of them.
enum class Charts { Typed, All };

template <typename Rule>
void each_chart(const model::Program& program, const Facts& facts, Reporter& report,
                const Rule& rule, Charts which = Charts::Typed) {
  for (std::uint32_t i = 0; i < program.charts.size(); ++i) {
    const model::Chart& chart = program.charts[i];
    const ChartFacts& found = facts.charts[i];
    if (chart.states.empty() || chart.released_of) continue;
    if (which == Charts::Typed && chart.data_model != model::DataModel::Typed) continue;
    rule(Subject{program, facts, chart, found, Tree(chart, found), report});
  }
}

// Calls `visit(StateId, const State&)` for each state, the chart first, in document order.
template <typename Visit>
void each_state(const model::Chart& chart, const Visit& visit) {
  for (std::uint32_t i = 0; i < chart.states.size(); ++i) {
    visit(model::StateId{i}, chart.states[i]);
  }
}

// No guard, or one that says `true`.
bool is_unguarded(const model::Program& program, const model::Transition& transition);

// By state: whether it can be entered at all, if every guard may hold (unreachable.cpp).
std::vector<bool> reachable_states(const Subject& subject);

}  // namespace perdure::check
