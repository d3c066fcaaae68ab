#include "compiler/simulate/stepper.h"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <variant>

namespace perdure::simulate {

namespace {

bool name_match(const model::EventDescriptor& descriptor, const std::string& event) {
  if (descriptor.name.empty()) return true;
  if (descriptor.name == event) return true;
  return descriptor.wildcard && event.starts_with(descriptor.name + ".");
}

}  // namespace

Stepper::Stepper(const model::Chart& chart) : chart_(&chart) {
  for (State state = 1; state < chart.states.size(); ++state) by_name_[at(state).name.name] = state;
}

// procedure interpret(doc): the initial transition of the document is entering the root's initial states.
void Stepper::start() {
  running_ = true;
  initialize_data(0);
  entered(0);
  EntrySet entry;
  const std::vector<State> targets = initial_targets(0);
  if (at(0).initial) execute(at(0).initial->actions);
  for (State target : targets) add_descendant_states_to_enter(target, entry);
  for (State target : targets) add_ancestor_states_to_enter(target, 0, entry);
  enter(entry);
  main_event_loop();
}

// procedure mainEventLoop(), its outer loop, for one external event.
Handled Stepper::take(const Event& event, bool may_be_deferred) {
  if (!running_) return Handled::Ignored;
  const std::set<State> before = configuration_;
  const std::size_t kept = deferred_.size();
  const Handled handled = offer(event, may_be_deferred);
  if (handled == Handled::Deferred) deferred_.push_back(event);
  bool taken = handled == Handled::Taken;
  if (configuration_ != before && offer_deferred()) taken = true;
  if (taken) return Handled::Taken;
  return deferred_.size() > kept ? Handled::Deferred : Handled::Ignored;
}

// A macrostep that begins with one transition, of a timer: false if it is not in force.
Handled Stepper::take(const model::Transition& transition, State source) {
  const bool active = source == 0 || configuration_.contains(source);
  if (!running_ || !active) return Handled::Ignored;
  const std::set<State> before = configuration_;
  taken_ = false;
  event_ = nullptr;
  if (condition_match(transition)) {
    // One at the chart's own level is as if it stood in the top-level state that is active.
    microstep({{&transition, source == 0 ? *configuration_.begin() : source}});
  }
  main_event_loop();
  bool taken = taken_;
  if (configuration_ != before && offer_deferred()) taken = true;
  return taken ? Handled::Taken : Handled::Ignored;
}

// A macrostep. Deferred if no transition takes the event and an active state defers it (UML, where SCXML discards).
Handled Stepper::offer(const Event& event, bool may_be_deferred) {
  taken_ = false;
  event_ = &event;
  const std::vector<Enabled> enabled = select_transitions(event);
  const bool kept = enabled.empty() && may_be_deferred && defers(event.name);
  if (!enabled.empty()) microstep(enabled);
  main_event_loop();
  if (kept) return Handled::Deferred;
  return taken_ ? Handled::Taken : Handled::Ignored;
}

bool Stepper::defers(const std::string& event) const {
  for (State state : configuration_) {
    for (const model::EventDescriptor& descriptor : at(state).deferred) {
      if (name_match(descriptor, event)) return true;
    }
  }
  return false;
}

// After a change of the configuration: the oldest first, and from the oldest again after each further change.
bool Stepper::offer_deferred() {
  bool taken = false;
  int offers = 0;
  for (std::size_t next = 0; next < deferred_.size() && running_;) {
    if (++offers > MaxMicrosteps) throw EndlessMacrostep{};
    const std::set<State> before = configuration_;
    const Event event = deferred_[next];
    const Handled handled = offer(event, true);
    if (handled == Handled::Deferred) {
      ++next;
    } else {
      if (handled == Handled::Ignored) dropped(event);
      deferred_.erase(deferred_.begin() + static_cast<std::ptrdiff_t>(next));
      taken = taken || handled == Handled::Taken;
    }
    if (configuration_ != before) next = 0;
  }
  return taken;
}

// From outside: everything active is left.
void Stepper::cancel() {
  if (!running_) return;
  running_ = false;
  event_ = nullptr;
  while (!configuration_.empty()) exit(*configuration_.rbegin());
  leaving(0);
  internal_queue().clear();
  deferred_.clear();
}

std::vector<std::string> Stepper::active() const {
  std::vector<std::string> names;
  for (State state : configuration_) {
    if (is_atomic(state)) names.push_back(at(state).name.name);
  }
  return names;
}

// procedure mainEventLoop(), its inner loops: until a macrostep is done, and what was entered is invoked.
void Stepper::main_event_loop() {
  int rounds = 0;
  bool macrostep_done = false;
  while (running_ && !macrostep_done) {
    // Also where nothing is taken: a guard that fails raises an event each time.
    if (rounds++ == MaxMicrosteps) throw EndlessMacrostep{};
    event_ = nullptr;
    std::vector<Enabled> enabled = select_eventless_transitions();
    Event event;
    if (enabled.empty()) {
      if (internal_queue().empty()) invoke();
      if (internal_queue().empty()) {
        macrostep_done = true;
      } else {
        event = std::move(internal_queue().front());
        internal_queue().pop_front();
        event_ = &event;
        enabled = select_transitions(event);
        if (enabled.empty()) unheard(event);
      }
    }
    if (!enabled.empty()) microstep(enabled);
  }
  event_ = nullptr;
  if (!running_) exit_interpreter();
}

std::vector<Stepper::Enabled> Stepper::select_eventless_transitions() {
  return select([](const model::Transition& transition, State) {
    return std::holds_alternative<model::Always>(transition.trigger);
  });
}

std::vector<Stepper::Enabled> Stepper::select_transitions(const Event& event) {
  return select([&](const model::Transition& transition, State source) {
    if (std::holds_alternative<model::Done>(transition.trigger)) {
      return event.name == "done.state." + at(source).name.name;
    }
    const auto* on = std::get_if<model::OnEvent>(&transition.trigger);
    if (on == nullptr) return false;
    return std::any_of(on->descriptors.begin(), on->descriptors.end(),
                       [&](const auto& descriptor) { return name_match(descriptor, event.name); });
  });
}

// function selectTransitions(event) and selectEventlessTransitions(): they differ in what matches.
template <typename Matches>
std::vector<Stepper::Enabled> Stepper::select(Matches matches) {
  std::vector<Enabled> enabled;
  for (State state : configuration_) {
    if (!is_atomic(state)) continue;
    std::vector<State> chain = {state};
    for (State ancestor : get_proper_ancestors(state)) chain.push_back(ancestor);
    bool found = false;
    for (State s : chain) {
      if (s == 0) break;
      std::vector<const model::Transition*> transitions;
      for (const model::Transition& transition : at(s).transitions)
        transitions.push_back(&transition);
      // A transition at the chart's own level stands last in every top-level state that is not final.
      if (at(s).parent == model::RootState && at(s).kind != model::StateKind::Final) {
        for (const model::Transition& transition : at(0).transitions)
          transitions.push_back(&transition);
      }
      for (const model::Transition* transition : transitions) {
        if (!matches(*transition, s) || !condition_match(*transition)) continue;
        const Enabled one{transition, s};
        if (std::find(enabled.begin(), enabled.end(), one) == enabled.end()) enabled.push_back(one);
        found = true;
        break;
      }
      if (found) break;
    }
  }
  return remove_conflicting_transitions(enabled);
}

// function removeConflictingTransitions(enabledTransitions)
std::vector<Stepper::Enabled> Stepper::remove_conflicting_transitions(
    const std::vector<Enabled>& enabled) const {
  std::vector<Enabled> filtered;
  for (const Enabled& t1 : enabled) {
    bool t1_preempted = false;
    std::vector<Enabled> to_remove;
    for (const Enabled& t2 : filtered) {
      const std::set<State> exits1 = compute_exit_set({t1});
      const std::set<State> exits2 = compute_exit_set({t2});
      const bool intersect = std::any_of(exits1.begin(), exits1.end(),
                                         [&](State state) { return exits2.contains(state); });
      if (!intersect) continue;
      if (is_descendant(t1.source, t2.source)) {
        to_remove.push_back(t2);
      } else {
        t1_preempted = true;
        break;
      }
    }
    if (t1_preempted) continue;
    for (const Enabled& t3 : to_remove) std::erase(filtered, t3);
    filtered.push_back(t1);
  }
  return filtered;
}

// procedure microstep(enabledTransitions)
void Stepper::microstep(const std::vector<Enabled>& enabled) {
  taken_ = true;
  const std::set<State> exited = exit_states(enabled);
  // A history may enter what is active still. It begins anew.
  const EntrySet entry = compute_entry_set(enabled);
  for (auto s = entry.states.rbegin(); s != entry.states.rend(); ++s) {
    if (configuration_.contains(*s)) begins_anew(*s);
  }
  for (const Enabled& one : enabled) execute(one.transition->actions);
  for (State s : exited) forget_data(s);  // It lives until here.
  enter_states(enabled);
}

// procedure exitStates(enabledTransitions)
std::set<Stepper::State> Stepper::exit_states(const std::vector<Enabled>& enabled) {
  const std::set<State> to_exit = compute_exit_set(enabled);
  for (auto s = to_exit.rbegin(); s != to_exit.rend(); ++s) {
    for (model::StateId child : at(*s).children) {
      const model::State& history = at(child.index);
      if (history.kind != model::StateKind::History) continue;
      std::vector<State> value;
      for (State state : configuration_) {
        const bool kept = history.deep ? is_atomic(state) && is_descendant(state, *s)
                                       : at(state).parent.index == *s;
        if (kept) value.push_back(state);
      }
      history_value_[child.index] = value;
    }
  }
  for (auto s = to_exit.rbegin(); s != to_exit.rend(); ++s) {
    exit(*s);
  }
  return to_exit;
}

void Stepper::exit(State s) {
  leaving(s);
  for (const model::Block& block : at(s).exit) execute(block);
  left(s);
  configuration_.erase(s);
}

// function computeExitSet(transitions)
std::set<Stepper::State> Stepper::compute_exit_set(const std::vector<Enabled>& enabled) const {
  std::set<State> to_exit;
  for (const Enabled& one : enabled) {
    if (one.transition->targets.empty()) continue;
    const State domain = get_transition_domain(one);
    for (State state : configuration_) {
      if (is_descendant(state, domain)) to_exit.insert(state);
    }
  }
  return to_exit;
}

// procedure enterStates(enabledTransitions)
void Stepper::enter_states(const std::vector<Enabled>& enabled) {
  enter(compute_entry_set(enabled));
}

void Stepper::enter(const EntrySet& entry) {
  for (State s : entry.states) {
    configuration_.insert(s);
    initialize_data(s);
    for (const model::Block& block : at(s).entry) execute(block);
    entered(s);
    if (entry.states_for_default_entry.contains(s) && at(s).initial)
      execute(at(s).initial->actions);
    const auto content = entry.default_history_content.find(s);
    if (content != entry.default_history_content.end()) execute(*content->second);
    if (at(s).kind != model::StateKind::Final) continue;
    const State parent = at(s).parent.index;
    if (parent == 0) {
      running_ = false;
      return_result(s);
      continue;
    }
    raise_done(parent, s);
    const State grandparent = at(parent).parent.index;
    if (at(grandparent).kind != model::StateKind::Parallel) continue;
    const std::vector<State> regions = child_states(grandparent);
    if (std::all_of(regions.begin(), regions.end(),
                    [&](State r) { return is_in_final_state(r); })) {
      raise_done(grandparent, grandparent);
    }
  }
}

// procedure computeEntrySet(transitions, …)
Stepper::EntrySet Stepper::compute_entry_set(const std::vector<Enabled>& enabled) const {
  EntrySet entry;
  for (const Enabled& one : enabled) {
    for (const model::NameRef& target : one.transition->targets) {
      add_descendant_states_to_enter(named(target.name), entry);
    }
    if (one.transition->targets.empty()) continue;
    const State ancestor = get_transition_domain(one);
    for (State s : get_effective_target_states(*one.transition)) {
      add_ancestor_states_to_enter(s, ancestor, entry);
    }
  }
  return entry;
}

// procedure addDescendantStatesToEnter(state, …)
void Stepper::add_descendant_states_to_enter(State state, EntrySet& entry) const {
  if (at(state).kind == model::StateKind::History) {
    const State parent = at(state).parent.index;
    std::vector<State> states;
    if (const auto value = history_value_.find(state); value != history_value_.end()) {
      states = value->second;
    } else {
      entry.default_history_content[parent] = &at(state).transitions.front().actions;
      for (const model::NameRef& target : at(state).transitions.front().targets) {
        states.push_back(named(target.name));
      }
    }
    for (State s : states) add_descendant_states_to_enter(s, entry);
    for (State s : states) add_ancestor_states_to_enter(s, parent, entry);
    return;
  }
  entry.states.insert(state);
  if (is_compound(state)) {
    entry.states_for_default_entry.insert(state);
    const std::vector<State> targets = initial_targets(state);
    for (State s : targets) add_descendant_states_to_enter(s, entry);
    for (State s : targets) add_ancestor_states_to_enter(s, state, entry);
  } else if (at(state).kind == model::StateKind::Parallel) {
    for (State child : child_states(state)) {
      const bool some = std::any_of(entry.states.begin(), entry.states.end(),
                                    [&](State s) { return is_descendant(s, child); });
      if (!some) add_descendant_states_to_enter(child, entry);
    }
  }
}

// procedure addAncestorStatesToEnter(state, ancestor, …)
void Stepper::add_ancestor_states_to_enter(State state, State ancestor, EntrySet& entry) const {
  for (State anc : get_proper_ancestors(state)) {
    if (anc == ancestor || !is_descendant(anc, ancestor)) break;
    entry.states.insert(anc);
    if (at(anc).kind != model::StateKind::Parallel) continue;
    for (State child : child_states(anc)) {
      const bool some = std::any_of(entry.states.begin(), entry.states.end(),
                                    [&](State s) { return is_descendant(s, child); });
      if (!some) add_descendant_states_to_enter(child, entry);
    }
  }
}

// procedure exitInterpreter(). The final state is still shown.
void Stepper::exit_interpreter() {
  const std::set<State> shown = configuration_;
  for (auto s = shown.rbegin(); s != shown.rend(); ++s) exit(*s);
  configuration_ = shown;
  leaving(0);
  internal_queue().clear();
}

// function getEffectiveTargetStates(transition)
std::vector<Stepper::State> Stepper::get_effective_target_states(
    const model::Transition& transition) const {
  std::vector<State> targets;
  const auto add = [&](State state) {
    if (std::find(targets.begin(), targets.end(), state) == targets.end()) targets.push_back(state);
  };
  for (const model::NameRef& target : transition.targets) {
    const State s = named(target.name);
    if (at(s).kind != model::StateKind::History) {
      add(s);
    } else if (const auto value = history_value_.find(s); value != history_value_.end()) {
      for (State recorded : value->second) add(recorded);
    } else {
      for (State state : get_effective_target_states(at(s).transitions.front())) add(state);
    }
  }
  return targets;
}

// function getTransitionDomain(t)
Stepper::State Stepper::get_transition_domain(const Enabled& enabled) const {
  const std::vector<State> targets = get_effective_target_states(*enabled.transition);
  if (targets.empty()) return NoState;
  const bool inside = std::all_of(targets.begin(), targets.end(),
                                  [&](State s) { return is_descendant(s, enabled.source); });
  if (enabled.transition->internal && is_compound(enabled.source) && inside) return enabled.source;
  return find_lcca(enabled.source, targets);
}

// function findLCCA(stateList)
Stepper::State Stepper::find_lcca(State head, const std::vector<State>& tail) const {
  for (State anc : get_proper_ancestors(head)) {
    if (anc != 0 && !is_compound(anc)) continue;
    if (std::all_of(tail.begin(), tail.end(), [&](State s) { return is_descendant(s, anc); })) {
      return anc;
    }
  }
  throw std::logic_error("no common ancestor");
}

std::vector<Stepper::State> Stepper::get_proper_ancestors(State state) const {
  std::vector<State> ancestors;
  while (state != 0) {
    state = at(state).parent.index;
    ancestors.push_back(state);
  }
  return ancestors;
}

bool Stepper::is_in_final_state(State state) const {
  const std::vector<State> children = child_states(state);
  if (is_compound(state)) {
    return std::any_of(children.begin(), children.end(), [&](State s) {
      return at(s).kind == model::StateKind::Final && configuration_.contains(s);
    });
  }
  if (at(state).kind == model::StateKind::Parallel) {
    return std::all_of(children.begin(), children.end(),
                       [&](State s) { return is_in_final_state(s); });
  }
  return false;
}

bool Stepper::is_descendant(State state, State of) const {
  while (state != 0) {
    state = at(state).parent.index;
    if (state == of) return true;
  }
  return false;
}

// A choice is an atomic state whose branches are eventless transitions.
bool Stepper::is_atomic(State state) const {
  return state != 0 && at(state).kind != model::StateKind::Parallel &&
         at(state).kind != model::StateKind::History && child_states(state).empty();
}

bool Stepper::is_compound(State state) const {
  return state != 0 && at(state).kind == model::StateKind::State && !child_states(state).empty();
}

std::vector<Stepper::State> Stepper::child_states(State state) const {
  std::vector<State> children;
  for (model::StateId child : at(state).children) {
    if (at(child.index).kind != model::StateKind::History) children.push_back(child.index);
  }
  return children;
}

std::vector<Stepper::State> Stepper::initial_targets(State state) const {
  if (at(state).initial) {
    std::vector<State> targets;
    for (const model::NameRef& target : at(state).initial->targets)
      targets.push_back(named(target.name));
    return targets;
  }
  return {child_states(state).front()};
}

}  // namespace perdure::simulate
