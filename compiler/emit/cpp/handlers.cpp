#include "compiler/emit/cpp/handlers.h"

#include <algorithm>
#include <set>

#include "compiler/emit/cpp/walk.h"

namespace perdure::emit::cpp {

using plan::RegionIndex;
using plan::StateIndex;
using plan::StateKind;
using plan::TransitionIndex;
using plan::TriggerKind;
using Sources = std::map<StateIndex, HandlerIndex>;

Handlers::Handlers(const Context& context, ChartNames& names) : context_(context) {
  // Which states have transitions for an event decides whether it can select several.
  std::map<EventType, Sources> sources;
  for (StateIndex i = 0; i < context.chart.states.size(); ++i) {
    for (const TransitionIndex t : context.state(i).transitions) {
      for (const EventType& event : events_of(context.transition(t))) sources[event][i] = 0;
    }
  }
  std::set<EventType> several;
  std::set<EventType> conflicting;
  for (const auto& [event, states] : sources) {
    if (!can_select_several(states)) continue;
    several.insert(event);
    if (can_conflict(event, states)) conflicting.insert(event);
  }
  for (const plan::Region& region : context.chart.regions) {
    std::vector<StateIndex>& silent = silent_.emplace_back();
    for (const StateIndex leaf : region.leaves) {
      if (is_silent(leaf, true)) silent.push_back(leaf);
    }
  }
  for (const EventType& event : context.uses.events) {
    dispatches_.push_back({event, several.contains(event), conflicting.contains(event), {}});
    by_event_[event];
  }
  for (StateIndex i = 0; i < context.chart.states.size(); ++i) collect(i);
  for (Dispatch& dispatch : dispatches_) {
    const Sources& found = by_event_[dispatch.event];
    for (RegionIndex region = 0; region < context.chart.regions.size(); ++region) {
      RegionSwitch made = region_switch(region, found, dispatch.conflicts);
      if (!made.cases.empty() || !made.otherwise.empty()) {
        dispatch.switches.push_back(std::move(made));
      }
    }
  }
  count_uses();
  name_functions(names);
}

std::vector<EventType> Handlers::events_of(const plan::Transition& transition) const {
  std::vector<EventType> events;
  switch (transition.trigger) {
    case TriggerKind::Event:
      for (const std::uint32_t event : transition.events) {
        events.push_back({EventType::Kind::Declared, event});
      }
      if (transition.matches_errors) events.push_back({EventType::Kind::Error, 0});
      if (transition.matches_communication) events.push_back({EventType::Kind::Error, 1});
      if (transition.matches_done) {
        for (const StateIndex state : context_.uses.done) {
          events.push_back({EventType::Kind::Done, state});
        }
      }
      break;
    case TriggerKind::Done:
      events.push_back({EventType::Kind::Done, transition.source});
      break;
    case TriggerKind::Always:
    case TriggerKind::Branch:
      events.push_back({EventType::Kind::Eventless, 0});
      break;
    case TriggerKind::After:
    case TriggerKind::HistoryDefault:
      break;
  }
  return events;
}

// Several transitions can be selected at once where two regions of a parallel state can each select one, or
// where a leaf in one region selects one of its own and a leaf in another one of the states around both.
bool Handlers::can_select_several(const Sources& sources) const {
  if (!context_.uses.has_parallel) return false;
  if (has_source_around(sources)) return true;
  std::map<StateIndex, StateIndex> region_of;  // By parallel state: the one region seen so far.
  for (const auto& source : sources) {
    for (StateIndex state = source.first; state != 0;) {
      const StateIndex parent = context_.state(state).parent;
      if (context_.state(parent).kind == StateKind::Parallel) {
        const auto [known, added] = region_of.emplace(parent, state);
        if (!added && known->second != state) return true;
      }
      state = parent;
    }
  }
  return false;
}

// Whether there is a source that is a parallel state with other sources inside, or is around one.
bool Handlers::has_source_around(const Sources& sources) const {
  for (const auto& source : sources) {
    bool in_parallel = false;
    for (StateIndex state = source.first; state != 0;) {
      state = context_.state(state).parent;
      in_parallel = in_parallel || context_.state(state).kind == StateKind::Parallel;
      if (in_parallel && sources.contains(state)) return true;
    }
  }
  return false;
}

// Exit sets intersect only where a domain reaches beyond the region of its transition's source; and where no
// source is around a region with others, each region selects for itself.
bool Handlers::can_conflict(const EventType& event, const Sources& sources) const {
  if (has_source_around(sources)) return true;
  for (const auto& source : sources) {
    const StateIndex region = context_.chart.regions[context_.state(source.first).region].state;
    for (const TransitionIndex t : context_.state(source.first).transitions) {
      const plan::Transition& transition = context_.transition(t);
      const std::vector<EventType> events = events_of(transition);
      if (std::find(events.begin(), events.end(), event) == events.end()) continue;
      if (transition.targets.empty()) continue;
      if (transition.domain_depends_on_history) return true;
      const StateIndex domain = transition.domain.value_or(0);
      if (domain != region && !context_.chart.is_descendant(domain, region)) return true;
    }
  }
  return false;
}

// A leaf that asks nobody: a parallel state, where its regions ask for it, and a state that ended the session.
bool Handlers::is_silent(StateIndex leaf, bool outwards) const {
  return (outwards && context_.state(leaf).kind == StateKind::Parallel) ||
         ends_session(context_.chart, leaf);
}

void Handlers::collect(StateIndex source) {
  std::map<EventType, std::vector<TransitionIndex>> by_event;
  for (const TransitionIndex t : context_.state(source).transitions) {
    for (const EventType& event : events_of(context_.transition(t))) {
      std::vector<TransitionIndex>& transitions = by_event[event];
      // Behind one without a guard none is taken.
      const bool open = transitions.empty() || context_.transition(transitions.back()).guard;
      if (open) transitions.push_back(t);
    }
  }
  std::map<EventType, bool> selects;
  for (const Dispatch& dispatch : dispatches_) {
    if (by_event.contains(dispatch.event)) selects[dispatch.event] = dispatch.selects;
  }
  std::map<std::pair<bool, std::vector<TransitionIndex>>, HandlerIndex> known;
  for (const auto& [event, transitions] : by_event) {
    const auto [found, added] =
        known.emplace(std::pair(selects[event], transitions), handlers_.size());
    if (added) {
      Handler handler;
      handler.source = source;
      handler.transitions = transitions;
      handler.selects = selects[event];
      for (const TransitionIndex t : transitions) {
        handler.uses_event = handler.uses_event || uses_event(context_.transition(t).guard);
        if (!handler.selects) {
          handler.uses_event = handler.uses_event || uses_event(context_.transition(t).actions);
        }
      }
      handlers_.push_back(std::move(handler));
    }
    handlers_[found->second].events.push_back(event);
    by_event_[event][source] = found->second;
  }
}

Chain Handlers::chain(StateIndex from, const Sources& sources, bool outwards) const {
  Chain chain;
  const StateIndex region = context_.chart.regions[context_.state(from).region].state;
  for (StateIndex state = from;; state = context_.state(state).parent) {
    const auto found = sources.find(state);
    if (found != sources.end()) {
      chain.push_back(found->second);
      // Where one is always enabled, nobody further out is asked.
      if (!context_.transition(handlers_[found->second].transitions.back()).guard) break;
    }
    if (state == 0 || (state == region && !outwards)) break;
  }
  return chain;
}

// `outwards`: each atomic state asks all its ancestors, as Appendix D says. Otherwise the states around a
// region have nothing to say, and a parallel state asks for itself.
RegionSwitch Handlers::region_switch(RegionIndex region, const Sources& sources,
                                     bool outwards) const {
  RegionSwitch made;
  made.region = region;
  const plan::Region& known = context_.chart.regions[region];
  const StateIndex top = known.state;
  made.otherwise = chain(top, sources, outwards);

  std::set<StateIndex> explicit_leaves;
  const auto add_leaves = [&](StateIndex state) {
    auto leaf = std::lower_bound(known.leaves.begin(), known.leaves.end(), state);
    for (; leaf != known.leaves.end() && *leaf < context_.state(state).end; ++leaf) {
      explicit_leaves.insert(*leaf);
    }
  };
  for (auto source = sources.upper_bound(top);
       source != sources.end() && source->first < context_.state(top).end;) {
    if (context_.state(source->first).region == region) {
      add_leaves(source->first);
      source = sources.lower_bound(std::max(source->first + 1, context_.state(source->first).end));
    } else {
      ++source;
    }
  }
  std::map<Chain, std::size_t> cases;
  const auto add_case = [&](const Chain& chain) -> RegionSwitch::Case& {
    const auto [found, added] = cases.emplace(chain, made.cases.size());
    if (added) made.cases.push_back({{}, false, chain});
    return made.cases[found->second];
  };
  if (!made.otherwise.empty()) {
    add_case({}).none = true;
    for (const StateIndex leaf : silent_[region]) {
      if (is_silent(leaf, outwards)) explicit_leaves.insert(leaf);
    }
  }
  for (const StateIndex leaf : explicit_leaves) {
    const Chain found = is_silent(leaf, outwards) ? Chain{} : chain(leaf, sources, outwards);
    if (found == made.otherwise) continue;
    add_case(found).leaves.push_back(leaf);
  }
  return made;
}

void Handlers::count_uses() {
  for (const Dispatch& dispatch : dispatches_) {
    for (const RegionSwitch& made : dispatch.switches) {
      for (const HandlerIndex index : made.otherwise) ++handlers_[index].uses;
      for (const RegionSwitch::Case& one : made.cases) {
        for (const HandlerIndex index : one.chain) ++handlers_[index].uses;
      }
    }
  }
  shared_.resize(context_.chart.transitions.size());
  events_selecting_.resize(context_.chart.transitions.size());
  std::vector<bool> seen(context_.chart.transitions.size());
  std::set<TransitionIndex> selected;
  for (const Handler& handler : handlers_) {
    for (const TransitionIndex t : handler.transitions) {
      if (handler.selects) {
        selected.insert(t);
        events_selecting_[t] += handler.events.size();
      } else {
        if (seen[t]) shared_[t] = true;
        seen[t] = true;
      }
    }
  }
  selected_.assign(selected.begin(), selected.end());
}

std::vector<TransitionIndex> Handlers::transitions(const RegionSwitch& made) const {
  std::set<TransitionIndex> found;
  const auto add = [&](const Chain& chain) {
    for (const HandlerIndex index : chain) {
      found.insert(handlers_[index].transitions.begin(), handlers_[index].transitions.end());
    }
  };
  add(made.otherwise);
  for (const RegionSwitch::Case& one : made.cases) add(one.chain);
  return {found.begin(), found.end()};
}

void Handlers::name_functions(ChartNames& names) {
  // Functions of one state that take one event each may share a name: they are overloads.
  std::map<StateIndex, std::string> overloads;
  for (Handler& handler : handlers_) {
    const std::string word = names.word(handler.source);
    if (handler.events.front().kind == EventType::Kind::Eventless) {
      handler.name = names.claim_function(word + "_always");
    } else if (handler.events.size() > 1) {
      handler.name = names.claim_function(word + "_on_any");
    } else {
      const auto [found, added] = overloads.emplace(handler.source, "");
      if (added) found->second = names.claim_function(word + "_on");
      handler.name = found->second;
    }
  }
}

}  // namespace perdure::emit::cpp
