// The functions that leave, record and enter what depends on what is active.
#include "compiler/emit/cpp/moves.h"

namespace perdure::emit::cpp {

using plan::StateIndex;
using plan::StateKind;

Function Moves::function(const std::string& signature, const Code& body) const {
  Code code;
  code.line("void Machine::" + signature + " {");
  code.raw(body.text());
  code.line("}");
  return {"void " + signature + ";", code.text()};
}

std::vector<Function> Moves::functions() {
  std::vector<Function> functions;
  std::set<std::pair<int, std::pair<StateIndex, StateIndex>>> made;
  // A function that is made may call others: until nothing is new.
  for (std::size_t before = std::string::npos; before != made.size();) {
    before = made.size();
    const auto make = [&](int kind, StateIndex a, StateIndex b, const auto& function) {
      if (made.insert({kind, {a, b}}).second) functions.push_back(function());
    };
    for (const StateIndex state : std::set(record_)) {
      make(0, state, 0, [&] { return record_function(state); });
    }
    for (const StateIndex state : std::set(leave_inside_)) {
      make(1, state, 0, [&] {
        return context_.is_compound(state) ? leave_inside_function(state)
                                           : leave_regions_function(state);
      });
    }
    for (const StateIndex state : std::set(initial_)) {
      make(4, state, 0, [&] { return initial_function(state); });
    }
    for (const StateIndex history : std::set(restore_)) {
      make(2, history, 0, [&] { return restore_function(history); });
    }
    for (const auto& [history, state] : std::set(restore_inside_)) {
      const StateIndex of = history;
      const StateIndex inside = state;
      make(3, of, inside, [&] { return restore_inside_function(of, inside); });
    }
  }
  return functions;
}

Function Moves::leave_inside_function(StateIndex parent) {
  Code code(1);
  Code cases(2);
  const std::string& leaf = context_.names.leaf(context_.state(parent).region);
  bool quiet = false;  // Is there a child whose leaving is only noted?
  for (const StateIndex child : context_.state(parent).children) {
    if (context_.state(child).kind == StateKind::History) continue;
    const bool parallel = context_.state(child).kind == StateKind::Parallel;
    const bool works = context_.uses.works_on_exit[child] || context_.uses.works_inside[child] ||
                       parallel || !histories_of(context_.chart, child).empty();
    if (!works) {
      quiet = true;
    } else if (context_.is_compound(child)) {
      code.open("if (" + context_.is_in(child, leaf) + ") {");
      leave_one(code, child);
      code.line("return;");
      code.close();
    } else {
      cases.line("case " + context_.names.id(child) + ":");
      cases.indent();
      leave_one(cases, child);
      cases.line("break;");
      cases.dedent();
    }
  }
  const std::string note =
      "left(" + leaf + ", " + (parent == 0 ? "StateId::None" : context_.names.id(parent)) + ");";
  walks_up_ = walks_up_ || quiet;
  if (cases.empty()) {
    if (quiet) code.line(note);
  } else {
    code.line("switch (" + leaf + ") {");
    code.raw(cases.text());
    code.line("  default:");
    if (quiet) code.line("    " + note);
    code.line("    break;");
    code.line("}");
  }
  return function("leave_inside_" + context_.names.word(parent) + "()", code);
}

Function Moves::leave_regions_function(StateIndex parallel) {
  Code code(1);
  const std::vector<StateIndex>& children = context_.state(parallel).children;
  for (auto child = children.rbegin(); child != children.rend(); ++child) {
    if (context_.state(*child).kind == StateKind::History) continue;
    leave_one(code, *child);
    code.line(context_.names.leaf(context_.state(*child).region) + " = StateId::None;");
  }
  return function("leave_inside_" + context_.names.word(parallel) + "()", code);
}

Function Moves::record_function(StateIndex state) {
  Code code(1);
  for (const StateIndex history : histories_of(context_.chart, state)) {
    const std::string current = histories_.current(history);
    walks_up_ = walks_up_ || current.starts_with("child_of");
    code.line(context_.names.history(history) + " = " + current + ";");
  }
  return function("record_" + context_.names.word(state) + "()", code);
}

// The actions of a state's `initial`.
Function Moves::initial_function(StateIndex state) {
  Code code(1);
  statements_.block(code, context_.state(state).initial_actions);
  return function("begin_" + context_.names.word(state) + "()", code);
}

Function Moves::restore_function(StateIndex history) {
  const plan::State& state = context_.state(history);
  const plan::Transition& otherwise = context_.transition(state.transitions.front());
  Code code(1);
  code.open("if (" + histories_.is_recorded(history, true) + ") {");
  const bool acts = !otherwise.actions.empty();
  if (acts) {
    code.open("if (parent_is_entered) {");
    statements_.block(code, otherwise.actions);
    code.close();
  }
  enter(code, otherwise.entry);
  code.line("return;");
  code.close();
  if (state.deep) {
    restore_deep(code, history);
  } else {
    restore_shallow(code, history);
  }
  return function("restore_" + context_.names.word(history) + "(" +
                      (acts ? "bool parent_is_entered" : "") + ")",
                  code);
}

void Moves::restore_shallow(Code& code, StateIndex history) {
  const StateIndex parent = context_.state(history).parent;
  if (context_.state(parent).kind == StateKind::Parallel) {
    return enter(code, context_.state(parent).default_entry);
  }
  code.line("switch (" + context_.names.history(history) + ") {");
  code.indent();
  for (const StateIndex child : context_.state(parent).children) {
    if (context_.state(child).kind == StateKind::History) continue;
    code.line("case " + context_.names.id(child) + ":");
    code.indent();
    enter_one(code, child);
    enter(code, context_.state(child).default_entry);
    code.line("break;");
    code.dedent();
  }
  code.line("default:");
  code.line("  break;");
  code.dedent();
  code.line("}");
}

void Moves::restore_deep(Code& code, StateIndex history) {
  const StateIndex parent = context_.state(history).parent;
  const std::string& record = context_.names.history(history);
  if (context_.is_compound(parent)) {
    restore_inside_.insert({history, parent});
    code.line(restore_inside_name(history, parent) + "(" + record + ");");
    return;
  }
  for (const StateIndex child : context_.state(parent).children) {
    if (context_.state(child).kind == StateKind::History) continue;
    restore_child(code, history, child, record);
  }
}

std::string Moves::restore_inside_name(StateIndex history, StateIndex state) const {
  return "restore_" + context_.names.word(history) + "_inside_" + context_.names.word(state);
}

Function Moves::restore_inside_function(StateIndex history, StateIndex parent) {
  Code code(1);
  const std::string leaf = histories_.recorded_leaf(history, context_.state(parent).region);
  std::vector<StateIndex> single;
  for (const StateIndex child : context_.state(parent).children) {
    if (context_.state(child).kind == StateKind::History) continue;
    if (!context_.is_compound(child)) {
      single.push_back(child);
      continue;
    }
    code.open("if (" + context_.is_in(child, leaf) + ") {");
    restore_child(code, history, child, "was");
    code.line("return;");
    code.close();
  }
  if (!single.empty()) {
    code.line("switch (" + leaf + ") {");
    code.indent();
    for (const StateIndex child : single) {
      code.line("case " + context_.names.id(child) + ":");
      code.indent();
      restore_child(code, history, child, "was");
      code.line("break;");
      code.dedent();
    }
    code.line("default:");
    code.line("  break;");
    code.dedent();
    code.line("}");
  }
  const bool nested = histories_.is_nested(history);
  return function(
      restore_inside_name(history, parent) + "(" +
          (nested ? "const " + histories_.record_type(history) + "& was" : "StateId was") + ")",
      code);
}

// A state that was active when the history was recorded, as what is called `record` has it.
void Moves::restore_child(Code& code, StateIndex history, StateIndex child,
                          const std::string& record) {
  enter_one(code, child);
  if (context_.is_compound(child)) {
    restore_inside_.insert({history, child});
    code.line(restore_inside_name(history, child) + "(" + record + ");");
  } else if (context_.state(child).kind == StateKind::Parallel) {
    for (const StateIndex region : context_.state(child).children) {
      if (context_.state(region).kind == StateKind::History) continue;
      restore_child(code, history, region, record);
    }
  }
}

}  // namespace perdure::emit::cpp
