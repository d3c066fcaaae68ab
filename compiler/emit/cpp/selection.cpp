// The transitions of which several may be taken in one microstep.
#include "compiler/emit/cpp/steps.h"
#include "compiler/emit/cpp/walk.h"

namespace perdure::emit::cpp {

using plan::TransitionIndex;

std::vector<std::string> Steps::enumerators() const {
  std::vector<std::string> names;
  for (const TransitionIndex t : handlers_.selected()) names.push_back(transition_name(t));
  return names;
}

Function Steps::act_function(const EventType& event) {
  const bool eventless = event.kind == EventType::Kind::Eventless;
  const std::string type = eventless ? "perdure::machine::NoEvent" : context_.type_of(event);
  bool used = false;
  Code cases(2);
  std::set<TransitionIndex> seen;
  for (const Handler& handler : handlers_.all()) {
    for (const EventType& taken : handler.events) {
      if (taken != event || !handler.selects) continue;
      for (const TransitionIndex t : handler.transitions) {
        const plan::Block& actions = context_.transition(t).actions;
        if (actions.empty() || !seen.insert(t).second) continue;
        used = used || perdure::emit::cpp::uses_event(actions);
        cases.comment(comment(t));
        cases.line("case Transition::" + transition_name(t) + ":");
        cases.indent();
        statements_.block(cases, actions);
        cases.line("break;");
        cases.dedent();
      }
    }
  }
  Code code;
  code.open("void Machine::act(Transition" + std::string(cases.empty() ? "" : " transition") +
            ", const " + type + "&" + (used ? " event" : "") + ") {");
  if (!cases.empty()) {
    code.line("switch (transition) {");
    code.raw(cases.text());
    code.line("  default:");
    code.line("    break;");
    code.line("}");
  }
  code.close();
  return {"void act(Transition transition, const " + type + "& event);", code.text()};
}

std::vector<Function> Steps::selection_functions() {
  std::vector<Function> functions;
  if (!selects()) return functions;
  Code leave(2);
  Code enter(2);
  Code domain(2);
  Code source(2);
  for (const TransitionIndex t : handlers_.selected()) {
    const plan::Transition& transition = context_.transition(t);
    const std::string label = "case Transition::" + transition_name(t) + ":";
    const auto add = [&](Code& code, const auto& body) {
      code.comment(comment(t));
      code.line(label);
      code.indent();
      body(code);
      code.dedent();
    };
    source.line(label);
    source.line("  return " + moves_.range(transition.source) + ";");
    if (transition.targets.empty()) continue;
    domain.line(label);
    domain.line("  return " + moves_.domain(transition) + ";");
    add(leave, [&](Code& code) {
      moves_.leave(code, transition);
      code.line("break;");
    });
    add(enter, [&](Code& code) {
      moves_.enter(code, transition);
      code.line("break;");
    });
  }
  const auto function = [&](const std::string& type, const std::string& name, const Code& cases,
                            const std::string& otherwise) {
    Code code;
    const std::string result = type == "void" ? "void" : "perdure::machine::StateRange";
    code.open(result + " Machine::" + name + "(Transition" + (cases.empty() ? "" : " transition") +
              ")" + (type == "void" ? "" : " const") + " {");
    if (cases.empty()) {
      if (type != "void") code.line(otherwise);
    } else {
      code.line("switch (transition) {");
      code.raw(cases.text());
      code.line("  default:");
      code.line("    " + otherwise);
      code.line("}");
    }
    code.close();
    functions.push_back(
        {result + " " + name + "(Transition transition)" + (type == "void" ? "" : " const") + ";",
         code.text()});
  };
  function("range", "source", source, "return Nothing;");
  function("range", "domain", domain, "return Nothing;");
  function("void", "leave", leave, "break;");
  function("void", "enter", enter, "break;");
  for (const Dispatch& dispatch : handlers_.dispatches()) {
    if (dispatch.selects) functions.push_back(act_function(dispatch.event));
  }
  return functions;
}

}  // namespace perdure::emit::cpp
