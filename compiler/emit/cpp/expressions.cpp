#include "compiler/emit/cpp/expressions.h"

#include <array>
#include <cstdio>
#include <cstdlib>

#include "compiler/emit/cpp/code.h"
#include "compiler/emit/cpp/walk.h"
#include "compiler/plan/cpp_names.h"

namespace perdure::emit::cpp {

using model::TypeKind;
using plan::Expr;
using plan::ExprKind;

bool is_checked(const model::Type& type) {
  return type.kind == TypeKind::Int || type.kind == TypeKind::Duration ||
         type.kind == TypeKind::Timestamp;
}

std::string checked_function(const std::string& op) {
  switch (op.front()) {
    case '+':
      return "perdure::checked::add";
    case '-':
      return "perdure::checked::subtract";
    case '*':
      return "perdure::checked::multiply";
    case '/':
      return "perdure::checked::divide";
    default:
      return "perdure::checked::remainder";
  }
}

namespace {

Binding binding_of(const std::string& op) {
  if (op == "||") return Binding::Or;
  if (op == "&&") return Binding::And;
  if (op == "==" || op == "!=") return Binding::Equality;
  if (op.front() == '<' || op.front() == '>') return Binding::Relation;
  if (op == "+" || op == "-") return Binding::Sum;
  return Binding::Product;
}

Binding above(Binding binding) { return static_cast<Binding>(static_cast<int>(binding) + 1); }

bool is_literal(const Expr& expr) {
  return expr.kind == ExprKind::String && expr.text.find('\0') == std::string::npos;
}

}  // namespace

std::string Expressions::literal(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else if (byte < 32 || byte == 127) {
      std::array<char, 8> octal{};
      std::snprintf(octal.data(), octal.size(), "\\%03o", static_cast<unsigned>(byte));
      out += octal.data();
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string Expressions::chrono(std::int64_t microseconds) {
  struct Unit {
    std::int64_t size;
    const char* name;
  };
  static constexpr std::array<Unit, 5> Units{{{86'400'000'000, "days"},
                                              {3'600'000'000, "hours"},
                                              {60'000'000, "minutes"},
                                              {1'000'000, "seconds"},
                                              {1'000, "milliseconds"}}};
  for (const Unit& unit : Units) {
    if (microseconds == 0 || microseconds % unit.size != 0) continue;
    return "std::chrono::" + std::string(unit.name) + "(" +
           std::to_string(microseconds / unit.size) + ")";
  }
  return (microseconds == 0 ? "std::chrono::seconds(" : "std::chrono::microseconds(") +
         std::to_string(microseconds) + ")";
}

std::string Expressions::value(const Expr& expr, Binding least) const {
  const Text made = text(expr);
  return made.binding < least ? "(" + made.text + ")" : made.text;
}

std::string Expressions::wanted(const Expr& expr, Binding least) const {
  if (is_literal(expr)) return literal(expr.text);
  if (expr.kind == ExprKind::ToOptional) return wanted(expr.operands[0], least);
  if (expr.kind == ExprKind::None) return "std::nullopt";
  if (expr.kind == ExprKind::Duration) return chrono(std::strtoll(expr.text.c_str(), nullptr, 10));
  return value(expr, least);
}

std::string Expressions::values(const std::vector<Expr>& exprs) const {
  std::vector<std::string> parts;
  for (const Expr& expr : exprs) parts.push_back(wanted(expr));
  return join(parts, ", ");
}

bool Expressions::is_place(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::Data:
    case ExprKind::Parameter:
    case ExprKind::OldParameter:
    case ExprKind::OldData:
    case ExprKind::Local:
    case ExprKind::EventField:
    case ExprKind::EventResult:
      return true;
    case ExprKind::Field:
    case ExprKind::Element:
      return is_place(expr.operands[0]);
    default:
      return false;
  }
}

bool Expressions::is_constant(const Expr& expr) const {
  bool constant = true;
  each(expr, [&](const Expr& e) {
    switch (e.kind) {
      case ExprKind::Bool:
      case ExprKind::Int:
      case ExprKind::Float:
      case ExprKind::String:
      case ExprKind::Duration:
      case ExprKind::None:
      case ExprKind::List:
      case ExprKind::Map:
      case ExprKind::Enumerator:
      case ExprKind::ToFloat:
      case ExprKind::ToOptional:
      case ExprKind::Unary:
        break;
      case ExprKind::Construct:
        constant = constant && context_.types.is_struct(e.type);
        break;
      default:
        constant = false;
    }
  });
  return constant && !expr.can_fail;
}

std::string Expressions::place(const Expr& expr) const {
  switch (expr.kind) {
    case ExprKind::Field:
      return place(expr.operands[0]) + "." + context_.types.field(expr.text);
    case ExprKind::Element:
      return "perdure::checked::at(" + place(expr.operands[0]) + ", " + wanted(expr.operands[1]) +
             ")";
    default:
      return expr.large ? member(expr) + ".edit()" : text(expr).text;
  }
}

std::string Expressions::whole(const Expr& expr) const {
  return expr.large ? member(expr) : place(expr);
}

std::string Expressions::member(const Expr& expr) const {
  const ChartNames& names = context_.names;
  switch (expr.kind) {
    case ExprKind::Parameter:
      return "params_." + names.field(expr.text);
    case ExprKind::OldParameter:
      return "old.params_." + names.field(expr.text);
    case ExprKind::OldData:
      return "old.data_." + names.field(expr.text);
    default:
      if (expr.state == 0) return "data_." + names.field(expr.text);
      return names.data(expr.state) + "->" + names.field(expr.text);
  }
}

Expressions::Text Expressions::text(const Expr& expr) const {
  switch (expr.kind) {
    case ExprKind::Bool:
    case ExprKind::Int:
    case ExprKind::Float:
      return {expr.text};
    case ExprKind::String:
      if (is_literal(expr)) return {"std::string(" + literal(expr.text) + ")"};
      return {"std::string(" + literal(expr.text) + ", " + std::to_string(expr.text.size()) + ")"};
    case ExprKind::Duration:
      return {"perdure::Duration(" + chrono(std::strtoll(expr.text.c_str(), nullptr, 10)) + ")"};
    case ExprKind::None:
      return {context_.types.type(expr.type) + "()"};
    case ExprKind::List:
      return {context_.types.type(expr.type) + "{" + values(expr.operands) + "}"};
    case ExprKind::Map: {
      std::vector<std::string> entries;
      for (std::size_t i = 0; i + 1 < expr.operands.size(); i += 2) {
        entries.push_back("{" + wanted(expr.operands[i]) + ", " + wanted(expr.operands[i + 1]) +
                          "}");
      }
      return {context_.types.type(expr.type) + "{" + join(entries, ", ") + "}"};
    }
    case ExprKind::Matches:
      return {"perdure::scxml::matches(" + literal(expr.text) + ", event.name)"};
    case ExprKind::Script:
      return {"session_.holds(" + literal(expr.text) + ")"};
    case ExprKind::InState:
      // A history is never active (SCXML 3.10).
      if (context_.state(expr.state).kind == plan::StateKind::History) return {"false"};
      return {"in<" + context_.names.state(expr.state) + ">()"};
    case ExprKind::CallFunction:
      return {"handlers_->" + ChartNames::handler(expr.text) + "(" + values(expr.operands) + ")"};
    case ExprKind::CallBuiltin:
      return {builtin(expr)};
    case ExprKind::Construct:
      return {context_.types.type(expr.type) + "{" + values(expr.operands) + "}"};
    case ExprKind::Quantifier:
      return {quantifier(expr)};
    case ExprKind::Unary:
      return unary(expr);
    case ExprKind::Binary:
      return expr.text == "??" ? coalesce(expr) : binary(expr);
    case ExprKind::Conditional:
      return {value(expr.operands[0], Binding::Or) + " ? " + value(expr.operands[1], Binding::Or) +
                  " : " + value(expr.operands[2], Binding::Conditional),
              Binding::Conditional};
    case ExprKind::ToFloat:
      if (expr.operands[0].kind == ExprKind::Int) return {expr.operands[0].text + ".0"};
      return {"static_cast<double>(" + value(expr.operands[0]) + ")"};
    case ExprKind::ToOptional:
      return {context_.types.type(expr.type) + "(" + wanted(expr.operands[0]) + ")"};
    default:
      return name(expr);
  }
}

Expressions::Text Expressions::name(const Expr& expr) const {
  const ChartNames& names = context_.names;
  const auto object = [&] { return value(expr.operands[0], Binding::Postfix); };
  switch (expr.kind) {
    case ExprKind::Parameter:
    case ExprKind::OldParameter:
    case ExprKind::OldData:
    case ExprKind::Data:
      return {member(expr) + (expr.large ? ".get()" : "")};
    case ExprKind::Local:
      return {ChartNames::local(expr.text)};
    case ExprKind::EventField:
      return {"event." + names.field(expr.text)};
    case ExprKind::EventName:
      return {"std::string(event.name)"};
    case ExprKind::EventResult:
      return {"event.result"};
    case ExprKind::EventError:
      return {"event.error"};
    case ExprKind::Token:
      return {names.data(expr.state) + "->" + names.field(expr.text + "_token")};
    case ExprKind::SessionId:
      return {"step_.session"};
    case ExprKind::SessionParent:
      return {"perdure::machine::parent_of(step_)"};
    case ExprKind::Guard:
      return {names.guard(expr.text) + "()"};
    case ExprKind::Field:
      return {object() + "." + context_.types.field(expr.text)};
    case ExprKind::OptionalField:
      return {"perdure::member(" + value(expr.operands[0]) + ", &" +
              context_.types.type(expr.operands[0].type.arguments[0]) +
              "::" + context_.types.field(expr.text) + ")"};
    case ExprKind::Element:
      return {"perdure::checked::at(" + value(expr.operands[0]) + ", " + wanted(expr.operands[1]) +
              ")"};
    case ExprKind::Enumerator:
      return {context_.types.type(expr.type) + "::" + plan::cpp_word(expr.text)};
    default:
      return {value(expr.operands[0])};
  }
}

Expressions::Text Expressions::unary(const Expr& expr) const {
  const Expr& operand = expr.operands[0];
  if (expr.text == "!") return {"!" + value(operand, Binding::Unary), Binding::Unary};
  if (operand.kind == ExprKind::Duration) {
    return {"perdure::Duration(" + chrono(-std::strtoll(operand.text.c_str(), nullptr, 10)) + ")"};
  }
  if (operand.kind == ExprKind::Int || operand.kind == ExprKind::Float) {
    return {"-" + operand.text, Binding::Unary};
  }
  if (is_checked(expr.type)) return {"perdure::checked::negate(" + value(operand) + ")"};
  return {"-" + value(operand, Binding::Postfix), Binding::Unary};
}

Expressions::Text Expressions::binary(const Expr& expr) const {
  const Expr& left = expr.operands[0];
  const Expr& right = expr.operands[1];
  const Binding binding = binding_of(expr.text);
  if (binding >= Binding::Sum && is_checked(left.type)) {
    return {checked_function(expr.text) + "(" + value(left) + ", " + value(right) + ")"};
  }
  // Beside a string, or what may be none, a literal needs no type of its own; beside another literal it
  // does.
  const bool left_literal = left.kind == ExprKind::String || left.kind == ExprKind::None;
  const auto side = [&](const Expr& e, Binding least) {
    const bool bare = (is_literal(e) && !left_literal) || e.kind == ExprKind::None ||
                      (e.kind == ExprKind::String && right.kind != ExprKind::String &&
                       right.kind != ExprKind::None);
    return bare ? wanted(e, least) : value(e, least);
  };
  // Sums and products group to the left, comparisons not at all, and compilers warn of && within ||.
  const bool logical = binding == Binding::And || binding == Binding::Or;
  const bool compares = binding == Binding::Equality || binding == Binding::Relation;
  const Binding outer = compares                 ? Binding::Sum
                        : binding == Binding::Or ? Binding::Equality
                                                 : binding;
  const Binding right_least = logical ? outer : above(outer);
  const bool same = logical && left.kind == ExprKind::Binary && left.text == expr.text;
  return {
      side(left, same ? Binding::Lowest : outer) + " " + expr.text + " " + side(right, right_least),
      binding};
}

Expressions::Text Expressions::coalesce(const Expr& expr) const {
  const Expr& right = expr.operands[1];
  return {"perdure::value_or(" + value(expr.operands[0]) + ", [&] { return " + value(right) +
          "; })"};
}

std::string Expressions::builtin(const Expr& expr) const {
  const std::string& name = expr.text;
  if (name == "now") return "step_.now";
  std::vector<std::string> arguments;
  for (const Expr& operand : expr.operands) arguments.push_back(value(operand));
  std::string all = join(arguments, ", ");
  if (name == "min" || name == "max") {
    if (arguments.size() == 1)
      return (name == "min" ? "perdure::least(" : "perdure::greatest(") + all + ")";
    if (arguments.size() > 2) all = "{" + all + "}";
    return "std::" + name + "<" + context_.types.type(expr.type) + ">(" + all + ")";
  }
  if (name == "abs") {
    const bool checked = is_checked(expr.type);
    return (checked ? "perdure::checked::abs(" : "std::abs(") + all + ")";
  }
  if (name == "format") {
    arguments[0] = wanted(expr.operands[0]);
    return "perdure::format(" + join(arguments, ", ") + ")";
  }
  return "perdure::" + name + "(" + all + ")";
}

std::string Expressions::lambda(const Expr& list, const std::string& local,
                                const Expr& body) const {
  bool used = false;
  each(body, [&](const Expr& e) { used = used || (e.kind == ExprKind::Local && e.text == local); });
  const std::string parameter = context_.types.parameter(list.type.arguments[0]);
  return "[&](" + parameter + (used ? " " + ChartNames::local(local) : "") + ") { return " +
         value(body) + "; }";
}

std::string Expressions::quantifier(const Expr& expr) const {
  const std::string function = expr.text == "find" ? "first" : expr.text;
  return "perdure::" + function + "(" + value(expr.operands[0]) + ", " +
         lambda(expr.operands[0], expr.local, expr.operands[1]) + ")";
}

}  // namespace perdure::emit::cpp
