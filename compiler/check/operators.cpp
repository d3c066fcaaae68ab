// Typing of operators.
#include "compiler/check/typing.h"
#include "compiler/model/spelling.h"

namespace perdure::check {

using model::BinaryOp;
using model::ExprId;
using model::Type;
using model::TypeKind;

namespace {

bool is_number(const Type& type) {
  return type.kind == TypeKind::Int || type.kind == TypeKind::Float;
}

}  // namespace

Type Typer::unary_type(const model::Expr& expr, const model::Unary& unary) {
  if (unary.op == model::UnaryOp::Not) {
    want_bool(unary.operand);
    return simple(TypeKind::Bool);
  }
  const Type type = value_of(unary.operand);
  if (is_number(type) || type.kind == TypeKind::Duration || is_error(type)) return type;
  report_.report(diag::NoSuchUnary, expr.range, "-", spell(type));
  return simple(TypeKind::Error);
}

Type Typer::binary_type(const model::Expr& expr, const model::Binary& binary, const Type* hint) {
  switch (binary.op) {
    case BinaryOp::And:
    case BinaryOp::Or:
      return logic_type(binary);
    case BinaryOp::Equal:
    case BinaryOp::NotEqual:
      return equality_type(binary);
    case BinaryOp::Less:
    case BinaryOp::LessEqual:
    case BinaryOp::Greater:
    case BinaryOp::GreaterEqual:
      return order_type(binary);
    case BinaryOp::Coalesce:
      return coalesce_type(binary, hint);
    default:
      return arithmetic_type(expr, binary);
  }
}

Type Typer::logic_type(const model::Binary& binary) {
  want_bool(binary.left);
  want_bool(binary.right);
  return simple(TypeKind::Bool);
}

Type Typer::equality_type(const model::Binary& binary) {
  const Type left = type_of(binary.left, nullptr);
  const Type right = type_of(binary.right, is_untyped(left) ? nullptr : &left);
  if (is_error(left) || is_error(right)) return simple(TypeKind::Bool);
  const std::optional<Type> both = common(left, right);
  if (!both) {
    report_.report(diag::NoCommonType, program_.expr(binary.right).range, spell(left),
                   spell(right));
  } else if (is_untyped(*both)) {
    untyped(program_.expr(binary.left).range, spell(*both));
  } else {
    convert(binary.left, *both);
    convert(binary.right, *both);
  }
  return simple(TypeKind::Bool);
}

bool Typer::require_order(ExprId id, const Type& type) {
  if (is_ordered(program_, type)) return true;
  auto reported = report_.report(diag::NotOrdered, program_.expr(id).range, spell(type));
  if (type.kind == TypeKind::Optional) {
    reported.note(diag::UseCoalesce, program_.expr(id).range);
  } else if (extern_of(program_, type)) {
    reported.note(diag::DeclareWith, program_.type(type.decl).name.range, spell(type), "order");
  }
  return false;
}

Type Typer::order_type(const model::Binary& binary) {
  const Type result = simple(TypeKind::Bool);
  const Type left = value_of(binary.left);
  const Type right = value_of(binary.right);
  if (!require_order(binary.left, left) || !require_order(binary.right, right)) return result;
  const std::optional<Type> both = common(left, right);
  if (!both) {
    report_.report(diag::NoCommonType, program_.expr(binary.right).range, spell(left),
                   spell(right));
    return result;
  }
  convert(binary.left, *both);
  convert(binary.right, *both);
  return result;
}

Type Typer::arithmetic_type(const model::Expr& expr, const model::Binary& binary) {
  const Type left = value_of(binary.left);
  const Type right = value_of(binary.right);
  if (is_error(left) || is_error(right)) return simple(TypeKind::Error);
  const std::optional<Operation> found = operation(binary.op, left, right);
  if (!found) {
    report_operation(expr.range, spelling(binary.op), left, right);
    return simple(TypeKind::Error);
  }
  if (found->operand) {
    convert(binary.left, *found->operand);
    convert(binary.right, *found->operand);
  }
  return found->result;
}

std::optional<Typer::Operation> Typer::operation(BinaryOp op, const Type& left,
                                                 const Type& right) const {
  const bool sum = op == BinaryOp::Add || op == BinaryOp::Subtract;
  const bool scaling = op == BinaryOp::Multiply || op == BinaryOp::Divide;

  if (is_number(left) && is_number(right)) {
    const bool integers = left.kind == TypeKind::Int && right.kind == TypeKind::Int;
    if (integers) return Operation{left, std::nullopt};
    if (op == BinaryOp::Remainder) return std::nullopt;
    return Operation{simple(TypeKind::Float), simple(TypeKind::Float)};
  }
  if (left.kind == TypeKind::String && right.kind == TypeKind::String && op == BinaryOp::Add) {
    return Operation{left, std::nullopt};
  }
  if (left.kind == TypeKind::Duration) {
    if (sum && right.kind == TypeKind::Duration) return Operation{left, std::nullopt};
    if (scaling && right.kind == TypeKind::Int) return Operation{left, std::nullopt};
  }
  if (left.kind == TypeKind::Timestamp) {
    if (sum && right.kind == TypeKind::Duration) return Operation{left, std::nullopt};
    if (op == BinaryOp::Subtract && right.kind == TypeKind::Timestamp) {
      return Operation{simple(TypeKind::Duration), std::nullopt};
    }
  }
  if (const model::ExternDecl* decl = extern_of(program_, left); decl && decl->arithmetic) {
    if ((sum || scaling) && same(left, right)) return Operation{left, std::nullopt};
  }
  return std::nullopt;
}

void Typer::report_operation(source::Range range, std::string_view op, const Type& left,
                             const Type& right) {
  auto reported = report_.report(diag::NoSuchOperation, range, op, spell(left), spell(right));
  const bool text = left.kind == TypeKind::String || right.kind == TypeKind::String;
  const model::ExternDecl* decl = extern_of(program_, left);
  if (text && op.starts_with('+')) {
    reported.note(diag::UseFormat, range);
  } else if (decl && !decl->arithmetic) {
    reported.note(diag::DeclareWith, program_.type(left.decl).name.range, spell(left),
                  "arithmetic");
  } else if (left.kind == TypeKind::Optional || right.kind == TypeKind::Optional) {
    reported.note(diag::UseCoalesce, range);
  }
}

Type Typer::coalesce_type(const model::Binary& binary, const Type* hint) {
  Type left = type_of(binary.left, nullptr);
  if (left.kind == TypeKind::None) left = untyped(program_.expr(binary.left).range, "none");
  if (!is_error(left) && left.kind != TypeKind::Optional) {
    report_.report(diag::NeverNone, program_.expr(binary.left).range, "??", spell(left));
    left = simple(TypeKind::Error);
  }
  if (is_error(left)) {
    ignore(binary.right);
    return left;
  }
  const Type& value = left.arguments.front();
  const Type right = type_of(binary.right, hint && fits(value, *hint) ? hint : &value);
  // `a ?? b` is a value where `b` is one, and may be none where `b` may be.
  if (fits(right, value)) {
    convert(binary.right, value);
    return value;
  }
  if (fits(right, left)) {
    convert(binary.right, left);
    return left;
  }
  report_.report(diag::NoCommonType, program_.expr(binary.right).range, spell(value), spell(right));
  return simple(TypeKind::Error);
}

}  // namespace perdure::check
