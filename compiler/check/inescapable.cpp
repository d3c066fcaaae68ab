// A state that can never be left, and is not final.
#include "compiler/check/passes.h"

namespace perdure::check {

using model::State;
using model::StateId;
using model::StateKind;
using model::Transition;

namespace {

// By parallel state: whether a transition inside it leaves it.
std::vector<bool> left_from_inside(const Subject& subject) {
  std::vector<bool> left(subject.chart.states.size());
  each_state(subject.chart, [&](StateId id, const State& state) {
    if (state.kind == StateKind::History) return;
    for (const Transition& transition : state.transitions) {
      const auto domain = subject.tree.domain(id, transition);
      if (!domain) continue;
      for (StateId at = id; at != *domain && at != model::RootState;
           at = subject.tree.state(at).parent) {
        if (subject.tree.state(at).kind == StateKind::Parallel) left[at.index] = true;
      }
    }
  });
  return left;
}

bool has_target(const State& state) {
  for (const Transition& transition : state.transitions) {
    if (!transition.targets.empty()) return true;
  }
  return false;
}

// The largest state that is stuck where the leaf is: where there is nowhere else to go inside a
// state, it is that one. Nothing if that is the whole chart.
std::optional<StateId> stuck_at(const Subject& subject, StateId leaf) {
  StateId at = leaf;
  for (;;) {
    const StateId parent = subject.tree.state(at).parent;
    std::size_t siblings = 0;
    for (const StateId child : subject.tree.state(parent).children) {
      if (!is_pseudo(subject.tree.state(child))) ++siblings;
    }
    const bool region = subject.tree.state(parent).kind == StateKind::Parallel;
    if (siblings > 1 && !region) return at;
    if (parent == model::RootState) return std::nullopt;
    at = parent;
  }
}

}  // namespace

void inescapable(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    const std::vector<bool> reachable = reachable_states(subject);
    const std::vector<bool> left = left_from_inside(subject);
    std::vector<bool> escapes(subject.chart.states.size());
    std::vector<bool> told(subject.chart.states.size());
    each_state(subject.chart, [&](StateId id, const State& state) {
      const bool root = id == model::RootState;
      escapes[id.index] =
          has_target(state) || (!root && (escapes[state.parent.index] || left[state.parent.index]));
      const bool leaf = !root && state.kind == StateKind::State && state.children.empty();
      if (!leaf || escapes[id.index] || !reachable[id.index]) return;
      const auto stuck = stuck_at(subject, id);
      if (!stuck || told[stuck->index]) return;
      told[stuck->index] = true;
      const model::NameRef& name = subject.tree.state(*stuck).name;
      subject.report.report(diag::InescapableState, name.range, name.name);
    });
  });
}

}  // namespace perdure::check
