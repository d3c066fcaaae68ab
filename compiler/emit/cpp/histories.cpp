#include "compiler/emit/cpp/histories.h"

#include "compiler/emit/cpp/code.h"

namespace perdure::emit::cpp {

using plan::RegionIndex;
using plan::StateIndex;
using plan::StateKind;

std::vector<RegionIndex> Histories::regions_inside(StateIndex state) const {
  std::vector<RegionIndex> regions;
  for (RegionIndex i = 1; i < context_.chart.regions.size(); ++i) {
    if (context_.chart.is_descendant(context_.chart.regions[i].state, state)) regions.push_back(i);
  }
  return regions;
}

bool Histories::is_nested(StateIndex history) const {
  const plan::State& state = context_.state(history);
  return state.deep && !regions_inside(state.parent).empty();
}

std::string Histories::record_type(StateIndex history) const {
  if (!is_nested(history)) return "StateId";
  const std::size_t regions = regions_inside(context_.state(history).parent).size();
  return "std::array<StateId, " + std::to_string(regions + 1) + ">";
}

std::string Histories::is_recorded(StateIndex history, bool negated) const {
  return context_.names.history(history) + (is_nested(history) ? "[0]" : "") +
         (negated ? " == " : " != ") + "StateId::None";
}

std::string Histories::current(StateIndex history) const {
  const StateIndex parent = context_.state(history).parent;
  const std::string& leaf = context_.names.leaf(context_.state(parent).region);
  if (is_nested(history)) {
    std::vector<std::string> leaves = {leaf};
    for (const RegionIndex region : regions_inside(parent)) {
      leaves.push_back(context_.names.leaf(region));
    }
    return "{" + join(leaves, ", ") + "}";
  }
  if (context_.state(parent).kind == StateKind::Parallel) return context_.names.id(parent);
  if (context_.state(history).deep) return leaf;
  for (const StateIndex child : context_.state(parent).children) {
    if (context_.is_compound(child)) {
      return "child_of(" + context_.names.id(parent) + ", " + leaf + ")";
    }
  }
  return leaf;
}

std::string Histories::recorded_leaf(StateIndex history, RegionIndex region) const {
  if (!is_nested(history)) return "was";
  const std::vector<RegionIndex> regions = regions_inside(context_.state(history).parent);
  for (std::size_t i = 0; i < regions.size(); ++i) {
    if (regions[i] == region) return "was[" + std::to_string(i + 1) + "]";
  }
  return "was[0]";
}

std::vector<Histories::Domain> Histories::domains(const plan::Transition& transition) const {
  if (!transition.domain_depends_on_history) return {{"", *transition.domain}};
  const StateIndex history = transition.targets.front();
  const StateIndex parent = context_.state(history).parent;
  std::vector<Domain> domains = {{is_recorded(history, true), *transition.domain}};
  StateIndex ancestor = transition.source;
  if (!transition.internal) ancestor = context_.state(ancestor).parent;
  for (; ancestor > parent; ancestor = context_.state(ancestor).parent) {
    if (!context_.is_compound(ancestor) || !context_.state(history).deep) continue;
    domains.push_back({recorded_inside(history, ancestor), ancestor});
  }
  while (!context_.is_compound(ancestor)) ancestor = context_.state(ancestor).parent;
  domains.push_back({"", ancestor});
  return domains;
}

std::string Histories::recorded_inside(StateIndex history, StateIndex domain) const {
  const std::string& record = context_.names.history(history);
  const std::string first = context_.names.id(domain);
  const std::string last = context_.names.id(context_.last_inside(domain));
  if (!is_nested(history)) return record + " > " + first + " && " + record + " <= " + last;
  const StateIndex parent = context_.state(history).parent;
  if (context_.state(domain).region == context_.state(parent).region) {
    return record + "[0] > " + first + " && " + record + "[0] <= " + last;
  }
  // Inside a region: only if it is the only one.
  std::vector<std::string> inside;
  const std::vector<RegionIndex> regions = regions_inside(parent);
  for (std::size_t i = 0; i < regions.size(); ++i) {
    const std::string leaf = record + "[" + std::to_string(i + 1) + "]";
    const StateIndex region = context_.chart.regions[regions[i]].state;
    const bool around = region == domain || context_.chart.is_descendant(domain, region);
    if (around) {
      inside.push_back(leaf + " > " + first + " && " + leaf + " <= " + last);
    } else if (!context_.chart.is_descendant(region, domain)) {
      inside.push_back(leaf + " == StateId::None");
    }
  }
  return join(inside, " && ");
}

}  // namespace perdure::emit::cpp
