// The tree of a chart's states.
#include "compiler/check/tree.h"

namespace perdure::check {

using model::StateId;
using model::StateKind;

Tree::Tree(const model::Chart& chart, const ChartFacts& facts)
    : chart_(chart), facts_(facts), depth_(chart.states.size()), end_(chart.states.size()) {
  for (std::uint32_t i = 0; i < chart.states.size(); ++i) {
    end_[i] = i + 1;
    if (i > 0) depth_[i] = depth_[chart.states[i].parent.index] + 1;
  }
  for (std::size_t i = chart.states.size(); i-- > 1;) {
    std::uint32_t& end = end_[chart.states[i].parent.index];
    if (end < end_[i]) end = end_[i];
  }
}

StateId Tree::common(StateId a, StateId b) const {
  while (a != b) {
    if (depth(a) >= depth(b)) {
      a = state(a).parent;
    } else {
      b = state(b).parent;
    }
  }
  return a;
}

StateId Tree::child_towards(StateId ancestor, StateId descendant) const {
  while (state(descendant).parent != ancestor) descendant = state(descendant).parent;
  return descendant;
}

std::vector<StateId> Tree::targets(const model::Transition& transition) const {
  std::vector<StateId> found;
  for (const model::NameRef& name : transition.targets) {
    const auto target = facts_.states.find(name.range);
    if (target != facts_.states.end()) found.push_back(target->second);
  }
  return found;
}

std::optional<StateId> Tree::domain(StateId source, const model::Transition& transition) const {
  const std::vector<StateId> all = targets(transition);
  if (all.empty()) return std::nullopt;
  const auto contains_all = [&](StateId candidate) {
    for (const StateId target : all) {
      if (!is_descendant(target, candidate)) return false;
    }
    return true;
  };
  if (transition.internal && state(source).kind == StateKind::State && contains_all(source)) {
    return source;
  }
  StateId candidate = source;
  while (candidate != model::RootState) {
    candidate = state(candidate).parent;
    if (state(candidate).kind != StateKind::Parallel && contains_all(candidate)) break;
  }
  return candidate;
}

std::vector<StateId> Tree::initial(StateId id) const {
  const auto found = facts_.initial.find(id);
  if (found == facts_.initial.end()) return {};
  return found->second;
}

bool is_pseudo(const model::State& state) {
  return state.kind == StateKind::Choice || state.kind == StateKind::History;
}

bool has_states(const model::Chart& chart, const model::State& state) {
  for (const StateId child : state.children) {
    if (!is_pseudo(chart.state(child))) return true;
  }
  return false;
}

}  // namespace perdure::check
