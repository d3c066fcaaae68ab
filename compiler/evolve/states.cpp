// Where sessions are after a step: whether every configuration of the older version becomes one of the newer.
//
// A configuration is legal if of each parallel state every region has its place in it, and of each compound state one
// child has. So it is enough to look at leaves by themselves, at pairs that may be active together, and at each region
// that a leaf's new place needs company in.
#include <algorithm>
#include <map>
#include <set>

#include "compiler/diagnostics/suggest.h"
#include "compiler/evolve/step.h"

namespace perdure::evolve {

namespace {

using plan::StateIndex;
using plan::StateKind;

std::string_view kind_words(const plan::State& state) {
  switch (state.kind) {
    case StateKind::Parallel:
      return "a parallel state";
    case StateKind::Choice:
      return "a choice";
    case StateKind::History:
      return "a history";
    default:
      return "a state with states inside it";
  }
}

class States {
 public:
  explicit States(const Step& step) : step_(step), from_(step.from), to_(step.to) {}

  void run() {
    places_.resize(from_.states.size());
    bool placed = judge_moves();
    for (StateIndex i = 1; i < from_.states.size(); ++i) {
      if (is_leaf(from_.states[i])) placed &= place(i);
    }
    if (!placed) return;  // Half of the places would be missed in every pair.
    for (StateIndex i = 1; i < from_.states.size(); ++i) {
      if (is_leaf(from_.states[i])) judge_regions(i);
      if (from_.states[i].kind == StateKind::Parallel) judge_pairs(i);
    }
  }

 private:
  const std::string& old_name(StateIndex state) const { return from_.states[state].name; }
  const std::string& new_name(StateIndex state) const { return to_.states[state].name; }

  bool judge_moves() {
    bool good = true;
    for (std::size_t i = 0; i < step_.migration.moves.size(); ++i) {
      const plan::Move& move = step_.migration.moves[i];
      if (is_renaming(step_, move)) continue;
      moves_.emplace(move.from, &move);
      for (const StateIndex target : move.to) {
        if (is_leaf(to_.states[target])) continue;
        step_.report.report(diag::MovedToNoLeaf, range_of(move, target), new_name(target),
                            kind_words(to_.states[target]));
        good = false;
      }
    }
    return good;
  }

  // Where the migration names the state.
  source::Range range_of(const plan::Move& move, StateIndex target) const {
    for (const model::Migration& migration : step_.program.chart(written_in()).migrations) {
      if (migration.from != from_.version) continue;
      for (const model::Move& each : migration.moves) {
        if (each.from.name != old_name(move.from)) continue;
        for (const model::NameRef& name : each.to) {
          if (name.name == new_name(target)) return name.range;
        }
      }
    }
    return step_.place;
  }

  // Migrations stand in the chart itself, whichever versions they are between.
  model::ChartId written_in() const {
    const model::Chart& newer = step_.model_of(to_);
    return newer.released_of ? *newer.released_of : to_.id;
  }

  // The move of the state or of one around it, the innermost.
  const plan::Move* move_of(StateIndex state) const {
    for (; state != 0; state = from_.states[state].parent) {
      const auto found = moves_.find(state);
      if (found != moves_.end()) return found->second;
    }
    return nullptr;
  }

  bool place(StateIndex leaf) {
    if (const plan::Move* move = move_of(leaf)) {
      places_[leaf] = move->to;
      return true;
    }
    const auto same = find_state(to_, old_name(leaf));
    if (same && is_leaf(to_.states[*same])) {
      places_[leaf] = {*same};
      return true;
    }
    auto reported =
        same ? step_.report.report(diag::StateNoLeaf, step_.place, old_name(leaf), from_.version,
                                   to_.version, kind_words(to_.states[*same]))
             : step_.report.report(diag::StateGone, step_.place, old_name(leaf), from_.version,
                                   to_.version);
    step_.ask(reported, step_.place, "state " + old_name(leaf) + " => " + guess(leaf, same));
    return false;
  }

  // A state that may be meant.
  std::string guess(StateIndex leaf, std::optional<StateIndex> same) const {
    if (same) {
      for (StateIndex i = *same; i < to_.states[*same].end; ++i) {
        if (is_leaf(to_.states[i])) return new_name(i);
      }
      return "…";
    }
    std::vector<std::string_view> added;
    for (const plan::State& state : to_.states) {
      if (is_leaf(state) && !find_state(from_, state.name)) added.push_back(state.name);
    }
    return nearest(old_name(leaf), added)
        .value_or(added.size() == 1 ? std::string(added.front()) : "…");
  }

  bool is_inside(StateIndex state, StateIndex of) const {
    return state == of || to_.is_descendant(state, of);
  }

  // Whether both can be in one configuration of the newer version.
  bool can_be_together(StateIndex one, StateIndex other) const {
    if (one == other) return true;
    StateIndex around = one;
    while (!is_inside(other, around)) around = to_.states[around].parent;
    return to_.states[around].kind == StateKind::Parallel;
  }

  std::vector<StateIndex> leaves(StateIndex of) const {
    std::vector<StateIndex> found;
    for (StateIndex i = of; i < from_.states[of].end; ++i) {
      if (is_leaf(from_.states[i])) found.push_back(i);
    }
    return found;
  }

