// An `always` without a guard that leads back to itself would be taken for ever.
#include "compiler/check/cycles.h"
#include "compiler/check/passes.h"

namespace perdure::check {

using model::State;
using model::StateId;
using model::StateKind;
using model::Transition;

namespace {

bool is_always(const Transition& transition) {
  return std::holds_alternative<model::Always>(transition.trigger);
}

class Loops {
 public:
  explicit Loops(const Subject& subject)
      : subject_(subject),
        quiet_(subject.chart.states.size(), true),
        leavers_(subject.chart.states.size()) {
    each_state(subject.chart, [&](StateId id, const State& state) {
      for (const Transition& transition : state.transitions) {
        if (is_always(transition)) note(id, transition);
      }
    });
  }

  // By leaf: where its `always` leads at once, and surely.
  Graph next() const {
    Graph next(subject_.chart.states.size());
    each_state(subject_.chart, [&](StateId id, const State&) {
      if (!is_leaf(id)) return;
      const Transition* taken = taken_at_once(id);
      if (!taken) return;
      if (taken->targets.empty()) {
        next[id.index].push_back({id.index, taken->range});
        return;
      }
      const std::vector<StateId> targets = subject_.tree.targets(*taken);
      if (taken->targets.size() != 1 || targets.size() != 1) return;
      if (const auto leaf = leaf_of(targets.front())) {
        next[id.index].push_back({leaf->index, taken->range});
      }
    });
    return next;
  }

 private:
  void note(StateId id, const Transition& transition) {
    const auto domain = subject_.tree.domain(id, transition);
    for (StateId at = id; at != model::RootState;) {
      at = subject_.tree.state(at).parent;
      quiet_[at.index] = false;
      const bool leaves = domain && !subject_.tree.is_descendant(*domain, at);
      if (leaves && subject_.tree.state(at).kind == StateKind::Parallel) {
        leavers_[at.index].push_back(id);
      }
    }
  }

  // A parallel state counts as one where nothing inside it has an `always`.
  bool is_leaf(StateId id) const {
    const State& state = subject_.tree.state(id);
    if (id == model::RootState || state.kind == StateKind::History) return false;
    if (state.kind == StateKind::Parallel) return quiet_[id.index];
    return state.kind == StateKind::Choice || state.children.empty();
  }

  // The `always` that is taken as soon as the leaf is active, whatever the guards around say. Nothing
  // where there is none, or where another one may come first.
  const Transition* taken_at_once(StateId leaf) const {
    const State& state = subject_.tree.state(leaf);
    if (state.kind == StateKind::Final && state.parent == model::RootState) return nullptr;
    if (state.kind == StateKind::Choice) {
      const bool has_branch = !state.transitions.empty();
      if (!has_branch || !is_unguarded(subject_.program, state.transitions.front())) return nullptr;
      return &state.transitions.front();
    }
    if (may_be_left_from_beside(leaf)) return nullptr;
    for (StateId at = leaf;; at = subject_.tree.state(at).parent) {
      for (const Transition& transition : subject_.tree.state(at).transitions) {
        if (!is_always(transition)) continue;
        return is_unguarded(subject_.program, transition) ? &transition : nullptr;
      }
      if (at == model::RootState) return nullptr;
    }
  }

  // By an `always` of another region, which ends what goes on in this one.
  bool may_be_left_from_beside(StateId leaf) const {
    for (StateId at = leaf; at != model::RootState;) {
      const StateId region = at;
      at = subject_.tree.state(at).parent;
      for (const StateId leaver : leavers_[at.index]) {
        if (leaver != region && !subject_.tree.is_descendant(leaver, region)) return true;
      }
    }
    return false;
  }

  // The leaf that entering the state surely leads to; nothing where that depends, or is several.
  std::optional<StateId> leaf_of(StateId state) const {
    for (;;) {
      switch (subject_.tree.state(state).kind) {
        case StateKind::Parallel:
          return quiet_[state.index] ? std::optional(state) : std::nullopt;
        case StateKind::History: {
          const auto child = only_child(subject_.tree.state(state).parent);
          if (!child) return std::nullopt;
          state = *child;
          continue;
        }
        case StateKind::Choice:
        case StateKind::Final:
          return state;
        default:
          break;
      }
      const std::vector<StateId> initial = subject_.tree.initial(state);
      if (initial.empty()) return state;
      if (initial.size() > 1) return std::nullopt;
      // An initial state that is not inside was reported; following it might not end.
      if (!subject_.tree.is_descendant(initial.front(), state)) return std::nullopt;
      for (StateId at = subject_.tree.state(initial.front()).parent; at != state;
           at = subject_.tree.state(at).parent) {
        if (subject_.tree.state(at).kind == StateKind::Parallel) return std::nullopt;
      }
      state = initial.front();
    }
  }

  // Where a history can only lead: a single atomic state beside it.
  std::optional<StateId> only_child(StateId parent) const {
    std::optional<StateId> found;
    for (const StateId child : subject_.tree.state(parent).children) {
      const State& state = subject_.tree.state(child);
      if (state.kind == StateKind::History) continue;
      if (found || !state.children.empty() || state.kind == StateKind::Choice) return std::nullopt;
      found = child;
    }
    return found;
  }

  const Subject& subject_;
  std::vector<bool> quiet_;                    // By state: nothing inside has an `always`.
  std::vector<std::vector<StateId>> leavers_;  // By parallel state: whose `always` leaves it.
};

}  // namespace

void always_loops(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    const Graph next = Loops(subject).next();
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
