// Expressions and statements as text. See dump.h.
#include <fmt/format.h>

#include "compiler/model/dump.h"
#include "compiler/model/spelling.h"

namespace perdure::model {

namespace {

std::string joined(const Program& program, const std::vector<ExprId>& ids) {
  std::string out;
  for (const ExprId id : ids) out += (out.empty() ? "" : ", ") + dump(program, id);
  return out;
}

struct ExpressionText {
  const Program& program;

  std::string operator()(const BoolLiteral& node) const { return node.value ? "true" : "false"; }
  std::string operator()(const IntLiteral& node) const { return std::to_string(node.value); }
  std::string operator()(const FloatLiteral& node) const { return fmt::format("{:#}", node.value); }
  std::string operator()(const StringLiteral& node) const { return quoted(node.value); }
  std::string operator()(const DurationLiteral& node) const {
    return fmt::format("{}us", node.microseconds);
  }
  std::string operator()(const NoneLiteral&) const { return "none"; }
  std::string operator()(const ListLiteral& node) const {
    return "[" + joined(program, node.elements) + "]";
  }
  std::string operator()(const MapLiteral& node) const {
    std::string out;
    for (const auto& [key, value] : node.entries) {
      out += fmt::format("{}{}: {}", out.empty() ? "" : ", ", dump(program, key),
                         dump(program, value));
    }
    return "{" + out + "}";
  }
  std::string operator()(const Name& node) const { return node.name; }
  std::string operator()(const Member& node) const {
    return dump(program, node.object) + (node.optional_chain ? "?." : ".") + node.member.name;
  }
  std::string operator()(const Index& node) const {
    return fmt::format("{}[{}]", dump(program, node.object), dump(program, node.index));
  }
  std::string operator()(const Call& node) const {
    return node.callee.name + dump(program, node.arguments);
  }
  std::string operator()(const Quantifier& node) const {
    return fmt::format("{}({} in {}: {})", spelling(node.kind), node.variable.name,
                       dump(program, node.list), dump(program, node.body));
  }
  std::string operator()(const InState& node) const { return "in(" + node.state.name + ")"; }
  std::string operator()(const Unary& node) const {
    return fmt::format("({}{})", node.op == UnaryOp::Not ? "!" : "-", dump(program, node.operand));
  }
  std::string operator()(const Binary& node) const {
    return fmt::format("({} {} {})", dump(program, node.left), spelling(node.op),
                       dump(program, node.right));
  }
  std::string operator()(const Conditional& node) const {
    return fmt::format("({} ? {} : {})", dump(program, node.condition), dump(program, node.then),
                       dump(program, node.otherwise));
  }
  std::string operator()(const Script& node) const { return "script " + quoted(node.text); }
  std::string operator()(const Inline& node) const {
    return (node.xml ? "xml " : "inline ") + quoted(node.text);
  }
};

struct StatementText {
  const Program& program;
  std::size_t depth;

  std::string line(const std::string& words) const {
    return std::string(2 * depth, ' ') + words + "\n";
  }
  std::string id(const SendId& id) const {
    if (const auto* name = std::get_if<NameRef>(&id)) return name->name;
    return "(" + dump(program, std::get<ExprId>(id)) + ")";
  }

  std::string operator()(const Assign& node) const {
    return line(fmt::format("{} {} {}", dump(program, node.path), spelling(node.op),
                            dump(program, node.value)));
  }
  std::string operator()(const Append& node) const {
    return line(
        fmt::format("append {} to {}", dump(program, node.value), dump(program, node.list)));
  }
  std::string operator()(const Remove& node) const {
    return line(
        fmt::format("remove {} from {}", dump(program, node.index), dump(program, node.list)));
  }
  std::string operator()(const Erase& node) const {
    return line(fmt::format("erase {} from {}", dump(program, node.key), dump(program, node.map)));
  }
  std::string operator()(const Clear& node) const {
    return line("clear " + dump(program, node.path));
  }
  std::string operator()(const If& node) const {
    std::string out;
    for (const Branch& each : node.branches) {
      const std::string condition =
          each.condition ? "if " + dump(program, *each.condition) : std::string();
      out += line((out.empty() ? "" : each.condition ? "else " : "else") + condition);
      out += dump(program, each.body, depth + 1);
    }
    return out;
  }
  std::string operator()(const For& node) const {
    return line(fmt::format("for {} in {}", node.variable.name, dump(program, node.list))) +
           dump(program, node.body, depth + 1);
  }
  std::string operator()(const Raise& node) const {
    return line("raise " + node.event.name + dump(program, node.arguments));
  }
  std::string operator()(const Send& node) const {
    std::string out = "send ";
    if (node.chart) out += "chart " + node.chart->name + " event ";
    out += node.event.name + dump(program, node.arguments);
    if (std::holds_alternative<ToParent>(node.target)) out += " to parent";
    if (const auto* to = std::get_if<ToSession>(&node.target)) {
      out += " to session " + dump(program, to->id);
    }
    if (node.after) out += " after " + dump(program, *node.after);
    if (node.id) out += " as " + id(*node.id);
    return line(out);
  }
  std::string operator()(const Cancel& node) const { return line("cancel " + id(node.id)); }
  std::string operator()(const Log& node) const {
    std::string out = fmt::format("log {} {}", spelling(node.level), quoted(node.text));
    if (!node.values.empty()) out += ", " + joined(program, node.values);
    return line(out);
  }
  std::string operator()(const CallAction& node) const {
    return line("call " + node.action.name + dump(program, node.arguments));
  }
  std::string operator()(const ScxmlSend& node) const {
    std::string out = "scxml send";
    const auto add = [&](std::string_view word, const std::optional<ExprId>& value) {
      if (value) out += fmt::format(" {} {}", word, dump(program, *value));
    };
    add("event", node.event);
    add("to", node.target);
    add("type", node.type);
    add("after", node.delay);
    add("as", node.id);
    add("id in", node.id_location);
    return line(out + dump(program, node.payload));
  }
  std::string operator()(const Foreach& node) const {
    std::string out = "foreach " + node.item.name;
    if (node.index) out += ", " + node.index->name;
    return line(out + " in " + dump(program, node.array)) + dump(program, node.body, depth + 1);
  }
  std::string operator()(const RunScript& node) const { return line("run " + quoted(node.text)); }
};

}  // namespace

std::string dump(const Program& program, const std::vector<Argument>& arguments) {
  std::string out;
  for (const Argument& each : arguments) {
    if (!out.empty()) out += ", ";
    if (each.name) out += each.name->name + ": ";
    out += dump(program, each.value);
  }
  return "(" + out + ")";
}

std::string dump(const Program& program, ExprId expression) {
  return std::visit(ExpressionText{program}, program.expr(expression).node);
}

std::string dump(const Program& program, const Payload& payload) {
  std::string out;
  for (const Param& param : payload.params) {
    out += fmt::format(" {} {} = {}", param.location ? "location" : "param", param.name.name,
                       dump(program, param.value));
  }
  if (payload.content) out += " content " + dump(program, *payload.content);
  return out;
}

std::string dump(const Program& program, const Block& block, std::size_t depth) {
  std::string out;
  for (const Statement& each : block) out += std::visit(StatementText{program, depth}, each.node);
  return out;
}

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) {
          out += fmt::format("\\u{{{:X}}}", static_cast<unsigned>(c));
        } else {
          out += c;
        }
    }
  }
  return out + "\"";
}

}  // namespace perdure::model
