// An `always` without a guard that leads back to itself would be taken for ever.
#include "compiler/check/cycles.h"
#include "compiler/check/passes.h"

namespace perdure::check {

using model::State;
using model::StateId;
using model::StateKind;
using model::Transition;

namespace {

// The `always` that is taken as soon as the leaf is active, whatever the guards around say. Nothing
// where there is none, or where another one may come first.
const Transition* taken_at_once(const Subject& subject, StateId leaf) {
  const State& state = subject.tree.state(leaf);
  if (state.kind == StateKind::Final && state.parent == model::RootState) return nullptr;
  if (state.kind == StateKind::Choice) {
    const bool has_branch = !state.transitions.empty();
    if (!has_branch || !is_unguarded(subject.program, state.transitions.front())) return nullptr;
    return &state.transitions.front();
  }
  for (StateId at = leaf;; at = subject.tree.state(at).parent) {
    for (const Transition& transition : subject.tree.state(at).transitions) {
      if (!std::holds_alternative<model::Always>(transition.trigger)) continue;
      return is_unguarded(subject.program, transition) ? &transition : nullptr;
    }
    if (at == model::RootState) return nullptr;
  }
}

// The leaf that entering the state surely leads to; nothing where that depends, or is several.
std::optional<StateId> leaf_of(const Subject& subject, StateId state) {
  for (;;) {
    switch (subject.tree.state(state).kind) {
      case StateKind::Parallel:
      case StateKind::History:
        return std::nullopt;
      case StateKind::Choice:
      case StateKind::Final:
        return state;
      default:
        break;
    }
    const std::vector<StateId> initial = subject.tree.initial(state);
    if (initial.empty()) return state;
    if (initial.size() > 1) return std::nullopt;
    // An initial state that is not inside was reported; following it might not end.
    if (!subject.tree.is_descendant(initial.front(), state)) return std::nullopt;
    for (StateId at = subject.tree.state(initial.front()).parent; at != state;
         at = subject.tree.state(at).parent) {
      if (subject.tree.state(at).kind == StateKind::Parallel) return std::nullopt;
    }
    state = initial.front();
  }
}

bool is_leaf(StateId id, const State& state) {
  if (id == model::RootState || state.kind == StateKind::History) return false;
  return state.kind == StateKind::Choice || state.children.empty();
}

}  // namespace

void always_loops(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    Graph next(subject.chart.states.size());
    each_state(subject.chart, [&](StateId id, const State& state) {
      if (!is_leaf(id, state)) return;
      const Transition* taken = taken_at_once(subject, id);
      if (!taken) return;
      if (taken->targets.empty()) {
        next[id.index].push_back({id.index, taken->range});
        return;
      }
      const std::vector<StateId> targets = subject.tree.targets(*taken);
      if (taken->targets.size() != 1 || targets.size() != 1) return;
      if (const auto leaf = leaf_of(subject, targets.front())) {
        next[id.index].push_back({leaf->index, taken->range});
      }
    });
    each_cycle(next, [&](const std::vector<Edge>& cycle) {
      bool only_choices = true;
      for (const Edge& edge : cycle) {
        only_choices &= subject.chart.states[edge.to].kind == StateKind::Choice;
      }
      if (only_choices) return;  // See choices.cpp.
      auto reported = subject.report.report(diag::AlwaysLoop, cycle.front().range);
      for (std::size_t i = 1; i < cycle.size() && i < 4; ++i) {
        if (cycle[i].range != cycle.front().range) {
          reported.note(diag::LoopGoesOn, cycle[i].range);
        }
      }
    });
  });
}

}  // namespace perdure::check
