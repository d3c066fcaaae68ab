// Expressions.
#include <limits>
#include <utility>

#include "compiler/parse/build.h"
#include "compiler/parse/literals.h"

namespace perdure::parse {

namespace {

using grammar::PerdureParser;

model::BinaryOp binary_op(std::size_t type) {
  switch (type) {
    case PerdureParser::STAR:
      return model::BinaryOp::Multiply;
    case PerdureParser::SLASH:
      return model::BinaryOp::Divide;
    case PerdureParser::PERCENT:
      return model::BinaryOp::Remainder;
    case PerdureParser::PLUS:
      return model::BinaryOp::Add;
    case PerdureParser::MINUS:
      return model::BinaryOp::Subtract;
    case PerdureParser::LESS:
      return model::BinaryOp::Less;
    case PerdureParser::LESS_EQUAL:
      return model::BinaryOp::LessEqual;
    case PerdureParser::GREATER:
      return model::BinaryOp::Greater;
    case PerdureParser::GREATER_EQUAL:
      return model::BinaryOp::GreaterEqual;
    case PerdureParser::EQUAL:
      return model::BinaryOp::Equal;
    case PerdureParser::NOT_EQUAL:
      return model::BinaryOp::NotEqual;
    case PerdureParser::AND:
      return model::BinaryOp::And;
    case PerdureParser::OR:
      return model::BinaryOp::Or;
    default:
      return model::BinaryOp::Coalesce;
  }
}

const antlr4::Token& leaf(antlr4::tree::ParseTree* tree) {
  return *dynamic_cast<antlr4::tree::TerminalNode*>(tree)->getSymbol();
}

}  // namespace

model::ExprId Builder::expr(PerdureParser::ExprContext& context) {
  if (auto* a_primary = dynamic_cast<PerdureParser::PrimaryExprContext*>(&context)) {
    return primary(*a_primary->primary());
  }
  const source::Range range = text_.range(context);
  if (auto* member = dynamic_cast<PerdureParser::MemberExprContext*>(&context)) {
    const model::ExprId object = expr(*member->expr());
    return add(model::Member{object, name(*member->name()), member->OPTIONAL_DOT() != nullptr},
               range);
  }
  if (auto* index = dynamic_cast<PerdureParser::IndexExprContext*>(&context)) {
    const model::ExprId object = expr(*index->expr(0));
    return add(model::Index{object, expr(*index->expr(1))}, range);
  }
  if (auto* a_unary = dynamic_cast<PerdureParser::UnaryExprContext*>(&context))
    return unary(*a_unary);
  if (auto* a_binary = dynamic_cast<PerdureParser::BinaryExprContext*>(&context))
    return binary(*a_binary);
  auto& conditional = dynamic_cast<PerdureParser::ConditionalExprContext&>(context);
  const model::ExprId condition = expr(*conditional.expr(0));
  const model::ExprId then = expr(*conditional.expr(1));
  return add(model::Conditional{condition, then, expr(*conditional.expr(2))}, range);
}

model::ExprId Builder::unary(PerdureParser::UnaryExprContext& context) {
  const source::Range range = text_.range(context);
  const bool negates = context.MINUS() != nullptr;
  // The smallest int has no positive counterpart.
  const source::Range operand = text_.range(*context.expr());
  if (negates && text_.view(operand) == "9223372036854775808") {
    return add(model::IntLiteral{std::numeric_limits<std::int64_t>::min()}, range);
  }
  const model::ExprId value = expr(*context.expr());
  return add(model::Unary{negates ? model::UnaryOp::Negate : model::UnaryOp::Not, value}, range);
}

model::ExprId Builder::binary(PerdureParser::BinaryExprContext& context) {
  const model::ExprId left = expr(*context.expr(0));
  const model::ExprId right = expr(*context.expr(1));
  const auto op = binary_op(leaf(context.children[1]).getType());
  return add(model::Binary{op, left, right}, text_.range(context));
}

model::ExprId Builder::primary(PerdureParser::PrimaryContext& context) {
  const source::Range range = text_.range(context);
  const std::string_view words = text_.view(range);
  if (dynamic_cast<PerdureParser::NameExprContext*>(&context) != nullptr) {
    return add(model::Name{std::string(words)}, range);
  }
  if (auto* call = dynamic_cast<PerdureParser::CallContext*>(&context)) {
    if (call->quantification() != nullptr) return quantifier(*call, *call->quantification());
    model::NameRef callee = name(*call->name());
    auto given = arguments(call->argument());
    return add(model::Call{std::move(callee), std::move(given)}, range);
  }
  if (auto* inner = dynamic_cast<PerdureParser::ParenthesizedContext*>(&context)) {
    return expr(*inner->expr());
  }
  if (dynamic_cast<PerdureParser::IntLiteralContext*>(&context) != nullptr) {
    // Words that are no number were reported as such.
    const bool is_number = words.find_first_not_of("0123456789") == std::string_view::npos;
    const auto value = is_number ? read_int(words, range, findings_) : std::nullopt;
    return add(model::IntLiteral{value.value_or(0)}, range);
  }
  if (auto* text = dynamic_cast<PerdureParser::StringLiteralContext*>(&context)) {
    return string_literal(*text->STRING()->getSymbol());
  }
  if (dynamic_cast<PerdureParser::DurationLiteralContext*>(&context) != nullptr) {
    return add(model::DurationLiteral{read_duration(words, range, findings_).value_or(0)}, range);
  }
  if (auto* boolean = dynamic_cast<PerdureParser::BoolLiteralContext*>(&context)) {
    return add(model::BoolLiteral{boolean->TRUE() != nullptr}, range);
  }
  if (dynamic_cast<PerdureParser::FloatLiteralContext*>(&context) != nullptr) {
    return add(model::FloatLiteral{read_float(words, range, findings_).value_or(0)}, range);
  }
  if (dynamic_cast<PerdureParser::NoneLiteralContext*>(&context) != nullptr) {
    return add(model::NoneLiteral{}, range);
  }
  if (auto* list = dynamic_cast<PerdureParser::ListLiteralContext*>(&context)) {
    auto elements = exprs(list->expr());
    return add(model::ListLiteral{std::move(elements)}, range);
  }
  if (auto* map = dynamic_cast<PerdureParser::MapLiteralContext*>(&context)) {
    model::MapLiteral made;
    for (PerdureParser::MapEntryContext* entry : map->mapEntry()) {
      const model::ExprId key = expr(*entry->expr(0));
      made.entries.emplace_back(key, expr(*entry->expr(1)));
    }
    return add(std::move(made), range);
  }
  auto& in_state = dynamic_cast<PerdureParser::InStateContext&>(context);
  return add(model::InState{name(*in_state.name())}, range);
}

model::ExprId Builder::quantifier(PerdureParser::CallContext& context,
                                  PerdureParser::QuantificationContext& inner) {
  const model::NameRef word = name(*context.name());
  model::Quantifier made{};
  if (word.name == "any") {
    made.kind = model::QuantifierKind::Any;
  } else if (word.name == "all") {
    made.kind = model::QuantifierKind::All;
  } else if (word.name == "find") {
    made.kind = model::QuantifierKind::Find;
  } else if (word.name == "sum") {
    made.kind = model::QuantifierKind::Sum;
  } else {
    findings_.error(diag::NotAQuantifier, word.range, word.name);
  }
  made.variable = name(*inner.name());
  made.list = expr(*inner.expr(0));
  made.body = expr(*inner.expr(1));
  return add(std::move(made), text_.range(context));
}

model::ExprId Builder::string_literal(const antlr4::Token& token) {
  const source::Range range = text_.range(token);
  auto value = read_string(text_.view(range), range, findings_);
  return add(model::StringLiteral{std::move(value).value_or("")}, range);
}

model::ExprId Builder::duration(PerdureParser::DurationContext& context) {
  if (context.expr() != nullptr) return expr(*context.expr());
  const source::Range range = text_.range(context);
  const auto value = read_duration(text_.view(range), range, findings_);
  return add(model::DurationLiteral{value.value_or(0)}, range);
}

std::vector<model::Argument> Builder::arguments(PerdureParser::ArgumentsContext* context) {
  if (context == nullptr) return {};
  return arguments(context->argument());
}

std::vector<model::Argument> Builder::arguments(
    const std::vector<PerdureParser::ArgumentContext*>& contexts) {
  std::vector<model::Argument> arguments;
  for (PerdureParser::ArgumentContext* each : contexts) {
    model::Argument argument;
    if (each->name() != nullptr) argument.name = name(*each->name());
    argument.value = expr(*each->expr());
    arguments.push_back(std::move(argument));
  }
  return arguments;
}

std::vector<model::ExprId> Builder::exprs(
    const std::vector<PerdureParser::ExprContext*>& contexts) {
  std::vector<model::ExprId> ids;
  ids.reserve(contexts.size());
  for (PerdureParser::ExprContext* each : contexts) ids.push_back(expr(*each));
  return ids;
}

}  // namespace perdure::parse
