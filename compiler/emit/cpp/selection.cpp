// The transitions of which several may be taken in one microstep.
#include <algorithm>
#include <map>

#include "compiler/emit/cpp/steps.h"
#include "compiler/emit/cpp/walk.h"

namespace perdure::emit::cpp {

using plan::TransitionIndex;

std::vector<std::string> Steps::enumerators() const {
  std::vector<std::string> names;
  for (const TransitionIndex t : handlers_.selected()) names.push_back(transition_name(t));
  return names;
}

bool Steps::conflicts() const {
  const auto& all = handlers_.dispatches();
  return std::any_of(all.begin(), all.end(), [](const Dispatch& one) { return one.conflicts; });
}

std::string Steps::chosen(plan::RegionIndex region) const {
  if (region == 0) return "transition";
  return context_.names.word(context_.chart.regions[region].state) + "_transition";
}

// One microstep of regions that cannot disturb each other, in the order of the Recommendation: all leave, the
// last first; all act; all enter.
void Steps::take_chosen(Code& code, const Dispatch& dispatch) {
  const std::vector<RegionSwitch>& regions = dispatch.switches;
  std::vector<std::string> none;
  std::vector<std::string> all;
  bool leaves_quietly = true;
  bool enters_quietly = true;
  for (const RegionSwitch& made : regions) {
    none.push_back(chosen(made.region) + " == Transition::None");
    all.push_back(chosen(made.region));
    for (const TransitionIndex t : handlers_.transitions(made)) {
      leaves_quietly = leaves_quietly && moves_.leaves_quietly(context_.transition(t));
      enters_quietly = enters_quietly && moves_.enters_quietly(context_.transition(t));
    }
  }
  enters_quietly = enters_quietly && leaves_quietly;
  code.line("if (" + join(none, " && ") + ") return false;");
  if (leaves_quietly) {
    notes_.push_back(note_function(dispatch, enters_quietly));
    code.open("if (trace_ != nullptr) [[unlikely]] {");
    code.line(note_functions_.at(dispatch.event) + "(" + join(all, ", ") + ");");
    code.close();
  } else {
    for (auto made = regions.rbegin(); made != regions.rend(); ++made) {
      move_chosen(code, *made, "leave", [&](Code& body, TransitionIndex t) {
        moves_.leave(body, context_.transition(t));
      });
    }
  }
  for (const RegionSwitch& made : regions) {
    of_chosen(code, made, [&](Code& body, TransitionIndex t) {
      statements_.block(body, context_.transition(t).actions);
    });
  }
  for (const RegionSwitch& made : regions) {
    const auto enter = [&](Code& body, TransitionIndex t) {
      const plan::Transition& transition = context_.transition(t);
      enters_quietly ? moves_.arrive(body, transition) : moves_.enter(body, transition);
    };
    enters_quietly ? of_chosen(code, made, enter) : move_chosen(code, made, "enter", enter);
  }
  code.line("return true;");
}

// Apart from what is done, since it is seldom asked for: where the transitions do nothing else when they leave
// states, what they leave, and where neither do they when they enter, what they enter.
Function Steps::note_function(const Dispatch& dispatch, bool enters) {
  Code code(1);
  for (auto made = dispatch.switches.rbegin(); made != dispatch.switches.rend(); ++made) {
    of_chosen(code, *made, [&](Code& body, TransitionIndex t) {
      moves_.note_left(body, context_.transition(t));
    });
  }
  for (const RegionSwitch& made : dispatch.switches) {
    if (!enters) break;
    of_chosen(code, made, [&](Code& body, TransitionIndex t) {
      moves_.note_entered(body, context_.transition(t));
    });
  }
  std::vector<std::string> parameters;
  for (const RegionSwitch& made : dispatch.switches) {
    const std::string name = chosen(made.region);
    // Where none of a region's transitions leads anywhere, there is nothing to note.
    const bool used = code.text().find("(" + name + ")") != std::string::npos ||
                      code.text().find("(" + name + " ") != std::string::npos;
    parameters.push_back(used ? "Transition " + name : "Transition");
  }
  const std::string signature =
      note_functions_.at(dispatch.event) + "(" + join(parameters, ", ") + ")";
  Code declaration(1);
  declaration.line("[[gnu::cold, gnu::noinline]] void " + signature + ";");
  Code definition;
  definition.open("void Machine::" + signature + " {");
  definition.raw(code.text());
  definition.close();
  return {unindented(declaration.text(), 2), definition.text()};
}

// Where the region's transitions are taken nowhere else, what they do stands here; or else in a function.
void Steps::move_chosen(Code& code, const RegionSwitch& made, const std::string& function,
                        const Body& body) const {
  for (const TransitionIndex t : handlers_.transitions(made)) {
    if (handlers_.is_of_one_event(t)) continue;
    code.line(function + "(" + chosen(made.region) + ");");
    return;
  }
  of_chosen(code, made, body);
}

// What is done by the transition that a region selected. What several do alike is said once.
void Steps::of_chosen(Code& code, const RegionSwitch& made, const Body& body) const {
  std::vector<std::pair<std::vector<TransitionIndex>, std::string>> bodies;
  std::map<std::string, std::size_t> known;
  const std::vector<TransitionIndex> transitions = handlers_.transitions(made);
  for (const TransitionIndex t : transitions) {
    Code one(code.depth() + (transitions.size() == 1 ? 1 : 2));
    body(one, t);
    if (one.empty()) continue;
    const auto [found, added] = known.emplace(one.text(), bodies.size());
    if (added) bodies.push_back({{}, one.text()});
    bodies[found->second].first.push_back(t);
  }
  if (bodies.empty()) return;
  if (transitions.size() == 1) {
    code.open("if (" + chosen(made.region) +
              " == Transition::" + transition_name(transitions.front()) + ") {");
    code.raw(bodies.front().second);
    code.close();
    return;
  }
  code.open("switch (" + chosen(made.region) + ") {");
  for (const auto& [alike, text] : bodies) {
    for (const TransitionIndex t : alike) code.line("case Transition::" + transition_name(t) + ":");
    code.raw(text);
    code.line("  break;");
  }
  code.line("default:");
  code.line("  break;");
  code.close();
}

namespace {

// Over the transitions of `cases`; for another, `otherwise`.
Function function_of_cases(const std::string& result, const std::string& name, const Code& cases,
                           const std::string& otherwise) {
  const bool gives = result != "void";
  const std::string is_const = gives ? " const" : "";
  Code code;
  code.open(result + " Machine::" + name + "(Transition" + (cases.empty() ? "" : " transition") +
            ")" + is_const + " {");
  if (!cases.empty()) {
    code.line("switch (transition) {");
    code.raw(cases.text());
    code.line("  default:");
    code.line("    " + otherwise);
    code.line("}");
  } else if (gives) {
    code.line(otherwise);
  }
  code.close();
  return {result + " " + name + "(Transition transition)" + is_const + ";", code.text()};
}

std::string case_of(const std::string& transition) {
  return "case Transition::" + transition + ":";
}

}  // namespace

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
        cases.line(case_of(transition_name(t)));
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

Steps::Called Steps::called() const {
  Called found;
  for (const Dispatch& dispatch : handlers_.dispatches()) {
    if (!dispatch.selects) continue;
    for (const RegionSwitch& made : dispatch.switches) {
      const std::vector<TransitionIndex> all = handlers_.transitions(made);
      const bool here = std::all_of(
          all.begin(), all.end(), [&](TransitionIndex t) { return handlers_.is_of_one_event(t); });
      if (dispatch.conflicts) found.in_conflict.insert(all.begin(), all.end());
      if (dispatch.conflicts || !here) found.all.insert(all.begin(), all.end());
    }
  }
  return found;
}

std::vector<Function> Steps::selection_functions() {
  std::vector<Function> functions;
  if (!selects()) return functions;
  const Called called = this->called();
  if (called.all.empty()) return functions;
  Code leave(2);
  Code enter(2);
  Code domain(2);
  Code source(2);
  for (const TransitionIndex t : called.all) {
    const plan::Transition& transition = context_.transition(t);
    const std::string label = case_of(transition_name(t));
    const bool in_conflict = called.in_conflict.contains(t);
    if (in_conflict) {
      source.line(label);
      source.line("  return " + moves_.range(transition.source) + ";");
    }
    if (transition.targets.empty()) continue;
    if (in_conflict) {
      domain.line(label);
      domain.line("  return " + moves_.domain(transition) + ";");
    }
    const auto add = [&](Code& code, const auto& move) {
      code.comment(comment(t));
      code.line(label);
      code.indent();
      move(code);
      code.line("break;");
      code.dedent();
    };
    add(leave, [&](Code& code) { moves_.leave(code, transition); });
    add(enter, [&](Code& code) { moves_.enter(code, transition); });
  }
  if (!called.in_conflict.empty()) {
    const std::string range = "perdure::machine::StateRange";
    functions.push_back(function_of_cases(range, "source", source, "return Nothing;"));
    functions.push_back(function_of_cases(range, "domain", domain, "return Nothing;"));
  }
  functions.push_back(function_of_cases("void", "leave", leave, "break;"));
  functions.push_back(function_of_cases("void", "enter", enter, "break;"));
  for (const Dispatch& dispatch : handlers_.dispatches()) {
    if (dispatch.conflicts) functions.push_back(act_function(dispatch.event));
  }
  return functions;
}

}  // namespace perdure::emit::cpp
