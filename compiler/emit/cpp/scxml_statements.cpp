// Executable content whose data model is not typed: calls of perdure::scxml::Session.
#include <algorithm>

#include "compiler/emit/cpp/statements.h"

namespace perdure::emit::cpp {

using plan::Expr;
using plan::ExprKind;
using plan::Statement;
using plan::StatementKind;

namespace {

// Designated members, in their order, of which those that say nothing are left out.
class DesignatedInitializers {
 public:
  void add(const std::string& name, const std::string& value) {
    if (value != "{}" && value != "\"\"") members_.push_back("." + name + " = " + value);
  }

  // A call with them. On one line, or else on one for each.
  void call(Code& code, const std::string& function) const {
    const std::string begin = function + "({";
    const std::string line = begin + join(members_, ", ") + "});";
    const std::size_t indent = static_cast<std::size_t>(code.depth()) * 2;
    if (indent + line.size() <= Columns) return code.line(line);
    for (std::size_t i = 0; i < members_.size(); ++i) {
      const std::string before = i == 0 ? begin : std::string(begin.size(), ' ');
      const bool last = i + 1 == members_.size();
      code.raw(std::string(indent, ' ') + before + members_[i] + (last ? "});\n" : ",\n"));
    }
  }

 private:
  std::vector<std::string> members_;
};

// A script, without the white space around it. One of several lines stands on as many.
void run(Code& code, const std::string& script) {
  constexpr std::string_view Blanks = " \t\r\n";
  const std::size_t begin = std::min(script.find_first_not_of(Blanks), script.size());
  std::string rest = script.substr(begin, script.find_last_not_of(Blanks) + 1 - begin);
  if (rest.find('\n') == std::string::npos) {
    return code.line("session_.run(" + Expressions::literal(rest) + ");");
  }
  code.line("session_.run(");
  const std::string indent(static_cast<std::size_t>(code.depth()) * 2 + 4, ' ');
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find('\n'), rest.size() - 1) + 1;
    const std::string line = Expressions::literal(rest.substr(0, end));
    rest.erase(0, end);
    code.raw(indent + line + (rest.empty() ? ");\n" : "\n"));
  }
}

std::string literal_of(const std::optional<Expr>& expr) {
  return Expressions::literal(expr ? expr->text : "");
}

void send_event(Code& code, const plan::ScxmlSend& send) {
  DesignatedInitializers members;
  members.add("event", Statements::written(send.event));
  members.add("target", Statements::written(send.target));
  members.add("type", Statements::written(send.type));
  members.add("delay", Statements::written(send.delay));
  members.add("id", literal_of(send.id));
  members.add("id_location", literal_of(send.id_location));
  members.add("params", Statements::params(send.payload.params));
  members.add("content", Statements::written(send.payload.content));
  members.call(code, "session_.send");
}

}  // namespace

std::string Statements::written(const std::optional<Expr>& expr) {
  if (!expr) return "{}";
  const std::string text = Expressions::literal(expr->text);
  switch (expr->kind) {
    case ExprKind::Script:
      return "script(" + text + ")";
    case ExprKind::Inline:
      return "content(" + text + ")";
    case ExprKind::InlineXml:
      return "xml(" + text + ")";
    default:
      return text;
  }
}

std::string Statements::params(const std::vector<plan::Param>& params) {
  std::vector<std::string> pairs;
  for (const plan::Param& param : params) {
    pairs.push_back("{" + Expressions::literal(param.name) + ", " +
                    Expressions::literal(param.value.text) + "}");
  }
  return "{" + join(pairs, ", ") + "}";
}

std::string Statements::payload(const std::optional<plan::Payload>& payload) {
  if (!payload) return "";
  if (payload->content) return ", {}, " + written(payload->content);
  return payload->params.empty() ? "" : ", " + params(payload->params);
}

void Statements::initialise(Code& code, const std::vector<plan::Variable>& variables,
                            bool from_params) const {
  for (const plan::Variable& variable : variables) {
    if (!variable.value && !from_params) continue;
    code.line("session_.initialise(" + Expressions::literal(variable.id) + ", " +
              written(variable.value) + (from_params ? ", params_" : "") + ");");
  }
}

void Statements::invoke(Code& code, const plan::State& state, std::size_t place) const {
  const plan::ScxmlInvoke& invoke = state.scxml_invokes[place];
  DesignatedInitializers members;
  members.add("state", Expressions::literal(state.name));
  if (place > 0) members.add("place", std::to_string(place));
  members.add("id", Expressions::literal(invoke.id));
  members.add("id_location", literal_of(invoke.id_location));
  members.add("type", written(invoke.type));
  members.add("chart", Expressions::literal(invoke.chart));
  if (invoke.chart.empty()) {
    members.add("source", written(invoke.source));
    members.add("content", written(invoke.content));
  }
  members.add("params", params(invoke.params));
  if (invoke.autoforward) members.add("autoforward", "true");
  members.call(code, "session_.invoke");
}

void Statements::finalize(Code& code, const plan::ScxmlInvoke& invoke) const {
  if (!invoke.finalize->empty()) return block(code, *invoke.finalize);
  std::vector<plan::Param> locations;
  for (const plan::Param& param : invoke.params) {
    if (param.location) locations.push_back(param);
  }
  if (locations.empty()) return;
  guarded(code, "session_.update(event, " + params(locations) + ");", true);
}

void Statements::dynamic_statement(Code& code, const Statement& statement) const {
  switch (statement.kind) {
    case StatementKind::Assign:
      return code.line("session_.assign(" + literal_of(statement.path) + ", " +
                       written(statement.value) + ");");
    case StatementKind::Raise:
      return code.line("session_.raise(" + Expressions::literal(statement.text) + ");");
    case StatementKind::ScxmlSend:
      return send_event(code, *statement.scxml_send);
    case StatementKind::Cancel:
      return code.line("session_.cancel(" + written(statement.send_id) + ");");
    case StatementKind::Log: {
      std::string arguments = Expressions::literal(statement.text);
      if (!statement.arguments.empty()) {
        arguments += ", " + written(statement.arguments.front());
      }
      return code.line("session_.log(" + arguments + ");");
    }
    case StatementKind::RunScript:
      return run(code, statement.text);
    case StatementKind::Foreach:
      code.open("session_.foreach(" + literal_of(statement.path) + ", " +
                Expressions::literal(statement.text) + ", " +
                Expressions::literal(statement.index) + ", [&] {");
      statements(code, statement.blocks.front());
      return code.close("});");
    default:
      return;  // Nothing else is written in documents.
  }
}

}  // namespace perdure::emit::cpp
