#include "compiler/emit/cpp/waiting.h"

#include <algorithm>

#include "compiler/plan/cpp_names.h"

namespace perdure::emit::cpp {

using plan::OutcomeKind;
using plan::StateIndex;

namespace {

std::string_view event_kind(OutcomeKind kind) {
  switch (kind) {
    case OutcomeKind::Done:
      return "Done";
    case OutcomeKind::Failed:
      return "Failed";
    case OutcomeKind::Progress:
      return "Progress";
    case OutcomeKind::Emitted:
      return "Emitted";
  }
  return "";
}

}  // namespace

std::string cpp_scope(const plan::ChartRef& chart) {
  std::string scope = "::" + plan::cpp_namespace(chart.name_space);
  if (!chart.name_space.empty()) scope += "::";
  return scope + plan::chart_namespace(chart.name);
}

std::string Waiting::invoke() const {
  Code code(1);
  for (const plan::Invocation& invocation : context_.chart.invocations) invoke(code, invocation);
  return code.text();
}

void Waiting::invoke(Code& code, const plan::Invocation& invocation) const {
  const std::string& member = context_.names.invocation(invocation.name);
  const std::string state = context_.state(invocation.state).name;
  code.comment(place_comment(context_.chart, invocation.line, state + "   " + invocation.source));
  code.open("if (" + member + ".wanted) {");
  code.line(member + ".wanted = false;");
  bool can_fail = false;
  for (const plan::Expr& argument : invocation.arguments) can_fail |= argument.can_fail;
  for (const auto* length : {&invocation.timeout, &invocation.backoff, &invocation.backoff_limit}) {
    can_fail |= *length && (*length)->can_fail;
  }
  statements_.attempt(code, can_fail, [&] { ask(code, invocation); });
  code.close();
}

void Waiting::ask(Code& code, const plan::Invocation& invocation) const {
  const std::string arguments = "{" + statements_.values(invocation.arguments) + "}";
  const std::string head =
      "(effects_, " + context_.names.invocation(invocation.name) + ", invocations_, ";
  const std::string name = Expressions::literal(invocation.name);
  if (!invocation.service) {
    code.line("const " + cpp_scope(*invocation.chart) + "::Params params" + arguments + ";");
    code.line("perdure::machine::invoke_chart" + head + "step_, " + name + ", " +
              Expressions::literal(invocation.stored) + ", perdure::to_bytes(params));");
    return;
  }
  const plan::Function& service = context_.chart.services[*invocation.service];
  code.line("const service::" + context_.names.service(service.name) + " arguments" + arguments +
            ";");
  const bool once = !invocation.timeout && invocation.retries == 0;
  if (!once) attempts(code, invocation);
  code.line("perdure::machine::invoke_service" + head + name + ", arguments" +
            (once ? "" : ", attempts") + ");");
}

void Waiting::attempts(Code& code, const plan::Invocation& invocation) const {
  code.line("perdure::machine::Attempts attempts;");
  if (invocation.timeout) {
    code.line("attempts.timeout = " + statements_.lasting(*invocation.timeout) + ";");
  }
  if (invocation.retries == 0) return;
  code.line("attempts.retries = " + std::to_string(invocation.retries) + ";");
  if (!invocation.backoff) return;
  // Without a limit it stays what it is.
  const plan::Expr& limit =
      invocation.backoff_limit ? *invocation.backoff_limit : *invocation.backoff;
  code.line("attempts.backoff = " + statements_.value(*invocation.backoff) + ";");
  code.line("attempts.backoff_limit = " + statements_.value(limit) + ";");
}

std::string Waiting::outcome() const {
  Code code(1);
  for (std::uint32_t i = 0; i < context_.chart.invocations.size(); ++i) {
    const plan::Invocation& invocation = context_.chart.invocations[i];
    code.open("if (" + context_.names.invocation(invocation.name) + ".is(" +
              Expressions::literal(invocation.name) + ", delivery.invocation)) {");
    for (std::uint32_t e = 0; e < context_.chart.events.size(); ++e) {
      if (context_.chart.events[e].invocation == i) outcome(code, e);
    }
    code.close();
  }
  return code.text();
}

void Waiting::outcome(Code& code, std::uint32_t index) const {
  const plan::Event& event = context_.chart.events[index];
  std::string condition =
      "delivery.kind == perdure::EventKind::" + std::string(event_kind(event.outcome));
  if (event.outcome == OutcomeKind::Emitted) {
    const std::string emitted = event.name.substr(event.name.find('.') + 1);
    condition += " && delivery.event == " + Expressions::literal(emitted);
  }
  const std::string type = "event::" + context_.names.event(index);
  code.open("if (" + condition + ") {");
  const bool of_chart = !context_.chart.invocations[*event.invocation].service;
  if (event.outcome == OutcomeKind::Done && of_chart && !event.fields.empty()) {
    code.raw(done(index));
  } else {
    code.line("return perdure::from_bytes<" + type + ">(delivery.payload);");
  }
  code.close();
}

// A chart may end without what it could return: in a final state that returns nothing, or whose `return` failed.
std::string Waiting::done(std::uint32_t index) const {
  Code code(3);
  const model::Type& result = context_.chart.events[index].fields[0].type;
  const std::string type = "event::" + context_.names.event(index);
  if (result.kind == model::TypeKind::Optional) {
    code.line("if (delivery.payload.empty()) return " + type + "{};");
    code.line("return " + type + "{perdure::from_bytes<" +
              context_.types.type(result.arguments[0]) + ">(delivery.payload)};");
    return code.text();
  }
  std::uint32_t failed = index;
  const auto& events = context_.chart.events;
  for (std::uint32_t i = 0; i < events.size(); ++i) {
    const bool same = events[i].invocation == events[index].invocation;
    if (same && events[i].outcome == OutcomeKind::Failed) failed = i;
  }
  if (!context_.types.is_empty_struct(result)) {
    code.open("if (delivery.payload.empty()) {");
    code.line("return event::" + context_.names.event(failed) +
              "{\"it ended without its result\"};");
    code.close();
  }
  code.line("return perdure::from_bytes<" + type + ">(delivery.payload);");
  return code.text();
}

std::string Waiting::offer() const {
  Code code(1);
  for (const std::uint32_t event : context_.uses.deferrable) {
    const std::string type = "event::" + context_.names.event(event);
    code.open("if (kept.event == " + type + "::name) {");
    if (context_.uses.has_actions) code.line("step_.event = " + type + "::name;");
    code.line("return offer(perdure::from_bytes<" + type + ">(kept.payload));");
    code.close();
  }
  return code.text();
}

std::vector<Function> Waiting::offers() const {
  std::vector<Function> functions;
  for (const std::uint32_t event : context_.uses.deferrable) {
    const std::string parameter = "(const event::" + context_.names.event(event) + "& event)";
    std::vector<std::string> states;
    for (StateIndex i = 0; i < context_.chart.states.size(); ++i) {
      const std::vector<std::uint32_t>& deferred = context_.state(i).deferred;
      if (std::find(deferred.begin(), deferred.end(), event) == deferred.end()) continue;
      states.push_back("in<" + context_.names.state(i) + ">()");
    }
    const std::string defers = join(states, " || ");
    Code code;
    code.open("perdure::Handled Machine::offer" + parameter + " {");
    if (context_.uses.settles()) {
      code.line("const bool taken = on(event);");
      code.line("const bool kept = !taken && " + (states.size() > 1 ? "(" + defers + ")" : defers) +
                ";");
      code.line("const bool settled = settle(taken);");
      code.line("if (kept) return perdure::Handled::Deferred;");
      code.line("return settled ? perdure::Handled::Taken : perdure::Handled::Ignored;");
    } else {
      code.line("if (on(event)) return perdure::Handled::Taken;");
      code.line("return " + defers + " ? perdure::Handled::Deferred : perdure::Handled::Ignored;");
    }
    code.close();
    functions.push_back({"perdure::Handled offer" + parameter + ";", code.text()});
  }
  return functions;
}

}  // namespace perdure::emit::cpp
