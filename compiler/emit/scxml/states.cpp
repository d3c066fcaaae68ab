// States and transitions.
#include <algorithm>

#include "compiler/emit/scxml/writer.h"

namespace perdure::emit::scxml {

namespace {

std::string_view element_of(model::StateKind kind) {
  switch (kind) {
    case model::StateKind::Parallel:
      return "parallel";
    case model::StateKind::Final:
      return "final";
    case model::StateKind::History:
      return "history";
    default:
      return "state";
  }
}

}  // namespace

void Writer::children(const model::State& state) {
  for (const model::StateId child : state.children) this->state(chart_->state(child));
}

void Writer::state(const model::State& state) {
  // A <history> has no place in <scxml>.
  const bool is_misplaced =
      state.kind == model::StateKind::History && state.parent == model::RootState;
  Element element(xml_, is_misplaced ? "perdure:history" : element_of(state.kind));
  element.set("id", state.name.name);
  if (state.kind == model::StateKind::History) {
    element.set("type", state.deep ? "deep" : "shallow");
  }
  element.flag("perdure:choice", state.kind == model::StateKind::Choice);
  const bool has_actions = state.initial && !state.initial->actions.empty();
  if (state.initial && !has_actions) element.set("initial", joined(state.initial->targets));
  doc(state.doc);
  if (has_actions) initial(*state.initial, "initial");
  typed_data({}, state.data);
  variables(state.variables);
  inside(state);
  result(state);
  children(state);
}

// What states and the chart alike do.
void Writer::inside(const model::State& state) {
  blocks("onentry", state.entry);
  blocks("onexit", state.exit);
  for (const model::Token& each : state.tokens) token(each);
  if (!state.deferred.empty()) {
    Element(xml_, "perdure:defer").set("events", descriptors(state.deferred));
  }
  for (const model::Transition& each : state.transitions) transition(each, state);
  for (const model::Invocation& each : state.invocations) invocation(each);
  for (const model::ScxmlInvoke& each : state.scxml_invokes) invoke(each);
}

void Writer::initial(const model::Initial& initial, std::string_view element_name) {
  Element element(xml_, element_name);
  Element transition(xml_, "transition");
  transition.set("target", joined(initial.targets));
  block(initial.actions);
}

void Writer::result(const model::State& state) {
  if (!state.result && !state.done_data) return;
  Element element(xml_, "donedata");
  if (state.result) {
    Element(xml_, "content").set("expr", text(*state.result));
  } else {
    payload(*state.done_data);
  }
}

void Writer::token(const model::Token& token) {
  Element element(xml_, "perdure:token");
  element.set("name", token.name.name).set("accepts", joined(token.accepts));
  set(element, "expires", token.expires);
  doc(token.doc);
}

void Writer::invocation(const model::Invocation& invocation) {
  const model::Function* service = nullptr;
  for (const model::Function& each : chart_->services) {
    if (each.name.name == invocation.callee.name) service = &each;
  }
  const std::vector<model::Field>* parameters = service != nullptr ? &service->parameters : nullptr;
  for (const model::Chart& each : program_.charts) {
    if (service == nullptr && each.name.name == invocation.callee.name) {
      parameters = &each.parameters;
    }
  }
  Element element(xml_, "invoke");
  element.set("type", service != nullptr ? "urn:perdure:service" : "http://www.w3.org/TR/scxml/");
  element.set("src", invocation.callee.name).set("id", invocation.name.name);
  set(element, "perdure:timeout", invocation.timeout);
  if (invocation.retry) {
    element.set("perdure:retry", std::to_string(invocation.retry->count));
    set(element, "perdure:backoff", invocation.retry->backoff);
    set(element, "perdure:backoff-limit", invocation.retry->backoff_limit);
  }
  doc(invocation.doc);
  params(invocation.arguments, parameters);
}

bool Writer::is_invocation(std::string_view name) const {
  for (const model::State& state : chart_->states) {
    for (const model::Invocation& each : state.invocations) {
      if (each.name.name == name) return true;
    }
  }
  return false;
}

void Writer::transition(const model::Transition& transition, const model::State& source) {
  // A <transition> has no place in <scxml>.
  const bool is_root = source.kind == model::StateKind::Root;
  Element element(xml_, is_root ? "perdure:transition" : "transition");
  trigger(element, transition, source);
  set(element, "cond", transition.guard);
  if (transition.internal) element.set("type", "internal");
  if (!transition.targets.empty()) element.set("target", joined(transition.targets));
  if (const auto* after = std::get_if<model::After>(&transition.trigger)) {
    element.set("perdure:after", text(after->duration));
  }
  doc(transition.doc);
  block(transition.actions);
}

void Writer::trigger(Element& element, const model::Transition& transition,
                     const model::State& source) {
  if (const auto* on = std::get_if<model::OnEvent>(&transition.trigger)) {
    element.set("event", descriptors(on->descriptors));
  } else if (std::holds_alternative<model::Done>(transition.trigger)) {
    element.set("event", "done.state." + source.name.name);
  } else if (std::holds_alternative<model::After>(transition.trigger)) {
    // Without an event, others would take it at once.
    element.set("event", "after." + source.name.name);
  }
}

std::string Writer::descriptors(const std::vector<model::EventDescriptor>& descriptors) const {
  // A prefix is what SCXML means by a name.
  const bool is_exact = chart_->data_model == model::DataModel::Typed;
  std::string text;
  for (const model::EventDescriptor& each : descriptors) {
    if (!text.empty()) text += ' ';
    constexpr std::string_view Done = ".done";
    const std::size_t dot = each.name.size() - std::min(each.name.size(), Done.size());
    if (is_exact && !each.wildcard && each.name.substr(dot) == Done &&
        is_invocation(each.name.substr(0, dot))) {
      text += "done.invoke." + each.name.substr(0, dot);
      continue;
    }
    text += each.name.empty() ? "*" : each.name;
    if (is_exact && each.wildcard && !each.name.empty()) text += ".*";
  }
  return text;
}

}  // namespace perdure::emit::scxml
