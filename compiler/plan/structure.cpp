// Domains and entry sets. The functions bear the names that Appendix D gives them.
#include "compiler/plan/structure.h"

#include <algorithm>
#include <map>

namespace perdure::plan {

namespace {

constexpr StateIndex Root = 0;

class Structure {
 public:
  explicit Structure(Chart& chart) : chart_(chart) {}

  void run() {
    find_ends();
    find_regions();
    for (StateIndex i = 0; i < chart_.states.size(); ++i) {
      const StateKind kind = state(i).kind;
      if (kind == StateKind::Chart || kind == StateKind::Compound || kind == StateKind::Parallel) {
        state(i).default_entry = default_entry(i);
      }
    }
    for (Transition& transition : chart_.transitions) {
      if (transition.trigger == TriggerKind::HistoryDefault) {
        transition.entry = history_default_entry(transition);
      } else if (!transition.targets.empty()) {
        transition.domain = domain(transition, effective_targets(transition));
        transition.domain_depends_on_history = depends_on_history(transition);
        transition.entry = compute_entry_set(transition.targets, *transition.domain);
      }
    }
  }

 private:
  struct Entry {
    // To enter, in document order by the set's own; histories stand in it as themselves.
    std::set<StateIndex> states;
    std::set<StateIndex> by_themselves;  // statesForDefaultEntry
  };

  State& state(StateIndex index) { return chart_.states[index]; }
  bool is(StateIndex index, StateKind kind) { return state(index).kind == kind; }
  // isCompoundStateOrScxmlElement
  bool is_compound(StateIndex index) {
    return is(index, StateKind::Compound) || is(index, StateKind::Chart);
  }

  // The states stand in document order, so what follows a state's last child is no part of it.
  void find_ends() {
    for (StateIndex i = static_cast<StateIndex>(chart_.states.size()); i-- > 0;) {
      state(i).end = state(i).children.empty() ? i + 1 : state(state(i).children.back()).end;
    }
  }

  void find_regions() {
    chart_.regions.push_back({Root, std::nullopt, {}});
    for (StateIndex i = 1; i < chart_.states.size(); ++i) {
      const StateIndex parent = state(i).parent;
      const StateKind kind = state(i).kind;
      state(i).region = state(parent).region;
      if (kind == StateKind::History) continue;
      if (is(parent, StateKind::Parallel)) {
        state(i).region = static_cast<RegionIndex>(chart_.regions.size());
        chart_.regions.push_back({i, state(parent).region, {}});
      }
      if (kind != StateKind::Compound) chart_.regions[state(i).region].leaves.push_back(i);
    }
  }

  std::vector<StateIndex> history_default(StateIndex history) {
    return chart_.transitions[state(history).transitions.front()].targets;
  }

  // getEffectiveTargetStates, for histories that were never recorded.
  std::vector<StateIndex> effective_targets(const Transition& transition) {
    std::vector<StateIndex> targets;
    for (const StateIndex target : transition.targets) {
      if (is(target, StateKind::History)) {
        const auto defaults = history_default(target);
        targets.insert(targets.end(), defaults.begin(), defaults.end());
      } else {
        targets.push_back(target);
      }
    }
    return targets;
  }

  bool all_inside(const std::vector<StateIndex>& states, StateIndex of) {
    return std::all_of(states.begin(), states.end(),
                       [&](StateIndex s) { return chart_.is_descendant(s, of); });
  }

  // getTransitionDomain. The chart's own transitions are those of its children, so they leave all.
  StateIndex domain(const Transition& transition, const std::vector<StateIndex>& targets) {
    const StateIndex source = transition.source;
    if (source == Root) return Root;
    if (transition.internal && is(source, StateKind::Compound) && all_inside(targets, source)) {
      return source;
    }
    return find_lcca(source, targets);
  }

  // findLCCA
  StateIndex find_lcca(StateIndex head, const std::vector<StateIndex>& tail) {
    for (StateIndex ancestor = head; ancestor != Root;) {
      ancestor = state(ancestor).parent;
      if (is_compound(ancestor) && all_inside(tail, ancestor)) return ancestor;
    }
    return Root;
  }

  StateIndex compound_at_or_above(StateIndex index) {
    while (!is_compound(index)) index = state(index).parent;
    return index;
  }

  // Where domains of the transition may lie: the source itself, where it may stay active; or else from the nearest
  // compound state around it outwards.
  StateIndex innermost_domain(const Transition& transition) {
    const StateIndex source = transition.source;
    const bool may_stay = transition.internal && is(source, StateKind::Compound);
    return may_stay ? source : compound_at_or_above(state(source).parent);
  }

  // A history's states are all inside its parent, so it can make a difference only to a transition that comes from
  // there: for a shallow one, between the default and what is recorded; for a deep one, also between what may be
  // recorded. Beside other targets it makes none: those lie in other regions of a parallel state around its parent
  // (check/targets.cpp), and a domain that holds them holds that parallel state.
  bool depends_on_history(const Transition& transition) {
    if (transition.targets.size() != 1 || transition.source == Root) return false;
    const StateIndex target = transition.targets.front();
    if (!is(target, StateKind::History)) return false;
    const StateIndex parent = state(target).parent;
    if (!chart_.is_descendant(transition.source, parent)) return false;
    if (innermost_domain(transition) <= parent) return false;
    return state(target).deep || *transition.domain != compound_at_or_above(parent);
  }

