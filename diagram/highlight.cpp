#include "diagram/highlight.h"

#include <algorithm>
#include <deque>
#include <stdexcept>
#include <utility>

namespace perdure::diagram {
namespace {

bool is_passing(StateKind kind) {
  return kind == StateKind::Choice || kind == StateKind::History || kind == StateKind::DeepHistory;
}

// Whether entering `target` may leave `state` active.
bool leads_to(const Chart& chart, StateIndex target, StateIndex state) {
  if (chart.states[target].kind == StateKind::History ||
      chart.states[target].kind == StateKind::DeepHistory) {
    target = chart.states[target].parent;
  }
  return chart.is_within(state, target) || chart.is_within(target, state);
}

// The fewest transitions from `from`, or what is around it, through choices, to `to`.
std::vector<TransitionIndex> way(const Chart& chart, StateIndex from, StateIndex to) {
  using Way = std::vector<TransitionIndex>;
  std::deque<std::pair<StateIndex, Way>> open{{from, {}}};
  std::vector<bool> seen(chart.states.size());
  std::optional<Way> roundabout;  // Not to `to` itself, but to what it is in, or what is in it.
  while (!open.empty()) {
    const auto [at, so_far] = std::move(open.front());
    open.pop_front();
    if (seen[at]) continue;
    seen[at] = true;
    for (StateIndex source = at;; source = chart.states[source].parent) {
      for (const TransitionIndex index : chart.states[source].transitions) {
        Way on = so_far;
        on.push_back(index);
        for (const StateIndex target : chart.transitions[index].targets) {
          if (target == to) return on;
          if (!roundabout && leads_to(chart, target, to)) roundabout = on;
          if (is_passing(chart.states[target].kind)) open.emplace_back(target, on);
        }
      }
      if (source == 0 || is_passing(chart.states[source].kind)) break;
    }
  }
  if (roundabout) return *roundabout;
  throw std::runtime_error("no transition leads from `" + chart.states[from].name + "` to `" +
                           chart.states[to].name + "`");
}

class Reach {
 public:
  explicit Reach(const Chart& chart)
      : chart_(chart),
        reached_(chart.states.size()),
        entered_(chart.states.size()),
        children_(chart.states.size()) {
    for (StateIndex i = 1; i < chart.states.size(); ++i) {
      children_[chart.states[i].parent].push_back(i);
    }
  }

  std::vector<StateIndex> from(StateIndex start) {
    enter(start);
    while (!open_.empty()) {
      const StateIndex at = open_.back();
      open_.pop_back();
      for (const TransitionIndex index : chart_.states[at].transitions) {
        for (const StateIndex target : chart_.transitions[index].targets) enter(target);
      }
    }
    std::vector<StateIndex> out;
    for (StateIndex i = 0; i < reached_.size(); ++i) {
      if (reached_[i]) out.push_back(i);
    }
    return out;
  }

 private:
  void reach(StateIndex state) {
    if (!reached_[state]) open_.push_back(state);
    reached_[state] = true;
  }

  // With what is around it, and the other regions there.
  void enter(StateIndex state) {
    for (StateIndex at = state; at != 0; at = chart_.states[at].parent) {
      const StateIndex around = chart_.states[at].parent;
      reach(around);
      if (chart_.states[around].kind == StateKind::Parallel) enter_by_default(around);
    }
    enter_by_default(state);
  }

  // With what is entered inside it then.
  void enter_by_default(StateIndex state) {
    if (entered_[state]) return;
    entered_[state] = true;
    reach(state);
    const State& s = chart_.states[state];
    switch (s.kind) {
      case StateKind::Parallel:
        for (const StateIndex region : children_[state]) {
          if (!is_passing(chart_.states[region].kind)) enter_by_default(region);
        }
        break;
      case StateKind::History:
      case StateKind::DeepHistory:
        remember(s.parent, s.kind == StateKind::DeepHistory);
        break;
      default:
        for (const StateIndex target : s.initial) enter(target);
    }
  }

  void remember(StateIndex inside, bool deep) {
    for (const StateIndex child : children_[inside]) {
      if (is_passing(chart_.states[child].kind)) continue;
      enter_by_default(child);
      if (deep) remember(child, true);
    }
  }

  const Chart& chart_;
  std::vector<bool> reached_;
  std::vector<bool> entered_;  // By default.
  std::vector<std::vector<StateIndex>> children_;
  std::vector<StateIndex> open_;  // Reached, but not what their transitions lead to.
};

bool is_one_of(const std::vector<StateIndex>& states, StateIndex state) {
  return std::find(states.begin(), states.end(), state) != states.end();
}

// Or any that is inside it.
bool holds_one_of(const Chart& chart, StateIndex outer, const std::vector<StateIndex>& states) {
  return std::any_of(states.begin(), states.end(),
                     [&](StateIndex each) { return chart.is_within(each, outer); });
}

}  // namespace

std::vector<StateIndex> find_states(const Chart& chart, const std::vector<std::string>& names) {
  std::vector<StateIndex> out;
  for (const std::string& name : names) {
    const auto state = chart.find(name);
    if (!state) throw std::runtime_error("`" + chart.name + "` has no state `" + name + "`");
    out.push_back(*state);
  }
  return out;
}

std::vector<TransitionIndex> taken_between(const Chart& chart, const std::vector<StateIndex>& left,
                                           const std::vector<StateIndex>& entered) {
  std::vector<TransitionIndex> out;
  for (TransitionIndex i = 0; i < chart.transitions.size(); ++i) {
    const Transition& each = chart.transitions[i];
    const bool passing = is_passing(chart.states[each.source].kind);
    const bool fits = !each.targets.empty() &&
                      (passing || holds_one_of(chart, each.source, left)) &&
                      std::all_of(each.targets.begin(), each.targets.end(), [&](StateIndex target) {
                        return is_one_of(entered, target) ||
                               (is_passing(chart.states[target].kind) &&
                                holds_one_of(chart, chart.states[target].parent, entered));
                      });
    if (fits) out.push_back(i);
  }
  return out;
}

Highlight path(const Chart& chart, const std::vector<StateIndex>& states) {
  Highlight out;
  for (std::size_t i = 0; i + 1 < states.size(); ++i) {
    out.passed.push_back(states[i]);
    for (const TransitionIndex each : way(chart, states[i], states[i + 1])) {
      out.taken.push_back(each);
      for (const StateIndex target : chart.transitions[each].targets) {
        if (is_passing(chart.states[target].kind)) out.passed.push_back(target);
      }
    }
  }
  if (!states.empty()) out.active.push_back(states.back());
  return out;
}

std::vector<StateIndex> reachable_from(const Chart& chart, StateIndex state) {
  return Reach(chart).from(state);
}

}  // namespace perdure::diagram
