#include "compiler/emit/cpp/statements.h"

#include <algorithm>

#include "compiler/emit/cpp/waiting.h"
#include "compiler/emit/cpp/walk.h"
#include "compiler/plan/cpp_names.h"

namespace perdure::emit::cpp {

using model::TypeKind;
using plan::Expr;
using plan::ExprKind;
using plan::Statement;
using plan::StatementKind;

namespace {

bool is_element(const Expr& path) {
  return path.kind == ExprKind::Element ||
         (path.kind == ExprKind::Field && is_element(path.operands[0]));
}

// "total += amount", of which nothing can fail but the sum.
bool counts(const Statement& statement) {
  return statement.kind == StatementKind::Assign && statement.path->type.kind == TypeKind::Int &&
         !statement.path->can_fail && !statement.value->can_fail &&
         (statement.text == "+=" || statement.text == "-=" || statement.text == "*=");
}

std::string counting_function(const std::string& op) {
  return op == "+=" ? "add_to" : op == "-=" ? "subtract_from" : "multiply_by";
}

bool uses_local(const plan::Block& block, const std::string& local) {
  bool used = false;
  each(
      block, [](const Statement&) {},
      [&](const Expr& e) { used = used || (e.kind == ExprKind::Local && e.text == local); });
  return used;
}

// "{" a "}" where a value is made from it: an initialiser needs no type.
std::string without_type(const std::string& text, const std::string& type) {
  const bool typed = text.starts_with(type + "{");
  return typed ? text.substr(type.size()) : text;
}

}  // namespace

void Statements::block(Code& code, const plan::Block& block) const {
  const auto fails = [](const Statement& statement) { return statement.can_fail; };
  const auto first = std::find_if(block.begin(), block.end(), fails);
  if (first == block.end()) return statements(code, block);
  if (counts(*first) && std::none_of(first + 1, block.end(), fails)) {
    return counting(code, block, first);
  }
  code.open("try {");
  statements(code, block);
  end_attempt(code);
}

// Of the block only the statement `counted` can fail. An exception costs those who compile the code more than a condition.
void Statements::counting(Code& code, const plan::Block& block,
                          plan::Block::const_iterator counted) const {
  statements(code, {block.begin(), counted});
  const std::string succeeds = "perdure::checked::" + counting_function(counted->text) + "(" +
                               expressions_.place(*counted->path) + ", " +
                               expressions_.value(*counted->value) + ")";
  const std::string_view failed = "failed(perdure::checked::overflow_error());";
  if (counted + 1 == block.end()) {
    code.open("if (!" + succeeds + ") {");
  } else {
    code.open("if (" + succeeds + ") {");
    statements(code, {counted + 1, block.end()});
    code.dedent();
    code.open("} else {");
  }
  code.line(failed);
  code.close();
}

void Statements::guarded(Code& code, const std::string& statement, bool can_fail) const {
  if (can_fail) code.open("try {");
  code.line(statement);
  if (can_fail) end_attempt(code);
}

void Statements::end_attempt(Code& code) const {
  code.dedent();
  code.open("} catch (const perdure::ExecutionError& error) {");
  code.line("failed(error);");
  code.close();
}

std::string Statements::initialiser(const plan::Field& field) const {
  if (field.initial && expressions_.is_constant(*field.initial)) {
    if (field.initial->kind == ExprKind::None) return "";
    const std::string text = expressions_.wanted(*field.initial);
    if (field.large) {
      const bool empty = text == context_.types.type(field.type) + "{}" || text == "\"\"";
      return empty ? "" : " = " + text;
    }
    const std::string rest = without_type(text, context_.types.type(field.type));
    const bool empty = rest == "{}" && !context_.types.needs_initialiser(field.type);
    if (empty || text == "\"\"") return "";
    return rest == text ? " = " + text : rest == "{}" ? "{}" : " = " + rest;
  }
  if (field.large) return "";
  switch (field.type.kind) {
    case TypeKind::Bool:
      return " = false";
    case TypeKind::Int:
    case TypeKind::Float:
      return " = 0";
    default:
      return context_.types.needs_initialiser(field.type) ? "{}" : "";
  }
}

void Statements::initialise(Code& code, const std::vector<plan::Field>& fields,
                            const std::string& object) const {
  for (const plan::Field& field : fields) {
    if (!field.initial || expressions_.is_constant(*field.initial)) continue;
    guarded(code,
            object + context_.names.field(field.name) + " = " +
                expressions_.wanted(*field.initial) + ";",
            field.initial->can_fail);
  }
}

void Statements::arm(Code& code, plan::StateIndex state) const {
  for (const plan::TransitionIndex timer : timers_of(context_.chart, state)) {
    const plan::Transition& transition = context_.transition(timer);
    guarded(code,
            "perdure::machine::arm(effects_, " + Expressions::literal(transition.timer) + ", " +
                expressions_.wanted(*transition.duration) + ");",
            transition.duration->can_fail);
  }
}

std::string Statements::lasting(const Expr& expr) const {
  const std::string text = expressions_.wanted(expr);
  return expr.kind == ExprKind::Duration ? text : "perdure::machine::lasting(" + text + ")";
}

void Statements::issue(Code& code, plan::StateIndex state) const {
  for (const plan::Token& token : context_.state(state).tokens) {
    std::vector<std::string> accepts;
    for (const std::string& event : token.accepts) accepts.push_back(Expressions::literal(event));
    std::string call = "perdure::machine::issue(effects_, step_, " + context_.names.data(state) +
                       "->" + context_.names.field(token.field) + ", " +
                       Expressions::literal(token.stored) + ", {" + join(accepts, ", ") + "}";
    if (token.expires) call += ", " + lasting(*token.expires);
    guarded(code, call + ");", token.expires && token.expires->can_fail);
  }
}

void Statements::statements(Code& code, const plan::Block& block) const {
  for (const Statement& each : block) statement(code, each);
}

void Statements::statement(Code& code, const Statement& statement) const {
  if (context_.chart.is_dynamic() && statement.kind != StatementKind::If) {
    return dynamic_statement(code, statement);
  }
  switch (statement.kind) {
    case StatementKind::Assign:
      return assign(code, statement);
    case StatementKind::Append:
      return code.line(expressions_.place(*statement.path) + ".push_back(" +
                       expressions_.wanted(*statement.value) + ");");
    case StatementKind::Remove:
      return code.line("perdure::checked::remove(" + expressions_.place(*statement.path) + ", " +
                       expressions_.wanted(*statement.value) + ");");
    case StatementKind::Erase:
      return code.line(expressions_.place(*statement.path) + ".erase(" +
                       expressions_.wanted(*statement.value) + ");");
    case StatementKind::Clear:
      return clear(code, *statement.path);
    case StatementKind::If:
      return branches(code, statement);
    case StatementKind::For:
      return loop(code, statement);
    case StatementKind::Raise:
      return code.line("internal_.push(" + event(statement) + ");");
    case StatementKind::Send:
      return send(code, statement);
    case StatementKind::Cancel:
      return code.line("perdure::machine::cancel(effects_, " +
                       expressions_.wanted(*statement.send_id) + ");");
    case StatementKind::Log: {
      std::string text = Expressions::literal(statement.text);
      std::string level = statement.level;
      level.front() = static_cast<char>(level.front() - 'a' + 'A');
      if (!statement.arguments.empty()) text = "perdure::log_text(" + text;
      for (const Expr& argument : statement.arguments) text += ", " + expressions_.value(argument);
      if (!statement.arguments.empty()) text += ")";
      return code.line("perdure::machine::log(effects_, perdure::LogLevel::" + level + ", " + text +
                       ");");
    }
    case StatementKind::RunScript:
    case StatementKind::Foreach:
    case StatementKind::ScxmlSend:
      return;  // See scxml_statements.cpp.
    case StatementKind::CallAction:
      return call(code, statement);
  }
}

void Statements::call(Code& code, const Statement& statement) const {
  const std::vector<plan::Function>& actions = context_.chart.actions;
  const auto action = std::find_if(actions.begin(), actions.end(),
                                   [&](const auto& each) { return each.name == statement.text; });
  std::string arguments = "step_";
  for (std::size_t i = 0; i < statement.arguments.size(); ++i) {
    const Expr& argument = statement.arguments[i];
    arguments += ", " + (action->parameters[i].inout ? expressions_.place(argument)
                                                     : expressions_.wanted(argument));
  }
  code.line("handlers_->" + ChartNames::handler(statement.text) + "(" + arguments + ");");
}

void Statements::assign(Code& code, const Statement& statement) const {
  const Expr& path = *statement.path;
  const Expr& value = *statement.value;
  if (statement.text == "=") {
    std::string place = expressions_.whole(path);
    const bool map_element =
        path.kind == ExprKind::Element && path.operands[0].type.kind == TypeKind::Map;
    if (map_element) {
      place =
          expressions_.place(path.operands[0]) + "[" + expressions_.wanted(path.operands[1]) + "]";
    }
    // The value of what an element is set to comes first, as only `=` says.
    if (path.type.kind == TypeKind::String && !path.large && !is_element(path)) {
      return code.line("perdure::assign(" + place + ", " + expressions_.wanted(value) + ");");
    }
    return code.line(place + " = " + expressions_.wanted(value) + ";");
  }
  const std::string place = expressions_.place(path);
  if (!is_checked(path.type)) {
    return code.line(place + " " + statement.text + " " + expressions_.wanted(value) + ";");
  }
  const std::string function = checked_function(statement.text);
  if (!is_element(path)) {
    return code.line(place + " = " + function + "(" + place + ", " + expressions_.value(value) +
                     ");");
  }
  // Found once, then read and written.
  code.open("{");
  code.line("auto& element = " + place + ";");
  code.line("element = " + function + "(element, " + expressions_.value(value) + ");");
  code.close();
}

void Statements::clear(Code& code, const Expr& path) const {
  if (path.large) {
    return code.line(expressions_.whole(path) + " = " + context_.types.type(path.type) + "();");
  }
  const bool optional = path.type.kind == TypeKind::Optional;
  code.line(expressions_.place(path) + (optional ? ".reset();" : ".clear();"));
}

void Statements::branches(Code& code, const Statement& statement) const {
  for (std::size_t i = 0; i < statement.blocks.size(); ++i) {
    const bool last = i == statement.conditions.size();
    const std::string condition =
        last ? "" : "if (" + expressions_.value(statement.conditions[i]) + ") ";
    if (i == 0) {
      code.open(condition + "{");
    } else {
      code.dedent();
      code.open("} else " + condition + "{");
    }
    statements(code, statement.blocks[i]);
  }
  code.close();
}

void Statements::loop(Code& code, const Statement& statement) const {
  const Expr& list = *statement.path;
  const model::Type& element = list.type.arguments[0];
  const std::string variable = ChartNames::local(statement.text);
  std::string walked = expressions_.value(list);
  // What a call yields would be gone before the loop has begun.
  const bool place = Expressions::is_place(list);
  if (!place) {
    code.open("{");
    code.line("const " + context_.types.type(list.type) + " " + variable + "_list = " + walked +
              ";");
    walked = variable + "_list";
  }
  const bool used = uses_local(statement.blocks[0], statement.text);
  code.open("for (" + std::string(used ? "" : "[[maybe_unused]] ") + context_.types.view(element) +
            " " + variable + " : " + walked + ") {");
  statements(code, statement.blocks[0]);
  code.close();
  if (!place) code.close();
}

std::string Statements::event(const Statement& statement) const {
  std::string type;
  if (statement.chart) {
    type = cpp_scope(*statement.chart) +
           "::event::" + plan::cpp_word(plan::camel_case(statement.text));
  } else if (statement.receiver == plan::Receiver::Parent) {
    type = "emitted::" + context_.names.emitted(statement.text);
  } else {
    type = context_.names.event(statement.text);
  }
  return type + "{" + expressions_.values(statement.arguments) + "}";
}

void Statements::send(Code& code, const Statement& statement) const {
  using plan::Receiver;
  const plan::Invocation* invocation = statement.receiver == Receiver::Invocation
                                           ? &context_.chart.invocations[statement.invocation]
                                           : nullptr;
  const std::string member = invocation ? context_.names.invocation(invocation->name) : "";
  std::vector<std::string> options;
  if (statement.to) {
    options.push_back(".to = perdure::machine::receiver(" + expressions_.wanted(*statement.to) +
                      ")");
  } else if (invocation) {
    options.push_back(".to = perdure::machine::session_of(step_, " +
                      Expressions::literal(invocation->name) + ", " + member + ")");
  }
  if (statement.after) options.push_back(".delay = " + expressions_.wanted(*statement.after));
  if (statement.send_id) options.push_back(".send_id = " + expressions_.wanted(*statement.send_id));
  if (statement.chart) {
    options.push_back(".chart = " + Expressions::literal(statement.chart->qualified));
  }
  std::string last = join(options, ", ");
  if (!last.empty()) last = ", {" + last + "}";
  const auto unreachable = [&](std::string_view why) {
    code.line("internal_.push(perdure::machine::CommunicationFailed{" +
              Expressions::literal(std::string(why)) + "});");
  };
  if (statement.receiver == Receiver::Parent) {
    const std::string call = "perdure::machine::emit(effects_, step_, " + event(statement) + last;
    if (!context_.uses.takes_communication) return code.line(call + ");");
    code.open("if (!" + call + ")) {");
    unreachable("nobody invoked this session");
    return code.close();
  }
  if (invocation) code.open("if (" + member + ".live()) {");
  code.line("perdure::machine::send(effects_, " + event(statement) + last + ");");
  if (!invocation) return;
  if (context_.uses.takes_communication) {
    code.dedent();
    code.open("} else {");
    unreachable("`" + invocation->name + "` is not under way");
  }
  code.close();
}

}  // namespace perdure::emit::cpp
