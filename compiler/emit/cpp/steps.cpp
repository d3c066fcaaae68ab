// Handlers and dispatch.
#include "compiler/emit/cpp/steps.h"

#include <algorithm>

#include "compiler/emit/cpp/walk.h"
#include "compiler/plan/cpp_names.h"

namespace perdure::emit::cpp {

using plan::StateIndex;
using plan::Transition;
using plan::TransitionIndex;
using plan::TriggerKind;

namespace {

constexpr std::string_view AnyEvent = "template <class AnyEvent>";

}  // namespace

void Steps::name_transitions(ChartNames& names) {
  for (TransitionIndex t = 0; t < context_.chart.transitions.size(); ++t) {
    const Transition& transition = context_.transition(t);
    const std::string& word = names.word(transition.source);
    if (handlers_.is_shared(t)) {
      transition_functions_[t] = names.claim_function(word + "_take");
    } else if (transition.trigger == TriggerKind::After) {
      timer_functions_[t] = names.claim_function(
          word + "_after_" + transition.timer.substr(transition.timer.rfind('.') + 1));
    }
  }
  for (const Dispatch& dispatch : handlers_.dispatches()) {
    if (!dispatch.selects || dispatch.conflicts) continue;
    std::string name = context_.type_of(dispatch.event);
    if (dispatch.event.kind == EventType::Kind::Eventless) name = "eventless";
    name = plan::snake_case(name.substr(name.rfind(':') + 1));
    note_functions_[dispatch.event] = names.claim_function("note_" + name);
  }
}

std::string Steps::transition_name(TransitionIndex t) const {
  const plan::State& source = context_.state(context_.transition(t).source);
  std::size_t ordinal = 0;
  while (source.transitions[ordinal] != t) ++ordinal;
  return context_.names.enumerator(context_.transition(t).source) + "_" + std::to_string(ordinal);
}

std::string Steps::comment(TransitionIndex t) const {
  const Transition& transition = context_.transition(t);
  std::string text = context_.state(transition.source).name + "  ";
  if (transition.internal) text += " internal";
  if (transition.otherwise) text += " else";
  if (!transition.trigger_source.empty()) text += " " + transition.trigger_source;
  if (!transition.guard_source.empty()) text += " [" + transition.guard_source + "]";
  for (const StateIndex target : transition.targets) {
    text += (target == transition.targets.front() ? " -> " : ", ") + context_.state(target).name;
  }
  return place_comment(context_.chart, transition.line, text);
}

void Steps::comments(Code& code, const Handler& handler) const {
  for (const TransitionIndex t : handler.transitions) code.comment(comment(t));
}

bool Steps::open_guard(Code& code, const Transition& transition) const {
  if (!transition.guard) return false;
  const std::string guard = expressions_.value(*transition.guard);
  if (!transition.guard->can_fail) {
    code.open("if (" + guard + ") {");
    return true;
  }
  code.open("try {");
  code.line("holds = " + guard + ";");
  code.dedent();
  code.open("} catch (const perdure::ExecutionError& error) {");
  code.line("holds = failed(error);");
  code.close();
  code.open("if (holds) {");
  return true;
}

std::string Steps::function(const std::string& signature, const Code& body) const {
  Code code;
  code.open(signature + " {");
  const bool holds = body.text().find("holds = failed(error);") != std::string::npos;
  if (holds) code.line("bool holds = false;");
  code.raw(body.text());
  code.close();
  return code.text();
}

// Leaves, acts and enters.
void Steps::take(Code& code, TransitionIndex t, bool inline_only) {
  const Transition& transition = context_.transition(t);
  if (!inline_only && handlers_.is_shared(t)) {
    const bool event = perdure::emit::cpp::uses_event(transition.actions);
    code.line(transition_functions_.at(t) + (event ? "(event);" : "();"));
    return;
  }
  const bool quiet = moves_.moves_quietly(transition);
  if (!quiet) moves_.leave(code, transition);
  statements_.block(code, transition.actions);
  quiet ? moves_.move(code, transition) : moves_.enter(code, transition);
}

// What a handler does, up to the end of a function or of a case. Control goes on behind it exactly where no
// transition is enabled.
void Steps::handler_body(Code& code, const Handler& handler, const Place* place) {
  for (const TransitionIndex t : handler.transitions) {
    if (place != nullptr) code.comment(comment(t));  // Else they all stand above the function.
    const bool guarded = open_guard(code, context_.transition(t));
    if (!handler.selects) {
      take(code, t, false);
      code.line("return true;");
    } else if (place == nullptr) {
      code.line("return Transition::" + transition_name(t) + ";");
    } else {
      code.line(choose(*place, "Transition::" + transition_name(t)) + ";");
      code.line("break;");
    }
    if (guarded) code.close();
    if (!guarded) return;
  }
}

bool Steps::is_inline(const Handler& handler) const {
  return handler.uses == 1 && handler.events.size() == 1;
}

std::string Steps::call(const Dispatch& dispatch, const Handler& handler) const {
  const bool eventless = dispatch.event.kind == EventType::Kind::Eventless;
  return handler.name + (eventless ? "()" : "(event)");
}

std::string Steps::choose(const Place& place, const std::string& transition) const {
  if (place.dispatch.conflicts) return "chosen.add(" + transition + ")";
  return chosen(place.region) + " = " + transition;
}

void Steps::chain_body(Code& code, const Place& place, const Chain& chain) {
  const Dispatch& dispatch = place.dispatch;
  for (std::size_t i = 0; i < chain.size(); ++i) {
    const Handler& handler = handlers_.handler(chain[i]);
    const bool last = i + 1 == chain.size();
    if (is_inline(handler)) {
      handler_body(code, handler, &place);
      if (!context_.transition(handler.transitions.back()).guard) return;
    } else if (dispatch.selects) {
      const std::string made = choose(place, call(dispatch, handler));
      if (last || !dispatch.conflicts) code.line(made + ";");
      if (!last) {
        code.line(dispatch.conflicts
                      ? "if (" + made + ") break;"
                      : "if (" + chosen(place.region) + " != Transition::None) break;");
      }
    } else if (last && place.last) {
      code.line("return " + call(dispatch, handler) + ";");
      return;
    } else {
      code.line("if (" + call(dispatch, handler) + ") return true;");
    }
  }
  code.line(dispatch.selects || !place.last ? "break;" : "return false;");
}

void Steps::region_switch(Code& code, const Dispatch& dispatch, const RegionSwitch& made,
                          bool last) {
  const Place place{dispatch, made.region, last};
  code.line("switch (" + context_.names.leaf(made.region) + ") {");
  code.indent();
  for (const RegionSwitch::Case& one : made.cases) {
    if (one.none) code.line("case StateId::None:");
    for (const StateIndex leaf : one.leaves) code.line("case " + context_.names.id(leaf) + ":");
    code.indent();
    chain_body(code, place, one.chain);
    code.dedent();
  }
  code.line("default:");
  code.indent();
  if (!made.otherwise.empty()) {
    chain_body(code, place, made.otherwise);
  } else {
    code.line(dispatch.selects || !last ? "break;" : "return false;");
  }
  code.dedent();
  code.dedent();
  code.line("}");
}

std::string Steps::parameter(const EventType& event, bool used) const {
  if (event.kind == EventType::Kind::Eventless) return "";
  return "const " + context_.type_of(event) + "&" + (used ? " event" : "");
}

bool Steps::uses_event(const Dispatch& dispatch) const {
  if (dispatch.conflicts) return true;
  for (const RegionSwitch& made : dispatch.switches) {
    for (const TransitionIndex t : handlers_.transitions(made)) {
      const bool acts = dispatch.selects && !context_.transition(t).actions.empty();
      if (acts && perdure::emit::cpp::uses_event(context_.transition(t).actions)) return true;
    }
    const auto uses = [&](const Chain& chain) {
      return std::any_of(chain.begin(), chain.end(), [&](HandlerIndex index) {
        const Handler& handler = handlers_.handler(index);
        return !is_inline(handler) || handler.uses_event;
      });
    };
    if (uses(made.otherwise)) return true;
    for (const RegionSwitch::Case& one : made.cases) {
      if (uses(one.chain)) return true;
    }
  }
  return false;
}

Function Steps::dispatch_function(const Dispatch& dispatch) {
  const bool eventless = dispatch.event.kind == EventType::Kind::Eventless;
  const bool declared = dispatch.event.kind == EventType::Kind::Declared;
  const std::string name = eventless ? "eventless" : declared && !is_wrapped() ? "dispatch" : "on";
  const std::string signature = "bool " + std::string("Machine::") + name + "(" +
                                parameter(dispatch.event, uses_event(dispatch)) + ")";
  Code code(1);
  if (name == "dispatch") code.raw(begin(context_.type_of(dispatch.event) + "::name"));
  if (dispatch.conflicts) code.line("Selection chosen;");
  for (const RegionSwitch& made : dispatch.switches) {
    if (dispatch.selects && !dispatch.conflicts) {
      code.line("Transition " + chosen(made.region) + " = Transition::None;");
    }
    region_switch(code, dispatch, made, &made == &dispatch.switches.back());
  }
  if (dispatch.selects && !dispatch.conflicts) {
    take_chosen(code, dispatch);
  } else if (dispatch.selects) {
    code.line(eventless ? "return take(chosen, perdure::machine::NoEvent{});"
                        : "return take(chosen, event);");
  } else if (dispatch.switches.empty()) {
    code.line("return false;");
  }
  const std::string declaration = "bool " + name + "(" + parameter(dispatch.event, true) + ");";
  return {name == "dispatch" ? "" : declaration, function(signature, code)};
}

std::string Steps::begin(const std::string& event) const {
  Code code(1);
  if (context_.uses.has_effects) code.line("perdure::machine::clear(effects_);");
  if (context_.uses.has_actions) code.line("step_.event = " + event + ";");
  return code.text();
}

std::vector<Function> Steps::dispatches() {
  std::vector<Function> functions;
  for (const Dispatch& dispatch : handlers_.dispatches()) {
    const bool declared = dispatch.event.kind == EventType::Kind::Declared;
    if (declared && is_wrapped() && !context_.chart.is_dynamic()) {
      functions.push_back(wrapper(dispatch.event.index));
    }
    functions.push_back(dispatch_function(dispatch));
  }
  for (Function& note : notes_) functions.push_back(std::move(note));
  notes_.clear();
  return functions;
}

std::string Steps::settled(std::string call) const {
  if (context_.uses.settles()) call = "settle(" + call + ")";
  return context_.uses.defers() ? "offer_again(before, " + call + ")" : call;
}

Function Steps::wrapper(std::uint32_t index) const {
  const plan::Event& event = context_.chart.events[index];
  const std::string type = context_.type_of({EventType::Kind::Declared, index});
  Code code;
  code.open("bool Machine::dispatch(const " + type + "& event) {");
  code.raw(begin(type + "::name"));
  const std::string invocation =
      event.invocation
          ? context_.names.invocation(context_.chart.invocations[*event.invocation].name)
          : "";
  if (event.invocation) code.line("if (!" + invocation + ".live()) return false;");
  if (context_.uses.defers()) code.line("const Configuration before = configuration();");
  const bool ends = event.invocation && (event.outcome == plan::OutcomeKind::Done ||
                                         event.outcome == plan::OutcomeKind::Failed);
  if (context_.uses.deferrable.contains(index)) {
    code.line("const perdure::Handled handled = offer(event);");
    code.open("if (handled == perdure::Handled::Deferred) {");
    code.line("perdure::machine::defer(deferred_, event);");
    code.close();
    code.line("return offer_again(before, handled == perdure::Handled::Taken);");
  } else if (ends) {
    // Where nothing takes it, nothing changes.
    code.line("const auto ended = std::exchange(" + invocation + ", {});");
    code.line("if (" + settled("on(event)") + ") return true;");
    code.line(invocation + " = ended;");
    code.line("return false;");
  } else {
    code.line("return " + settled("on(event)") + ";");
  }
  code.close();
  return {"", code.text()};
}

Function Steps::handler_function(const Handler& handler) {
  const bool eventless = handler.events.front().kind == EventType::Kind::Eventless;
  const bool any = handler.events.size() > 1;
  const std::string type = any ? "AnyEvent" : context_.type_of(handler.events.front());
  const std::string result = handler.selects ? "Transition" : "bool";
  const auto parameters = [&](bool named) {
    return eventless ? "()" : "(const " + type + "&" + (named ? " event" : "") + ")";
  };
  Function function;
  if (any) function.declaration = std::string(AnyEvent) + "\n";
  function.declaration += result + " " + handler.name + parameters(true) + ";";
  Code code;
  comments(code, handler);
  if (any) code.line(AnyEvent);
  Code body(1);
  handler_body(body, handler, nullptr);
  if (context_.transition(handler.transitions.back()).guard) {
    body.line(handler.selects ? "return Transition::None;" : "return false;");
  }
  const std::string signature = (handler.selects ? "Machine::Transition" : "bool") +
                                std::string(" Machine::") + handler.name +
                                parameters(handler.uses_event);
  function.definition = code.text() + this->function(signature, body);
  return function;
}

Function Steps::transition_function(TransitionIndex t) {
  const bool event = perdure::emit::cpp::uses_event(context_.transition(t).actions);
  const std::string signature =
      transition_functions_.at(t) + (event ? "(const AnyEvent& event)" : "()");
  Function function;
  Code code;
  code.comment(comment(t));
  if (event) {
    function.declaration = std::string(AnyEvent) + "\n";
    code.line(AnyEvent);
  }
  function.declaration += "void " + signature + ";";
  code.open("void Machine::" + signature + " {");
  take(code, t, true);
  code.close();
  function.definition = code.text();
  return function;
}

Function Steps::timer_function(TransitionIndex t) {
  const std::string& name = timer_functions_.at(t);
  Code above;
  above.comment(comment(t));
  Code code(1);
  const bool guarded = open_guard(code, context_.transition(t));
  take(code, t, true);
  code.line("return true;");
  if (guarded) {
    code.close();
    code.line("return false;");
  }
  return {"bool " + name + "();", above.text() + function("bool Machine::" + name + "()", code)};
}

std::vector<Function> Steps::functions() {
  std::vector<Function> functions;
  for (const auto& transition : transition_functions_) {
    functions.push_back(transition_function(transition.first));
  }
  for (const Handler& handler : handlers_.all()) {
    if (handler.uses > 0 && !is_inline(handler)) functions.push_back(handler_function(handler));
  }
  for (const auto& timer : timer_functions_) functions.push_back(timer_function(timer.first));
  return functions;
}

std::string Steps::start() {
  Code code(1);
  const plan::State& chart = context_.state(0);
  if (context_.chart.is_dynamic()) {
    initialise_document(code);
    moves_.enter(code, chart.default_entry);
    code.line("settle(true);");
    return code.text();
  }
  code.raw(begin("{}"));
  statements_.initialise(code, chart.data, "data_.");
  statements_.arm(code, 0);
  moves_.enter(code, chart.default_entry);
  if (context_.uses.settles()) code.line("settle(true);");
  return code.text();
}

// Data is initialised before the first state is entered, unless it is bound late (SCXML 5.3.3); then scripts run.
void Steps::initialise_document(Code& code) const {
  code.line("begin();");
  std::vector<std::string> variables;
  for (const plan::State& state : context_.chart.states) {
    for (const plan::Variable& variable : state.variables) {
      variables.push_back(Expressions::literal(variable.id));
    }
  }
  if (!variables.empty()) code.line("session_.declare({" + join(variables, ", ") + "});");
  for (StateIndex i = 0; i < context_.chart.states.size(); ++i) {
    if (binds_late(context_.chart, i)) continue;
    statements_.initialise(code, context_.state(i).variables, i == 0);
  }
  for (const plan::Block& script : context_.chart.scxml.scripts) statements_.block(code, script);
}

std::string Steps::cancel() {
  Code code(1);
  const bool dynamic = context_.chart.is_dynamic();
  code.raw(dynamic ? "  begin();\n" : begin("{}"));
  code.line("if (!started() || done()) return;");
  moves_.leave_all(code);
  if (dynamic) code.line("session_.forget_events();");
  if (!dynamic && context_.uses.has_internal_events()) code.line("internal_.clear();");
  if (context_.uses.defers()) code.line("deferred_.clear();");
  return code.text();
}

std::string Steps::fire() const {
  Code code(1);
  if (timer_functions_.empty()) return "";
  code.raw(begin("timer"));
  if (context_.uses.defers()) code.line("const Configuration before = configuration();");
  for (const auto& [t, function] : timer_functions_) {
    const Transition& transition = context_.transition(t);
    const std::string active = transition.source == 0
                                   ? "started() && !done()"
                                   : "in<" + context_.names.state(transition.source) + ">()";
    const std::string call = settled(function + "()");
    std::string is_it = "timer == " + Expressions::literal(transition.timer);
    for (const std::string& former : transition.former_timers) {
      is_it += " || timer == " + Expressions::literal(former);
    }
    code.open("if (" + is_it + ") {");
    code.line("return " + active + " && " + call + ";");
    code.close();
  }
  return code.text();
}

}  // namespace perdure::emit::cpp
