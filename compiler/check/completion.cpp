// `done` is for states that can be done.
#include <string>

#include "compiler/check/passes.h"

namespace perdure::check {

using model::State;
using model::StateId;
using model::StateKind;

namespace {

// The state that keeps `id` from ever being done: itself or a region of it without a final state.
std::optional<StateId> hindrance(const Subject& subject, StateId id) {
  std::vector<StateId> left{id};
  while (!left.empty()) {
    const StateId at = left.back();
    left.pop_back();
    const State& state = subject.tree.state(at);
    bool has_final = false;
    for (const StateId child : state.children) {
      const StateKind kind = subject.tree.state(child).kind;
      has_final |= kind == StateKind::Final;
      if (state.kind == StateKind::Parallel && kind != StateKind::History) left.push_back(child);
    }
    if (state.kind != StateKind::Parallel && !has_final) return at;
  }
  return std::nullopt;
}

void check_done(const Subject& subject, StateId id, const State& state, source::Range range) {
  if (id == model::RootState) {
    subject.report.report(diag::DoneWithoutChildren, range, "the session ends with the chart");
  } else if (!has_states(subject.chart, state)) {
    subject.report.report(diag::DoneWithoutChildren, range,
                          "`" + state.name.name + "` has no states in it");
  } else if (const auto hindered = hindrance(subject, id)) {
    const model::NameRef& name = subject.tree.state(*hindered).name;
    subject.report.report(diag::DoneWithoutFinal, range, name.name)
        .note(diag::DeclaredHere, name.range, name.name);
  }
}

}  // namespace

void completion(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    each_state(subject.chart, [&](StateId id, const State& state) {
      for (const model::Transition& transition : state.transitions) {
        if (!std::holds_alternative<model::Done>(transition.trigger)) continue;
        check_done(subject, id, state, transition.range);
      }
    });
  });
}

}  // namespace perdure::check
