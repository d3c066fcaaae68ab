// Actions are effects: they stand as statements, and yield no value to an expression, least of all to a guard.
#include <cstdint>
#include <vector>

#include "compiler/check/passes.h"
#include "compiler/check/walk.h"

namespace perdure::check {

namespace {

// By ExprId: whether it is part of a guard.
std::vector<bool> in_guards(const model::Program& program) {
  std::vector<bool> found(program.expressions.size());
  const auto add = [&](model::ExprId guard) {
    each_expression(program, guard, [&](model::ExprId id) { found[id.index] = true; });
  };
  for (const model::Chart& chart : program.charts) {
    for (const model::Guard& guard : chart.guards) add(guard.condition);
    for (const model::State& state : chart.states) {
      for (const model::Transition& transition : state.transitions) {
        if (transition.guard) add(*transition.guard);
      }
    }
  }
  return found;
}

}  // namespace

// Over all expressions that there are, since what is an effect has no type, and so must not pass anywhere.
void effects(const model::Program& program, const Facts& facts, Reporter& report) {
  const std::vector<bool> guards = in_guards(program);
  for (std::uint32_t i = 0; i < program.expressions.size(); ++i) {
    const auto* action = std::get_if<ActionRef>(&facts.references[i]);
    if (!action) continue;
    const model::NameRef& name = std::get<model::Call>(program.expressions[i].node).callee;
    auto reported = guards[i] ? report.report(diag::EffectInGuard, name.range, name.name)
                              : report.report(diag::ActionInExpression, name.range, name.name);
    reported.note(diag::DeclaredHere, action->declared, name.name);
  }
}

}  // namespace perdure::check