  // Leaves of two regions of one parallel state.
  void judge_pairs(StateIndex parallel) {
    const std::vector<StateIndex>& regions = from_.states[parallel].children;
    for (std::size_t i = 0; i < regions.size(); ++i) {
      for (std::size_t j = i + 1; j < regions.size(); ++j) {
        for (const StateIndex one : leaves(regions[i])) {
          for (const StateIndex other : leaves(regions[j])) {
            if (!judge_pair(parallel, one, other)) return;
          }
        }
      }
    }
  }

  bool judge_pair(StateIndex parallel, StateIndex one, StateIndex other) {
    for (const StateIndex a : places_[one]) {
      for (const StateIndex b : places_[other]) {
        if (can_be_together(a, b)) continue;
        step_.ask(
            step_.report.report(diag::NeverTogether, step_.place, from_.version, old_name(one),
                                old_name(other), to_.version, new_name(a), new_name(b)),
            step_.place, "state " + old_name(parallel) + " => …");
        return false;
      }
    }
    return true;
  }

  // Each region beside a new place has to have one too.
  void judge_regions(StateIndex leaf) {
    for (const StateIndex place : places_[leaf]) {
      for (StateIndex state = place; state != 0; state = to_.states[state].parent) {
        const StateIndex parent = to_.states[state].parent;
        if (to_.states[parent].kind != StateKind::Parallel) continue;
        for (const StateIndex region : to_.states[parent].children) {
          if (region == state || to_.states[region].kind == StateKind::History) continue;
          if (!is_covered(leaf, region)) report_empty(leaf, place, region);
        }
      }
    }
  }

  bool covers(StateIndex leaf, StateIndex region) const {
    return std::any_of(places_[leaf].begin(), places_[leaf].end(),
                       [&](StateIndex place) { return is_inside(place, region); });
  }

  // Whether every configuration with the leaf has a place in the region.
  bool is_covered(StateIndex leaf, StateIndex region) {
    if (covers(leaf, region)) return true;
    for (StateIndex state = leaf; state != 0; state = from_.states[state].parent) {
      const StateIndex parent = from_.states[state].parent;
      if (from_.states[parent].kind != StateKind::Parallel) continue;
      for (const StateIndex beside : from_.states[parent].children) {
        if (beside != state && always_covers(beside, region)) return true;
      }
    }
    return false;
  }

  // Whether the region has a place whatever is active inside of the state.
  bool always_covers(StateIndex state, StateIndex region) {
    if (from_.states[state].kind == StateKind::History) return false;
    const auto known = covering_.find({state, region});
    if (known != covering_.end()) return known->second;
    bool result = false;
    const std::vector<StateIndex>& children = from_.states[state].children;
    const auto child = [&](StateIndex each) { return always_covers(each, region); };
    switch (from_.states[state].kind) {
      case StateKind::Atomic:
      case StateKind::Final:
        result = covers(state, region);
        break;
      case StateKind::Choice:
        result = true;  // Nobody rests in it.
        break;
      case StateKind::Parallel:
        result = std::any_of(children.begin(), children.end(), child);
        break;
      default:
        result = std::all_of(children.begin(), children.end(), [&](StateIndex each) {
          return from_.states[each].kind == StateKind::History || child(each);
        });
    }
    covering_.emplace(std::pair{state, region}, result);
    return result;
  }

  void report_empty(StateIndex leaf, StateIndex place, StateIndex region) {
    StateIndex moved = leaf;  // Or the outermost parallel state that it is in.
    for (StateIndex state = leaf; state != 0; state = from_.states[state].parent) {
      if (from_.states[state].kind == StateKind::Parallel) moved = state;
    }
    if (!told_.emplace(moved, region).second) return;
    std::string line = "state " + old_name(moved) + " => ";
    line += moved == leaf ? new_name(place) + ", …" : "…, …";
    step_.ask(step_.report.report(diag::RegionEmpty, step_.place, old_name(leaf), from_.version,
                                  new_name(region), to_.version),
              step_.place, line);
  }

  const Step& step_;
  const plan::Chart& from_;
  const plan::Chart& to_;
  std::map<StateIndex, const plan::Move*> moves_;
  std::vector<std::vector<StateIndex>> places_;  // By leaf of the older version.
  std::map<std::pair<StateIndex, StateIndex>, bool> covering_;
  std::set<std::pair<StateIndex, StateIndex>> told_;
};

}  // namespace

std::optional<StateIndex> find_state(const plan::Chart& chart, const std::string& name) {
  for (StateIndex i = 1; i < chart.states.size(); ++i) {
    if (chart.states[i].name == name) return i;
  }
  return std::nullopt;
}

bool is_renaming(const Step& step, const plan::Move& move) {
  const auto has_inside = [](const plan::State& state) {
    return state.kind == StateKind::Compound || state.kind == StateKind::Parallel;
  };
  return move.to.size() == 1 && has_inside(step.from.states[move.from]) &&
         has_inside(step.to.states[move.to.front()]);
}

void judge_states(const Step& step) { States(step).run(); }

}  // namespace perdure::evolve
