// See spelling.h.
#include "compiler/plan/spelling.h"

#include <cstdint>
#include <utility>

#include "compiler/model/spelling.h"
#include "compiler/plan/source_text.h"
#include "compiler/source/xml_text.h"

namespace perdure::plan {

namespace {

struct StatementSpelling {
  const Spelling& spelling;

  std::string expr(model::ExprId id) const { return spelling.expression(id); }
  std::string id(const model::SendId& id) const {
    if (const auto* name = std::get_if<model::NameRef>(&id)) return name->name;
    return "(" + expr(std::get<model::ExprId>(id)) + ")";
  }

  std::string operator()(const model::Assign& node) const {
    return expr(node.path) + " " + std::string(model::spelling(node.op)) + " " + expr(node.value);
  }
  std::string operator()(const model::Append& node) const {
    return expr(node.list) + ".append(" + expr(node.value) + ")";
  }
  std::string operator()(const model::Remove& node) const {
    return expr(node.list) + ".remove(" + expr(node.index) + ")";
  }
  std::string operator()(const model::Erase& node) const {
    return expr(node.map) + ".erase(" + expr(node.key) + ")";
  }
  std::string operator()(const model::Clear& node) const {
    return "clear(" + expr(node.path) + ")";
  }
  std::string operator()(const model::If& node) const {
    std::string text;
    for (const model::Branch& branch : node.branches) {
      if (!text.empty()) text += " else ";
      if (branch.condition) text += "if " + expr(*branch.condition) + " ";
      text += spelling.block(branch.body);
    }
    return text;
  }
  std::string operator()(const model::For& node) const {
    return "for " + node.variable.name + " in " + expr(node.list) + " " + spelling.block(node.body);
  }
  std::string operator()(const model::Raise& node) const {
    return "raise " + node.event.name + spelling.arguments(node.arguments);
  }
  std::string operator()(const model::Send& node) const {
    std::string text = "send ";
    if (node.chart) text += node.chart->name + ".";
    text += node.event.name + spelling.arguments(node.arguments);
    if (std::holds_alternative<model::ToParent>(node.target)) text += " to parent";
    if (const auto* to = std::get_if<model::ToSession>(&node.target)) text += " to " + expr(to->id);
    if (node.after) text += " after " + expr(*node.after);
    if (node.id) text += " as " + id(*node.id);
    return text;
  }
  std::string operator()(const model::Cancel& node) const {
    if (const auto* name = std::get_if<model::NameRef>(&node.id)) return "cancel " + name->name;
    return "cancel" + id(node.id);
  }
  std::string operator()(const model::Log& node) const {
    std::string text =
        "log " + std::string(model::spelling(node.level)) + " " + spell_text(node.text);
    for (const model::ExprId value : node.values) text += ", " + expr(value);
    return text;
  }
  std::string operator()(const model::CallAction& node) const {
    return node.action.name + (node.arguments.empty() ? "()" : spelling.arguments(node.arguments));
  }
  // The language has no words for these: what it would say if it had.
  std::string operator()(const model::ScxmlSend& node) const {
    std::string text = "send";
    if (node.event) text += " " + attribute(*node.event);
    if (node.target) text += " to " + attribute(*node.target);
    if (node.delay) text += " after " + attribute(*node.delay);
    if (node.id) text += " as " + attribute(*node.id);
    return text;
  }
  std::string attribute(model::ExprId id) const {
    const auto* literal = std::get_if<model::StringLiteral>(&spelling.program().expr(id).node);
    return literal == nullptr ? expr(id) : on_one_line(literal->value);
  }
  std::string operator()(const model::Foreach& node) const {
    std::string text = "for " + node.item.name;
    if (node.index) text += ", " + node.index->name;
    return text + " in " + expr(node.array) + " " + spelling.block(node.body);
  }
  std::string operator()(const model::RunScript& node) const { return on_one_line(node.text); }
};

// 1s500ms
std::string spell_duration(std::int64_t microseconds) {
  constexpr std::pair<std::int64_t, const char*> Units[] = {
      {86'400'000'000, "d"}, {3'600'000'000, "h"}, {60'000'000, "m"},
      {1'000'000, "s"},      {1'000, "ms"},        {1, "us"}};
  std::string text;
  for (const auto& [size, unit] : Units) {
    if (microseconds >= size) text += std::to_string(microseconds / size) + unit;
    microseconds %= size;
  }
  return text.empty() ? "0s" : text;
}

}  // namespace

std::string Spelling::expression(model::ExprId id) const {
  const model::Expr& expr = program_.expr(id);
  if (const auto* script = std::get_if<model::Script>(&expr.node)) return on_one_line(script->text);
  if (const auto* given = std::get_if<model::Inline>(&expr.node)) return on_one_line(given->text);
  if (!source::is_xml(files_, expr.range.file)) return on_one_line(files_.text(expr.range));
  const std::string text = source::read_xml(files_, expr.range, source::XmlPlace::Attribute).text;
  // `delay="1.5s"` is no duration of the chart language.
  const auto* duration = std::get_if<model::DurationLiteral>(&expr.node);
  if (duration != nullptr && text.find('.') != std::string::npos) {
    return spell_duration(duration->microseconds);
  }
  // `target="#_scxml_a"` has the text without the quotes that an expression would have.
  const auto* literal = std::get_if<model::StringLiteral>(&expr.node);
  if (literal != nullptr && text.substr(0, 1) != "\"") return spell_text(literal->value);
  return on_one_line(text);
}

std::string Spelling::statement(const model::Statement& statement) const {
  return std::visit(StatementSpelling{*this}, statement.node);
}

std::string Spelling::block(const model::Block& block) const {
  std::string text = "{ ";
  for (const model::Statement& each : block) text += statement(each) + " ";
  return text + "}";
}

std::string Spelling::trigger(const model::Transition& transition) const {
  if (const auto* on = std::get_if<model::OnEvent>(&transition.trigger)) {
    return "on " + spell(on->descriptors);
  }
  if (const auto* after = std::get_if<model::After>(&transition.trigger)) {
    return "after " + duration(after->duration);
  }
  return std::holds_alternative<model::Done>(transition.trigger) ? "done" : "always";
}

std::string Spelling::duration(model::ExprId id) const {
  const bool is_literal = std::holds_alternative<model::DurationLiteral>(program_.expr(id).node);
  const std::string text = expression(id);
  return is_literal ? text : "(" + text + ")";
}

std::string Spelling::token(const model::Token& token) const {
  std::string text = "token " + token.name.name + " accepts ";
  for (const model::NameRef& event : token.accepts) {
    if (&event != &token.accepts.front()) text += ", ";
    text += event.name;
  }
  if (token.expires) text += " expires " + duration(*token.expires);
  return text;
}

std::string Spelling::invocation(const model::Invocation& invocation) const {
  std::string text = "invoke " + invocation.callee.name + arguments(invocation.arguments);
  if (invocation.name.name != invocation.callee.name) text += " as " + invocation.name.name;
  return text;
}

// What the callee is called, then what it is given: the chart that was compiled for it, or else what says at run time
// which it is.
std::string Spelling::invocation(const model::ScxmlInvoke& invoke) const {
  const auto attribute = [this](model::ExprId id) {
    const auto* literal = std::get_if<model::StringLiteral>(&program_.expr(id).node);
    return literal == nullptr ? expression(id) : on_one_line(literal->value);
  };
  std::string text = "invoke";
  if (invoke.chart) {
    text += " " + invoke.chart->name;
  } else if (invoke.source) {
    text += " " + attribute(*invoke.source);
  } else if (invoke.content) {
    text += " " + expression(*invoke.content);
  }
  std::string given;
  for (const model::Param& param : invoke.payload.params) {
    given += (given.empty() ? "(" : ", ") + param.name.name;
  }
  if (!given.empty()) text += given + ")";
  if (invoke.id) text += " as " + invoke.id->name;
  return text;
}

std::string Spelling::policy(const model::Invocation& invocation) const {
  std::string text;
  if (invocation.timeout) text = "timeout " + duration(*invocation.timeout);
  if (!invocation.retry) return text;
  if (!text.empty()) text += ", ";
  text += "retry " + std::to_string(invocation.retry->count);
  if (!invocation.retry->backoff) return text;
  text += " backoff " + duration(*invocation.retry->backoff);
  if (!invocation.retry->backoff_limit) return text;
  return text + " .. " + duration(*invocation.retry->backoff_limit);
}

std::string Spelling::arguments(const std::vector<model::Argument>& arguments) const {
  if (arguments.empty()) return {};
  std::string text;
  for (const model::Argument& each : arguments) {
    text += text.empty() ? "(" : ", ";
    if (each.name) text += each.name->name + ": ";
    text += expression(each.value);
  }
  return text + ")";
}

std::string spell(const std::vector<model::EventDescriptor>& descriptors) {
  std::string text;
  for (const model::EventDescriptor& each : descriptors) {
    if (!text.empty()) text += ", ";
    text += each.name + (!each.wildcard ? "" : each.name.empty() ? "*" : ".*");
  }
  return text;
}

std::string spell_text(std::string_view text) {
  constexpr std::string_view Digits = "0123456789ABCDEF";
  std::string out = "\"";
  for (const char c : text) {
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += {'\\', c};
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\r') {
      out += "\\r";
    } else if (c == '\t') {
      out += "\\t";
    } else if (code < 0x20 || code == 0x7F) {
      out += std::string("\\u{") + Digits[code >> 4] + Digits[code & 0xF] + "}";
    } else {
      out += c;
    }
  }
  return out + "\"";
}

}  // namespace perdure::plan
