// Expressions. Statements: lower_statements.cpp.
#include "compiler/plan/lower.h"

#include <algorithm>
#include <cmath>

#include "compiler/model/spelling.h"

namespace perdure::plan {

using model::Type;
using model::TypeKind;

namespace {

Expr leaf(ExprKind kind, Type type, std::string text = {}) {
  Expr expr;
  expr.kind = kind;
  expr.type = std::move(type);
  expr.text = std::move(text);
  return expr;
}

Expr dynamic(ExprKind kind, const std::string& text) {
  Expr expr = leaf(kind, {TypeKind::Dynamic, {}, {}}, text);
  expr.can_fail = true;
  return expr;
}

bool is_checked_number(const Type& type) {
  return type.kind == TypeKind::Int || type.kind == TypeKind::Duration ||
         type.kind == TypeKind::Timestamp;
}

bool is_arithmetic(std::string_view op) {
  return op == "+" || op == "-" || op == "*" || op == "/" || op == "%";
}

void take_failures(Expr& expr) {
  for (const Expr& operand : expr.operands) expr.can_fail = expr.can_fail || operand.can_fail;
}

std::string spell_float(double value) {
  // The shortest text that reads back as the same number.
  for (int digits = 1; digits <= 17; ++digits) {
    char text[64];
    std::snprintf(text, sizeof text, "%.*g", digits, value);
    if (std::strtod(text, nullptr) == value) {
      std::string spelled = text;
      if (spelled.find_first_of(".e") == std::string::npos) spelled += ".0";
      return spelled;
    }
  }
  return "0.0";
}

}  // namespace

Field Lowering::field(const model::Field& field, const Type& type) const {
  Field lowered;
  lowered.name = field.name.name;
  lowered.doc = field.doc;
  lowered.type = type;
  lowered.inout = field.inout;
  lowered.indexed = field.indexed;
  lowered.large = field.large;
  return lowered;
}

Field Lowering::initialised(const model::Field& field, const Type& type) const {
  Field lowered = this->field(field, type);
  if (field.initial) lowered.initial = expr(*field.initial);
  return lowered;
}

Expr default_value(const Type& type) {
  switch (type.kind) {
    case TypeKind::Bool:
      return leaf(ExprKind::Bool, type, "false");
    case TypeKind::Int:
      return leaf(ExprKind::Int, type, "0");
    case TypeKind::Float:
      return leaf(ExprKind::Float, type, "0.0");
    case TypeKind::String:
      return leaf(ExprKind::String, type);
    case TypeKind::Duration:
      return leaf(ExprKind::Duration, type, "0");
    case TypeKind::List:
      return leaf(ExprKind::List, type);
    case TypeKind::Map:
      return leaf(ExprKind::Map, type);
    default:
      return leaf(ExprKind::None, type);
  }
}

Expr Lowering::default_of(const model::Field& field, const Type& type) const {
  return field.initial ? expr(*field.initial) : default_value(type);
}

Expr Lowering::expr(model::ExprId id) const {
  Expr lowered = node(id);
  take_failures(lowered);
  const auto& wanted = facts_.wanted[id.index];
  return wanted ? converted(std::move(lowered), *wanted) : lowered;
}

Expr Lowering::converted(Expr from, const Type& to) const {
  const bool literal =
      from.kind == ExprKind::None || from.kind == ExprKind::List || from.kind == ExprKind::Map;
  if (to.kind == TypeKind::Optional && from.type.kind != TypeKind::Optional &&
      from.kind != ExprKind::None) {
    Expr wrapped = leaf(ExprKind::ToOptional, to);
    wrapped.operands.push_back(converted(std::move(from), to.arguments.front()));
    take_failures(wrapped);
    return wrapped;
  }
  if (from.type.kind == TypeKind::Int && to.kind == TypeKind::Float) {
    Expr wrapped = leaf(ExprKind::ToFloat, to);
    wrapped.operands.push_back(std::move(from));
    take_failures(wrapped);
    return wrapped;
  }
  if (literal) from.type = to;
  return from;
}

Expr Lowering::node(model::ExprId id) const {
  const model::Expr& expression = program_.expr(id);
  const Type& type = facts_.type(id);
  struct Visitor {
    const Lowering& lowering;
    model::ExprId id;
    const Type& type;

    Expr operator()(const model::BoolLiteral& literal) {
      return leaf(ExprKind::Bool, type, literal.value ? "true" : "false");
    }
    Expr operator()(const model::IntLiteral& literal) {
      return leaf(ExprKind::Int, type, std::to_string(literal.value));
    }
    Expr operator()(const model::FloatLiteral& literal) {
      return leaf(ExprKind::Float, type, spell_float(literal.value));
    }
    Expr operator()(const model::StringLiteral& literal) {
      return leaf(ExprKind::String, type, literal.value);
    }
    Expr operator()(const model::DurationLiteral& literal) {
      return leaf(ExprKind::Duration, type, std::to_string(literal.microseconds));
    }
    Expr operator()(const model::NoneLiteral&) { return leaf(ExprKind::None, type); }
    Expr operator()(const model::ListLiteral& literal) {
      Expr list = leaf(ExprKind::List, type);
      for (const model::ExprId element : literal.elements) {
        list.operands.push_back(lowering.expr(element));
      }
      return list;
    }
    Expr operator()(const model::MapLiteral& literal) {
      Expr map = leaf(ExprKind::Map, type);
      for (const auto& [key, value] : literal.entries) {
        map.operands.push_back(lowering.expr(key));
        map.operands.push_back(lowering.expr(value));
      }
      return map;
    }
    Expr operator()(const model::Name& name) { return lowering.named(id, name); }
    Expr operator()(const model::Member& member) { return lowering.member(id, member); }
    Expr operator()(const model::Index& index) {
      Expr element = leaf(ExprKind::Element, type);
      element.operands = {lowering.expr(index.object), lowering.expr(index.index)};
      element.can_fail = true;
      return element;
    }
    Expr operator()(const model::Call& call) { return lowering.call(id, call); }
    Expr operator()(const model::Quantifier& quantifier) {
      Expr lowered = leaf(ExprKind::Quantifier, type, std::string(spelling(quantifier.kind)));
      lowered.local = quantifier.variable.name;
      lowered.operands = {lowering.expr(quantifier.list), lowering.expr(quantifier.body)};
      lowered.can_fail = lowered.text == "sum" && is_checked_number(type);
      return lowered;
    }
    Expr operator()(const model::InState& in) {
      Expr lowered = leaf(ExprKind::InState, type);
      lowered.state = lowering.chart_facts().states.at(in.state.range).index;
      return lowered;
    }
    Expr operator()(const model::Unary& unary) {
      Expr lowered = leaf(ExprKind::Unary, type, unary.op == model::UnaryOp::Not ? "!" : "-");
      lowered.operands = {lowering.expr(unary.operand)};
      const bool literal = lowered.operands[0].kind == ExprKind::Int ||
                           lowered.operands[0].kind == ExprKind::Duration;
      lowered.can_fail = lowered.text == "-" && is_checked_number(type) && !literal;
      return lowered;
    }
    Expr operator()(const model::Binary& binary) {
      Expr lowered = leaf(ExprKind::Binary, type, std::string(spelling(binary.op)));
      lowered.operands = {lowering.expr(binary.left), lowering.expr(binary.right)};
      const Type& left = lowered.operands[0].type;
      lowered.can_fail = (is_arithmetic(lowered.text) && is_checked_number(left)) ||
                         lowering.is_extern(left);  // Whose operators do as they like.
      return lowered;
    }
    Expr operator()(const model::Script& script) { return dynamic(ExprKind::Script, script.text); }
    Expr operator()(const model::Inline& content) {
      return dynamic(content.xml ? ExprKind::InlineXml : ExprKind::Inline, content.text);
    }
    Expr operator()(const model::Conditional& conditional) {
      Expr lowered = leaf(ExprKind::Conditional, type);
      lowered.operands = {lowering.expr(conditional.condition), lowering.expr(conditional.then),
                          lowering.expr(conditional.otherwise)};
      return lowered;
    }
  };
  return std::visit(Visitor{*this, id, type}, expression.node);
}

bool Lowering::is_extern(const Type& type) const {
  return type.kind == TypeKind::Named &&
         std::holds_alternative<model::ExternDecl>(program_.type(type.decl).kind);
}

bool Lowering::guard_can_fail(std::uint32_t guard) const {
  guards_.resize(model_chart().guards.size());
  if (!guards_[guard]) {
    const bool can_fail = expr(model_chart().guards[guard].condition).can_fail;
    guards_[guard] = can_fail;
  }
  return *guards_[guard];
}

Expr Lowering::named(model::ExprId id, const model::Name& name) const {
  const Type& type = facts_.type(id);
  const check::Reference& reference = facts_.reference(id);
  if (const auto* data = std::get_if<check::DataRef>(&reference)) {
    Expr place = leaf(ExprKind::Data, type, name.name);
    place.state = data->state.index;
    place.large = model_chart().state(data->state).data[data->field].large;
    return place;
  }
  if (const auto* parameter = std::get_if<check::ParameterRef>(&reference)) {
    Expr place = leaf(ExprKind::Parameter, type, name.name);
    place.large = model_chart().parameters[parameter->parameter].large;
    return place;
  }
  if (const auto* guard = std::get_if<check::GuardRef>(&reference)) {
    Expr lowered = leaf(ExprKind::Guard, type, name.name);
    lowered.can_fail = guard_can_fail(guard->guard);
    return lowered;
  }
  return leaf(ExprKind::Local, type, name.name);
}

Expr Lowering::member(model::ExprId id, const model::Member& member) const {
  const Type& type = facts_.type(id);
  const check::Reference& reference = facts_.reference(id);
  if (const auto* field = std::get_if<check::EventFieldRef>(&reference)) {
    return leaf(ExprKind::EventField, type, field->field);
  }
  if (std::holds_alternative<check::EventNameRef>(reference)) {
    return leaf(ExprKind::EventName, type);
  }
  if (std::holds_alternative<check::EventResultRef>(reference)) {
    return leaf(ExprKind::EventResult, type);
  }
  if (std::holds_alternative<check::EventErrorRef>(reference)) {
    return leaf(ExprKind::EventError, type);
  }
  if (const auto* token = std::get_if<check::TokenRef>(&reference)) {
    Expr secret = leaf(ExprKind::Token, type,
                       model_chart().state(token->state).tokens[token->token].name.name);
    secret.state = token->state.index;
    return secret;
  }
  if (const auto* parameter = std::get_if<check::OldParameterRef>(&reference)) {
    Expr place = leaf(ExprKind::OldParameter, type, member.member.name);
    place.large = program_.charts[*older_].parameters[parameter->parameter].large;
    return place;
  }
  if (const auto* data = std::get_if<check::OldDataRef>(&reference)) {
    Expr place = leaf(ExprKind::OldData, type, member.member.name);
    place.large = program_.charts[*older_].states.front().data[data->field].large;
    return place;
  }
  if (std::holds_alternative<check::SessionIdRef>(reference)) {
    return leaf(ExprKind::SessionId, type);
  }
  if (std::holds_alternative<check::SessionParentRef>(reference)) {
    return leaf(ExprKind::SessionParent, type);
  }
  if (std::holds_alternative<check::EnumeratorRef>(reference)) {
    return leaf(ExprKind::Enumerator, type, member.member.name);
  }
  Expr field = leaf(member.optional_chain ? ExprKind::OptionalField : ExprKind::Field, type,
                    member.member.name);
  field.operands = {expr(member.object)};
  return field;
}

std::vector<Expr> Lowering::arguments(const std::vector<std::optional<model::ExprId>>& given,
                                      const std::vector<model::Field>& fields,
                                      const std::vector<Type>& types) const {
  std::vector<Expr> arguments;
  for (std::size_t i = 0; i < given.size(); ++i) {
    arguments.push_back(given[i] ? expr(*given[i]) : default_of(fields[i], types[i]));
  }
  return arguments;
}

Expr Lowering::call(model::ExprId id, const model::Call& call) const {
  const auto& given = facts_.call_arguments.at(id);
  const check::Reference& reference = facts_.reference(id);
  if (const auto* made = std::get_if<check::ConstructorRef>(&reference)) {
    Expr lowered = leaf(ExprKind::Construct, facts_.type(id), call.callee.name);
    const model::TypeDecl& type = program_.type(made->type);
    const auto* record = std::get_if<model::StructDecl>(&type.kind);
    lowered.operands = arguments(
        given, record ? record->fields : std::get<model::ExternDecl>(type.kind).constructor,
        facts_.struct_fields[made->type.index]);
    lowered.can_fail = record == nullptr;
    return lowered;
  }
  if (const auto* function = std::get_if<check::FunctionRef>(&reference)) {
    Expr lowered = leaf(ExprKind::CallFunction, facts_.type(id), call.callee.name);
    lowered.operands = arguments(given, model_chart().functions[function->function].parameters,
                                 chart_facts().functions[function->function].parameters);
    lowered.can_fail = true;
    return lowered;
  }
  Expr lowered = leaf(ExprKind::CallBuiltin, facts_.type(id), call.callee.name);
  for (const auto& argument : given) lowered.operands.push_back(expr(*argument));
  const bool checks = lowered.text == "abs" || lowered.text == "sum";
  lowered.can_fail = checks && is_checked_number(lowered.type);
  return lowered;
}

}  // namespace perdure::plan
