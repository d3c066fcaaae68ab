#include "compiler/emit/docs/expression_text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <utility>

namespace perdure::emit::docs {
namespace {

using plan::Expr;
using plan::ExprKind;

// "1h" for 3600000000: the largest units that tell it exactly.
std::string duration(const std::string& microseconds) {
  constexpr std::array<std::pair<std::int64_t, const char*>, 6> Units{{{86'400'000'000, "d"},
                                                                       {3'600'000'000, "h"},
                                                                       {60'000'000, "m"},
                                                                       {1'000'000, "s"},
                                                                       {1'000, "ms"},
                                                                       {1, "us"}}};
  std::int64_t left = std::strtoll(microseconds.c_str(), nullptr, 10);
  std::string out;
  for (const auto& [size, name] : Units) {
    if (left >= size) out += std::to_string(left / size) + name;
    left %= size;
  }
  return out.empty() ? "0s" : out;
}

std::string quote(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    switch (c) {
      case '"':
        out += "\\\"";
        break;
      case '\\':
        out += "\\\\";
        break;
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\t':
        out += "\\t";
        break;
      default:
        out += c;
    }
  }
  return out + "\"";
}

// How tightly an expression holds together; operands that hold less tightly need parentheses.
int strength(const Expr& expression) {
  if (expression.kind == ExprKind::Conditional) return 1;
  if (expression.kind == ExprKind::Unary) return 9;
  if (expression.kind != ExprKind::Binary) return 10;
  const std::string& op = expression.text;
  if (op == "??") return 2;
  if (op == "||") return 3;
  if (op == "&&") return 4;
  if (op == "==" || op == "!=") return 5;
  if (op == "<" || op == "<=" || op == ">" || op == ">=") return 6;
  if (op == "+" || op == "-") return 7;
  return 8;
}

class Writer {
 public:
  Writer(const plan::Plan& plan, const plan::Chart& chart) : plan_(plan), chart_(chart) {}

  std::string write(const Expr& e) const {
    switch (e.kind) {
      case ExprKind::Bool:
      case ExprKind::Int:
      case ExprKind::Float:
      case ExprKind::Parameter:
      case ExprKind::Data:
      case ExprKind::OldParameter:
      case ExprKind::OldData:
      case ExprKind::Local:
      case ExprKind::Guard:
      case ExprKind::Script:
      case ExprKind::Inline:
      case ExprKind::InlineXml:
        return e.text;
      case ExprKind::String:
        return quote(e.text);
      case ExprKind::Duration:
        return duration(e.text);
      case ExprKind::None:
        return "none";
      case ExprKind::List:
        return "[" + list(e.operands) + "]";
      case ExprKind::Map:
        return map(e);
      case ExprKind::EventField:
        return "event." + e.text;
      case ExprKind::EventName:
        return "event.name";
      case ExprKind::EventResult:
        return "event.result";
      case ExprKind::EventError:
        return "event.error";
      case ExprKind::Token:
        return e.text + ".token";
      case ExprKind::SessionId:
        return "session.id";
      case ExprKind::SessionParent:
        return "session.parent";
      case ExprKind::Field:
        return inner(e, 0, 10) + "." + e.text;
      case ExprKind::OptionalField:
        return inner(e, 0, 10) + "?." + e.text;
      case ExprKind::Element:
        return inner(e, 0, 10) + "[" + write(e.operands[1]) + "]";
      case ExprKind::Enumerator:
        return plan_.type(e.type).name + "." + e.text;
      case ExprKind::Matches:
        return "event.name in " + e.text;
      case ExprKind::InState:
        return "in(" + chart_.states[e.state].name + ")";
      case ExprKind::CallFunction:
      case ExprKind::CallBuiltin:
        return e.text + "(" + list(e.operands) + ")";
      case ExprKind::Construct:
        return construct(e);
      case ExprKind::Quantifier:
        return e.text + "(" + e.local + " in " + write(e.operands[0]) + ": " +
               write(e.operands[1]) + ")";
      case ExprKind::Unary:
        return e.text + inner(e, 0, 9);
      case ExprKind::Binary:
        return inner(e, 0, strength(e)) + " " + e.text + " " + inner(e, 1, strength(e) + 1);
      case ExprKind::Conditional:
        return inner(e, 0, 2) + " ? " + inner(e, 1, 2) + " : " + inner(e, 2, 1);
      case ExprKind::ToFloat:
      case ExprKind::ToOptional:
      case ExprKind::Unwrap:
        return write(e.operands[0]);
    }
    return "";
  }

 private:
  static const Expr& unconverted(const Expr& e) {
    const bool conversion =
        e.kind == ExprKind::ToFloat || e.kind == ExprKind::ToOptional || e.kind == ExprKind::Unwrap;
    return conversion ? unconverted(e.operands[0]) : e;
  }

  std::string inner(const Expr& e, std::size_t operand, int least) const {
    const Expr& each = unconverted(e.operands[operand]);
    return strength(each) < least ? "(" + write(each) + ")" : write(each);
  }

  std::string list(const std::vector<Expr>& operands) const {
    std::string out;
    for (const Expr& each : operands) out += (out.empty() ? "" : ", ") + write(each);
    return out;
  }

  std::string map(const Expr& e) const {
    std::string out;
    for (std::size_t i = 0; i + 1 < e.operands.size(); i += 2) {
      out += (i == 0 ? "" : ", ") + write(e.operands[i]) + ": " + write(e.operands[i + 1]);
    }
    return "{" + out + "}";
  }

  std::string construct(const Expr& e) const {
    const plan::TypeDecl& type = plan_.type(e.type);
    std::string out;
    for (std::size_t i = 0; i < e.operands.size(); ++i) {
      if (i > 0) out += ", ";
      if (i < type.fields.size()) out += type.fields[i].name + ": ";
      out += write(e.operands[i]);
    }
    return type.name + "(" + out + ")";
  }

  const plan::Plan& plan_;
  const plan::Chart& chart_;
};

}  // namespace

std::string expression_text(const plan::Plan& plan, const plan::Chart& chart,
                            const plan::Expr& expression) {
  return Writer(plan, chart).write(expression);
}

}  // namespace perdure::emit::docs
