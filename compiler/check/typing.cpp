// Typing: the ways in, and the expressions that are neither names, calls nor operators.
#include "compiler/check/typing.h"

namespace perdure::check {

using model::ExprId;
using model::Type;
using model::TypeKind;

namespace {

// Deeper than anybody writes by hand, and safe to recurse into.
constexpr int DeepestExpression = 400;

std::string_view untyped_literal(const Type& type) {
  switch (type.kind) {
    case TypeKind::None:
      return "none";
    case TypeKind::Map:
      return "{}";
    default:
      return "[]";
  }
}

// What the hint says about the inside of a literal.
const Type* hint_of(const Type* hint, TypeKind kind) {
  if (!hint) return nullptr;
  const Type& value = without_optional(*hint);
  return value.kind == kind && !value.arguments.empty() ? &value : nullptr;
}

}  // namespace

void Typer::want(ExprId id, const Type& wanted) {
  const Type type = type_of(id, &wanted);
  adapt(id, type, wanted);
}

Type Typer::value_of(ExprId id) {
  const Type type = type_of(id, nullptr);
  if (!is_untyped(type)) return type;
  return untyped(program_.expr(id).range, untyped_literal(type));
}

Type Typer::untyped(source::Range range, std::string_view literal) {
  report_.report(diag::UntypedLiteral, range, literal);
  return simple(TypeKind::Error);
}

void Typer::want_bool(ExprId id) { want(id, simple(TypeKind::Bool)); }

bool Typer::adapt(ExprId id, const Type& from, const Type& to) {
  if (!fits(from, to)) {
    auto reported =
        report_.report(diag::TypeMismatch, program_.expr(id).range, spell(to), spell(from));
    if (from.kind == TypeKind::Optional && fits(from.arguments.front(), to)) {
      reported.note(diag::UseCoalesce, program_.expr(id).range);
    }
    return false;
  }
  convert(id, to);
  return true;
}

void Typer::convert(ExprId id, const Type& to) {
  const Type& from = facts_.types[id.index];
  if (!is_error(from) && !is_error(to) && from != to) facts_.wanted[id.index] = to;
}

Type Typer::type_of(ExprId id, const Type* hint) {
  const model::Expr& expr = program_.expr(id);
  if (depth_ >= DeepestExpression) {
    report_.report(diag::ExpressionTooDeep, expr.range);
    return facts_.types[id.index] = simple(TypeKind::Error);
  }
  ++depth_;
  Type type = node_type(id, expr, hint);
  --depth_;
  return facts_.types[id.index] = std::move(type);
}

Type Typer::node_type(ExprId id, const model::Expr& expr, const Type* hint) {
  struct Visitor {
    Typer& typer;
    ExprId id;
    const model::Expr& expr;
    const Type* hint;

    Type operator()(const model::BoolLiteral&) { return simple(TypeKind::Bool); }
    Type operator()(const model::IntLiteral&) { return simple(TypeKind::Int); }
    Type operator()(const model::FloatLiteral&) { return simple(TypeKind::Float); }
    Type operator()(const model::StringLiteral&) { return simple(TypeKind::String); }
    Type operator()(const model::DurationLiteral&) { return simple(TypeKind::Duration); }
    Type operator()(const model::NoneLiteral&) { return simple(TypeKind::None); }
    Type operator()(const model::ListLiteral& list) { return typer.list_type(list, hint); }
    Type operator()(const model::MapLiteral& map) { return typer.map_type(map, hint); }
    Type operator()(const model::Name& name) { return typer.name_type(id, expr, name); }
    Type operator()(const model::Member& member) { return typer.member_type(id, member); }
    Type operator()(const model::Index& index) { return typer.index_type(index); }
    Type operator()(const model::Call& call) { return typer.call_type(id, call); }
    Type operator()(const model::Quantifier& quantifier) {
      return typer.quantifier_type(quantifier);
    }
    Type operator()(const model::InState& in) { return typer.in_state_type(in); }
    Type operator()(const model::Script&) { return simple(TypeKind::Dynamic); }
    Type operator()(const model::Inline&) { return simple(TypeKind::Dynamic); }
    Type operator()(const model::Unary& unary) { return typer.unary_type(expr, unary); }
    Type operator()(const model::Binary& binary) { return typer.binary_type(expr, binary, hint); }
    Type operator()(const model::Conditional& conditional) {
      return typer.conditional_type(conditional, hint);
    }
  };
  return std::visit(Visitor{*this, id, expr, hint}, expr.node);
}

Type Typer::list_type(const model::ListLiteral& list, const Type* hint) {
  const Type* wanted = hint_of(hint, TypeKind::List);
  if (list.elements.empty()) {
    // Within an optional the literal says its type itself; else its place does, by Facts::wanted.
    if (wanted && hint->kind == TypeKind::Optional) return *wanted;
    return {TypeKind::List, {}, {}};
  }
  if (wanted) {
    for (const ExprId element : list.elements) want(element, wanted->arguments[0]);
    return *wanted;
  }
  std::optional<Type> merged;
  bool all_known = true;
  for (const ExprId element : list.elements) all_known &= merge(element, merged);
  if (!all_known) return simple(TypeKind::Error);
  const Type type = *merged;
  for (const ExprId element : list.elements) convert(element, type);
  return list_of(type);
}

Type Typer::map_type(const model::MapLiteral& map, const Type* hint) {
  const Type* wanted = hint_of(hint, TypeKind::Map);
  if (map.entries.empty()) {
    if (wanted && hint->kind == TypeKind::Optional) return *wanted;
    return {TypeKind::Map, {}, {}};
  }
  if (wanted) {
    for (const auto& [key, value] : map.entries) {
      want(key, wanted->arguments[0]);
      want(value, wanted->arguments[1]);
    }
    return *wanted;
  }
  std::optional<Type> keys;
  std::optional<Type> values;
  bool all_known = true;
  for (const auto& [key, value] : map.entries) {
    all_known &= merge(key, keys);
    all_known &= merge(value, values);
  }
  if (!all_known) return simple(TypeKind::Error);
  for (const auto& [key, value] : map.entries) {
    convert(key, *keys);
    convert(value, *values);
  }
  if (!is_key(program_, *keys)) {
    report_.report(diag::BadMapKey, program_.expr(map.entries.front().first).range, spell(*keys));
    return simple(TypeKind::Error);
  }
  return map_of(*keys, *values);
}

bool Typer::merge(ExprId element, std::optional<Type>& type) {
  const Type next = type_of(element, type ? &*type : nullptr);
  if (is_error(next)) return false;
  const std::optional<Type> both = type ? common(*type, next) : next;
  if (!both) {
    report_.report(diag::NoCommonType, program_.expr(element).range, spell(*type), spell(next));
    return false;
  }
  type = both;
  return true;
}

Type Typer::in_state_type(const model::InState& in) {
  const Type result = simple(TypeKind::Bool);
  if (refuse_in_constant(in.state.range, "a question about the states")) return result;
  const model::StateId* state = names_.find_state(in.state.name);
  if (!state) {
    suggestions_.add(report_.report(diag::UnknownState, in.state.range, in.state.name,
                                    names_.chart()->name.name),
                     in.state.range, in.state.name, [&] { return names_.states(); });
    return result;
  }
  const model::StateKind kind = names_.chart()->state(*state).kind;
  if (kind == model::StateKind::Choice || kind == model::StateKind::History) {
    report_.report(diag::NotAValue, in.state.range, in.state.name,
                   "passed through, not a state to be in");
  }
  chart_->states[in.state.range] = *state;
  return result;
}

Type Typer::conditional_type(const model::Conditional& conditional, const Type* hint) {
  want_bool(conditional.condition);
  if (hint) {
    const Type then = type_of(conditional.then, hint);
    const Type otherwise = type_of(conditional.otherwise, hint);
    if (fits(then, *hint) && fits(otherwise, *hint)) {
      convert(conditional.then, *hint);
      convert(conditional.otherwise, *hint);
      return *hint;
    }
  } else {
    type_of(conditional.then, nullptr);
    type_of(conditional.otherwise, &facts_.type(conditional.then));
  }
  const Type then = facts_.type(conditional.then);
  const Type otherwise = facts_.type(conditional.otherwise);
  if (is_error(then) || is_error(otherwise)) return simple(TypeKind::Error);
  const std::optional<Type> both = common(then, otherwise);
  if (!both) {
    report_.report(diag::NoCommonType, program_.expr(conditional.otherwise).range, spell(then),
                   spell(otherwise));
    return simple(TypeKind::Error);
  }
  convert(conditional.then, *both);
  convert(conditional.otherwise, *both);
  return *both;
}

Type Typer::element_of(ExprId list) {
  const Type type = value_of(list);
  if (is_error(type)) return type;
  if (type.kind == TypeKind::List) return type.arguments.front();
  report_.report(diag::NotAList, program_.expr(list).range, spell(type));
  return simple(TypeKind::Error);
}

Type Typer::quantifier_type(const model::Quantifier& quantifier) {
  const Type element = element_of(quantifier.list);
  const auto local = static_cast<std::uint32_t>(facts_.locals.size());
  facts_.locals.push_back({quantifier.variable, element});
  facts_.local_of[quantifier.variable.range] = local;
  names_.declare(quantifier.variable, {Symbol::Kind::Local, local, {}, {}}, report_);

  Type result;
  if (quantifier.kind == model::QuantifierKind::Sum) {
    result = value_of(quantifier.body);
    if (result.kind != TypeKind::Int && result.kind != TypeKind::Float &&
        result.kind != TypeKind::Duration && result.kind != TypeKind::Error) {
      report_.report(diag::BuiltinArguments, program_.expr(quantifier.body).range, "sum",
                     "values of int, float or duration");
      result = simple(TypeKind::Error);
    }
  } else {
    want_bool(quantifier.body);
    const bool finds = quantifier.kind == model::QuantifierKind::Find;
    result = finds ? optional_of(element) : simple(TypeKind::Bool);
  }
  names_.remove(quantifier.variable);
  return result;
}

bool Typer::refuse_in_constant(source::Range range, std::string_view what) {
  if (context_.constant) report_.report(diag::NotConstant, range, what);
  return context_.constant;
}

}  // namespace perdure::check