  // addDescendantStatesToEnter
  void add_descendants(StateIndex index, Entry& entry) {
    entry.states.insert(index);
    if (is_compound(index)) {
      entry.by_themselves.insert(index);
      for (const StateIndex initial : state(index).initial) add_descendants(initial, entry);
      for (const StateIndex initial : state(index).initial) add_ancestors(initial, index, entry);
    } else if (is(index, StateKind::Parallel)) {
      add_regions(index, entry);
    }
  }

  // addAncestorStatesToEnter
  void add_ancestors(StateIndex index, StateIndex up_to, Entry& entry) {
    while (index != up_to && index != Root) {
      index = state(index).parent;
      if (index == up_to) return;
      entry.states.insert(index);
      if (is(index, StateKind::Parallel)) add_regions(index, entry);
    }
  }

  void add_regions(StateIndex parallel, Entry& entry) {
    for (const StateIndex child : state(parallel).children) {
      // The history of the parallel state itself: its regions are restored.
      if (is(child, StateKind::History) && entry.states.contains(child)) return;
    }
    for (const StateIndex child : state(parallel).children) {
      if (is(child, StateKind::History)) continue;
      const auto inside = entry.states.upper_bound(child);
      if (inside != entry.states.end() && *inside < state(child).end) continue;
      add_descendants(child, entry);
    }
  }

  std::vector<EntryStep> steps(const Entry& entry) {
    std::vector<EntryStep> steps;
    // Where a history is in the set, nothing else of its parent's is, so its place is the right one.
    for (const StateIndex index : entry.states) {
      if (is(index, StateKind::History)) {
        const bool entered = entry.states.contains(state(index).parent);
        steps.push_back({EntryStep::Kind::Restore, index, entered});
      } else {
        steps.push_back({EntryStep::Kind::Enter, index});
      }
      if (entry.by_themselves.contains(index)) add_initial(index, steps);
    }
    return steps;
  }

  void add_initial(StateIndex index, std::vector<EntryStep>& steps) {
    if (state(index).initial_actions.empty()) return;
    steps.push_back({EntryStep::Kind::Initial, index});
  }

  // computeEntrySet, for one transition.
  std::vector<EntryStep> compute_entry_set(const std::vector<StateIndex>& targets,
                                           StateIndex domain) {
    Entry entry;
    for (const StateIndex target : targets) add_descendants(target, entry);
    for (const StateIndex target : targets) {
      // From inside the parent of a history, what is restored is all that is entered.
      const bool restored_inside =
          is(target, StateKind::History) &&
          (domain == state(target).parent || chart_.is_descendant(domain, state(target).parent));
      if (!restored_inside) add_ancestors(target, domain, entry);
    }
    return steps(entry);
  }

  std::vector<EntryStep> default_entry(StateIndex index) {
    Entry entry;
    add_descendants(index, entry);
    std::vector<EntryStep> all = steps(entry);
    all.erase(all.begin());  // The state itself, which has no state before it.
    return all;
  }

  std::vector<EntryStep> history_default_entry(const Transition& transition) {
    const StateIndex parent = state(transition.source).parent;
    Entry entry;
    for (const StateIndex target : transition.targets) add_descendants(target, entry);
    for (const StateIndex target : transition.targets) add_ancestors(target, parent, entry);
    if (is(parent, StateKind::Parallel)) add_regions(parent, entry);
    return steps(entry);
  }

  Chart& chart_;
};

}  // namespace

void work_out_structure(Chart& chart) { Structure(chart).run(); }

namespace {

bool has_state(const Chart& chart, const std::string& name) {
  return std::any_of(chart.states.begin(), chart.states.end(),
                     [&](const State& state) { return state.name == name; });
}

}  // namespace

void name_former_timers(Chart& chart) {
  std::map<std::string, std::string> now;  // By the name that a version had for it.
  for (const State& state : chart.states) now.emplace(state.name, state.name);
  for (std::size_t i = chart.releases.size(); i-- > 0;) {
    const Chart& from = chart.releases[i].chart;
    const Chart& to = i + 1 < chart.releases.size() ? chart.releases[i + 1].chart : chart;
    std::map<std::string, std::string> before;
    for (const State& state : from.states) {
      if (const auto same = now.find(state.name); same != now.end()) before.insert(*same);
    }
    for (const Move& move : chart.migrations[i].moves) {
      if (move.to.size() != 1) continue;
      const std::string& was = from.states[move.from].name;
      const std::string& is = to.states[move.to.front()].name;
      const auto found = now.find(is);
      if (has_state(to, was) || has_state(from, is) || found == now.end()) continue;
      if (!has_state(chart, was)) before.emplace(was, found->second);
    }
    now = std::move(before);
    for (Transition& transition : chart.transitions) {
      if (transition.trigger != TriggerKind::After) continue;
      const State& source = chart.states[transition.source];
      for (const auto& [was, is] : now) {
        if (is != source.name || was == is) continue;
        std::string timer = was + transition.timer.substr(source.name.size());
        auto& all = transition.former_timers;
        if (std::find(all.begin(), all.end(), timer) == all.end()) all.push_back(std::move(timer));
      }
    }
  }
}

}  // namespace perdure::plan
