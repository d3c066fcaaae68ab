// leave<S>() and enter<S>(): what states do by themselves.
#include "compiler/emit/cpp/moves.h"

namespace perdure::emit::cpp {

using plan::StateIndex;
using plan::StateKind;

std::vector<std::string> Moves::specialisations() const {
  std::vector<std::string> made;
  for (StateIndex i = 1; i < context_.chart.states.size(); ++i) {
    if (context_.uses.works_on_entry[i]) made.push_back(enter_specialisation(i));
    if (context_.uses.works_on_exit[i]) made.push_back(leave_specialisation(i));
  }
  return made;
}

void Moves::disarm(Code& code, plan::TransitionIndex index) const {
  const plan::Transition& transition = context_.transition(index);
  code.line("perdure::machine::disarm(effects_, " + Expressions::literal(transition.timer) + ");");
  for (const std::string& timer : transition.former_timers) {
    code.line("perdure::machine::disarm(effects_, " + Expressions::literal(timer) + ");");
  }
}

std::string Moves::leave_specialisation(StateIndex index) const {
  const plan::State& state = context_.state(index);
  Code code;
  code.comment(place_comment(context_.chart, state.line, state.name + " is left"));
  code.line("template <>");
  code.open("inline void Machine::leave<" + context_.names.state(index) + ">() {");
  for (const plan::TransitionIndex timer : timers_of(context_.chart, index)) {
    disarm(code, timer);
  }
  revoke(code, index);
  for (const plan::Block& block : state.exit) statements_.block(code, block);
  if (!state.scxml_invokes.empty()) {
    code.line("session_.left(number(" + context_.names.id(index) + "), " +
              Expressions::literal(state.name) + ");");
  }
  end_invocations(code, index);
  code.line("left(" + context_.names.id(index) + ");");
  code.close();
  return code.text();
}

std::string Moves::enter_specialisation(StateIndex index) const {
  const plan::State& state = context_.state(index);
  Code code;
  code.comment(place_comment(context_.chart, state.line, state.name + " is entered"));
  code.line("template <>");
  code.open("inline void Machine::enter<" + context_.names.state(index) + ">() {");
  code.line("entered(" + context_.names.id(index) + ");");
  if (!state.data.empty()) {
    code.line(context_.names.data(index) + ".emplace();");
    statements_.initialise(code, state.data, context_.names.data(index) + "->");
  }
  if (binds_late(context_.chart, index)) {
    code.open("if (session_.is_first_entry(" + Expressions::literal(state.name) + ")) {");
    statements_.initialise(code, state.variables, false);
    code.close();
  }
  statements_.issue(code, index);
  for (const plan::Block& block : state.entry) statements_.block(code, block);
  if (!state.scxml_invokes.empty()) {
    code.line("session_.entered(number(" + context_.names.id(index) + "));");
  }
  statements_.arm(code, index);
  for (const std::uint32_t i : state.invocations) {
    code.line(context_.names.invocation(context_.chart.invocations[i].name) + ".wanted = true;");
  }
  if (state.kind == StateKind::Final) finish(code, index);
  code.close();
  return code.text();
}

void Moves::revoke(Code& code, StateIndex index) const {
  for (const plan::Token& token : context_.state(index).tokens) {
    code.line("perdure::machine::revoke(effects_, " + Expressions::literal(token.stored) + ");");
  }
}

void Moves::end_invocations(Code& code, StateIndex index) const {
  for (const std::uint32_t i : context_.state(index).invocations) {
    const std::string& name = context_.chart.invocations[i].name;
    code.line("perdure::machine::end(effects_, " + context_.names.invocation(name) + ", " +
              Expressions::literal(name) + ");");
  }
}

void Moves::finish(Code& code, StateIndex index) const {
  if (context_.chart.is_dynamic()) return finish_dynamic(code, index);
  if (ends_session(context_.chart, index)) return end_session(code, index);
  const plan::State& state = context_.state(index);
  const StateIndex parent = state.parent;
  if (context_.uses.done.contains(parent)) {
    const EventType event{EventType::Kind::Done, parent};
    const std::string type = context_.type_of(event);
    if (!done_result(context_.chart, parent)) {
      code.line("internal_.push(" + type + "{});");
    } else if (state.result->can_fail) {
      code.line(type + " done;");
      statements_.guarded(code, "done.result = " + statements_.value(*state.result) + ";", true);
      code.line("internal_.push(std::move(done));");
    } else {
      code.line("internal_.push(" + type + "{" + statements_.value(*state.result) + "});");
    }
  }
  const StateIndex around = context_.state(parent).parent;
  if (context_.state(around).kind == StateKind::Parallel && context_.uses.done.contains(around)) {
    code.open("if (" + all_final(around) + ") {");
    code.line("internal_.push(" + context_.type_of({EventType::Kind::Done, around}) + "{});");
    code.close();
  }
}

// exitInterpreter: the final state and the chart are left, although the final state is still shown.
void Moves::end_session(Code& code, StateIndex index) const {
  const plan::State& state = context_.state(index);
  if (state.result && context_.chart.result) {
    statements_.guarded(code, "result_ = " + statements_.value(*state.result) + ";",
                        state.result->can_fail);
  }
  for (const plan::Block& block : state.exit) statements_.block(code, block);
  for (const plan::TransitionIndex timer : timers_of(context_.chart, 0)) {
    disarm(code, timer);
  }
}

void Moves::finish_dynamic(Code& code, StateIndex index) const {
  const plan::State& state = context_.state(index);
  const std::string payload = Statements::payload(state.done_data);
  if (ends_session(context_.chart, index)) {
    for (const plan::Block& block : state.exit) statements_.block(code, block);
    if (!payload.empty()) code.line("session_.finish(" + payload.substr(2) + ");");
    return;
  }
  const auto raise = [&](StateIndex done, const std::string& with) {
    code.line("session_.raise_done(" + Expressions::literal(context_.state(done).name) + with +
              ");");
  };
  raise(state.parent, payload);
  const StateIndex around = context_.state(state.parent).parent;
  if (context_.state(around).kind == StateKind::Parallel) {
    code.open("if (" + all_final(around) + ") {");
    raise(around, "");
    code.close();
  }
}

// isInFinalState, for every region.
std::string Moves::all_final(StateIndex parallel) const {
  std::vector<std::string> regions;
  for (const StateIndex child : context_.state(parallel).children) {
    if (context_.state(child).kind == StateKind::History) continue;
    regions.push_back(is_final(child));
  }
  return join(regions, " && ");
}

std::string Moves::is_final(StateIndex region) const {
  if (context_.state(region).kind == StateKind::Parallel) return all_final(region);
  const std::string& leaf = context_.names.leaf(context_.state(region).region);
  std::vector<std::string> finals;
  for (const StateIndex child : context_.state(region).children) {
    if (context_.state(child).kind == StateKind::Final) {
      finals.push_back(leaf + " == " + context_.names.id(child));
    }
  }
  if (finals.empty()) return "false";
  return finals.size() == 1 ? finals.front() : "(" + join(finals, " || ") + ")";
}

}  // namespace perdure::emit::cpp
