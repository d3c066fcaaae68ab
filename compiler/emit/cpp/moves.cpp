// The moves of one transition. The functions that they call: move_functions.cpp.
#include "compiler/emit/cpp/moves.h"

#include <algorithm>

namespace perdure::emit::cpp {

using plan::StateIndex;
using plan::StateKind;
using plan::Transition;

std::string place_comment(const plan::Chart& chart, std::uint32_t line, const std::string& text) {
  return file_name(chart.file) + ":" + std::to_string(line) + "  " + text;
}

std::optional<model::Type> done_result(const plan::Chart& chart, StateIndex state) {
  std::optional<model::Type> type;
  for (const StateIndex child : chart.states[state].children) {
    const plan::State& final = chart.states[child];
    if (final.kind != StateKind::Final) continue;
    if (!final.result) return std::nullopt;
    type = final.result->type;
  }
  return type;
}

template <class Each>
void Moves::by_domain(Code& code, const Transition& transition, const Each& each) const {
  const std::vector<Histories::Domain> domains = histories_.domains(transition);
  if (domains.size() == 1) return each(domains.front().state);
  for (std::size_t i = 0; i < domains.size(); ++i) {
    const bool last = i + 1 == domains.size();
    const std::string condition = last ? "{" : "if (" + domains[i].condition + ") {";
    if (i == 0) {
      code.open(condition);
    } else {
      code.dedent();
      code.open("} else " + condition);
    }
    each(domains[i].state);
  }
  code.close();
}

void Moves::leave(Code& code, const Transition& transition) {
  if (transition.targets.empty()) return;
  by_domain(code, transition, [&](StateIndex domain) {
    leave(code, transition, domain);
    if (!transition.domain_depends_on_history) return;
    // The Recommendation enters everything below the history's parent, so too what is still active between
    // it and the domain. Its timers begin anew.
    const StateIndex parent = context_.state(transition.targets.front()).parent;
    for (StateIndex state = domain; context_.chart.is_descendant(state, parent);
         state = context_.state(state).parent) {
      for (const plan::TransitionIndex timer : timers_of(context_.chart, state)) {
        disarm(code, timer);
      }
      revoke(code, state);
      end_invocations(code, state);
    }
  });
}

bool Moves::leaves_quietly(const Transition& transition) const {
  if (transition.targets.empty()) return true;
  if (transition.domain_depends_on_history || context_.uses.observes_moves) return false;
  const StateIndex domain = transition.domain.value_or(0);
  const StateIndex first = first_left(transition.source, domain);
  if (context_.state(first).kind == StateKind::Parallel || context_.uses.works_inside[first]) {
    return false;
  }
  for (StateIndex state = first; state != domain; state = context_.state(state).parent) {
    const bool works = context_.uses.works_on_exit[state];
    if (works || !histories_of(context_.chart, state).empty()) return false;
  }
  return true;
}

void Moves::note_left(Code& code, const Transition& transition) {
  if (transition.targets.empty()) return;
  walks_up_ = true;
  const StateIndex domain = transition.domain.value_or(0);
  const std::string to = domain == 0 ? "StateId::None" : context_.names.id(domain);
  code.line("left(" + context_.names.leaf(context_.state(transition.source).region) + ", " + to +
            ");");
}

StateIndex Moves::first_left(StateIndex source, StateIndex domain) const {
  StateIndex first = source;
  for (StateIndex state = source; state != domain; state = context_.state(state).parent) {
    if (context_.state(state).kind == StateKind::Parallel) first = state;
  }
  return first;
}

// Whether nothing can look between what is left and what is entered.
bool Moves::enters_at_once(const Transition& transition, StateIndex domain) const {
  if (!transition.actions.empty() || context_.uses.has_parallel) return false;
  const plan::EntryStep& first = transition.entry.front();
  return first.kind == plan::EntryStep::Kind::Enter &&
         context_.state(first.state).region == context_.state(domain).region;
}

void Moves::leave(Code& code, const Transition& transition, StateIndex domain) {
  const StateIndex first = first_left(transition.source, domain);
  for (StateIndex state = first; state != domain; state = context_.state(state).parent) {
    record(code, state);
  }
  leave_inside(code, first);
  for (StateIndex state = first; state != domain; state = context_.state(state).parent) {
    if (context_.uses.observes_moves && context_.is_compound(state)) move_to(code, state);
    leave_itself(code, state);
  }
  if (context_.uses.observes_moves && !enters_at_once(transition, domain)) move_to(code, domain);
}

// exitInterpreter
void Moves::leave_all(Code& code) {
  leave_inside(code, 0);
  for (const plan::TransitionIndex timer : timers_of(context_.chart, 0)) {
    disarm(code, timer);
  }
  for (StateIndex state = context_.state(0).end; --state > 0;) {
    if (!context_.state(state).data.empty()) code.line(context_.names.data(state) + ".reset();");
  }
  code.line("leaf_ = StateId::None;");
}

void Moves::record(Code& code, StateIndex state) {
  if (histories_of(context_.chart, state).empty()) return;
  record_.insert(state);
  code.line("record_" + context_.names.word(state) + "();");
}

void Moves::leave_inside(Code& code, StateIndex state) {
  const bool parallel = context_.state(state).kind == StateKind::Parallel;
  if (!parallel && !context_.is_compound(state)) return;
  if (parallel || context_.uses.works_inside[state]) {
    leave_inside_.insert(state);
    code.line("leave_inside_" + context_.names.word(state) + "();");
    return;
  }
  walks_up_ = true;
  const std::string to = state == 0 ? "StateId::None" : context_.names.id(state);
  code.line("left(" + context_.names.leaf(context_.state(state).region) + ", " + to + ");");
}

// A state with all that is inside it, where it is known to be active.
void Moves::leave_one(Code& code, StateIndex state) {
  record(code, state);
  leave_inside(code, state);
  if (context_.uses.observes_moves && context_.is_compound(state)) move_to(code, state);
  leave_itself(code, state);
}

void Moves::leave_itself(Code& code, StateIndex state) const {
  const bool works = context_.uses.works_on_exit[state];
  code.line(works ? "leave<" + context_.names.state(state) + ">();"
                  : "left(" + context_.names.id(state) + ");");
}

// Where in() can be evaluated on the way, a region is in its innermost state that is active; elsewhere only
// where it comes to rest.
void Moves::move_to(Code& code, StateIndex state) const {
  if (context_.is_compound(state) && !context_.uses.observes_moves) return;
  const std::string& leaf = context_.names.leaf(context_.state(state).region);
  code.line(leaf + " = " + (state == 0 ? "StateId::None" : context_.names.id(state)) + ";");
}

void Moves::forget(Code& code, StateIndex source, StateIndex domain) const {
  if (!context_.uses.has_data) return;
  const auto reset = [&](StateIndex state) {
    if (state != 0 && !context_.state(state).data.empty()) {
      code.line(context_.names.data(state) + ".reset();");
    }
  };
  const StateIndex first = first_left(source, domain);
  for (StateIndex state = context_.state(first).end; --state > first;) reset(state);
  for (StateIndex state = first; state != domain; state = context_.state(state).parent) {
    reset(state);
  }
}

void Moves::forget(Code& code, const Transition& transition) const {
  if (!context_.uses.has_data) return;
  by_domain(code, transition, [&](StateIndex domain) { forget(code, transition.source, domain); });
}

void Moves::enter(Code& code, const Transition& transition) {
  if (transition.targets.empty()) return;
  forget(code, transition);
  enter(code, transition.entry);
}

bool Moves::enters_quietly(const Transition& transition) const {
  if (context_.uses.observes_moves) return false;
  return std::all_of(transition.entry.begin(), transition.entry.end(), [&](const auto& step) {
    return step.kind == plan::EntryStep::Kind::Enter && !context_.uses.works_on_entry[step.state];
  });
}

void Moves::arrive(Code& code, const Transition& transition) const {
  if (transition.targets.empty()) return;
  forget(code, transition);
  for (const plan::EntryStep& step : transition.entry) move_to(code, step.state);
}

void Moves::note_entered(Code& code, const Transition& transition) const {
  for (const plan::EntryStep& step : transition.entry) {
    code.line("note_entered(" + context_.names.id(step.state) + ");");
  }
}

bool Moves::moves_quietly(const Transition& transition) const {
  const StateIndex source = transition.source;
  return transition.entry.size() == 1 && !context_.is_compound(source) &&
         context_.state(source).parent == transition.domain.value_or(0) &&
         leaves_quietly(transition) && enters_quietly(transition);
}

void Moves::move(Code& code, const Transition& transition) const {
  arrive(code, transition);
  code.line("moved(" + context_.names.id(transition.source) + ", " +
            context_.names.id(transition.entry.front().state) + ");");
}

void Moves::enter(Code& code, const std::vector<plan::EntryStep>& steps) {
  for (const plan::EntryStep& step : steps) {
    if (step.kind == plan::EntryStep::Kind::Enter) {
      enter_one(code, step.state);
      continue;
    }
    if (step.kind == plan::EntryStep::Kind::Initial) {
      initial_.insert(step.state);
      code.line("begin_" + context_.names.word(step.state) + "();");
      continue;
    }
    restore_.insert(step.state);
    const plan::State& history = context_.state(step.state);
    std::string argument;
    if (!context_.transition(history.transitions.front()).actions.empty()) {
      argument = step.parent_is_entered ? "true" : "false";
    }
    code.line("restore_" + context_.names.word(step.state) + "(" + argument + ");");
  }
}

void Moves::enter_one(Code& code, StateIndex state) const {
  move_to(code, state);
  const bool works = context_.uses.works_on_entry[state];
  code.line(works ? "enter<" + context_.names.state(state) + ">();"
                  : "entered(" + context_.names.id(state) + ");");
}

std::string Moves::range(StateIndex state) const {
  return "range(" + (state == 0 ? "StateId::None" : context_.names.id(state)) + ", " +
         context_.names.id(context_.last_inside(state)) + ")";
}

std::string Moves::domain(const Transition& transition) const {
  if (!transition.domain) return "Nothing";
  std::string text;
  for (const Histories::Domain& domain : histories_.domains(transition)) {
    const StateIndex state = domain.state;
    const std::string range = this->range(state);
    text += domain.condition.empty() ? range : domain.condition + " ? " + range + " : ";
  }
  return text;
}

}  // namespace perdure::emit::cpp
