// Literals, names, paths and operators. Calls: evaluate_calls.cpp.
#include "compiler/simulate/evaluate.h"

#include "compiler/simulate/arithmetic.h"

namespace perdure::simulate {

using model::ExprId;
using model::Type;
using model::TypeKind;

Constants::Constants(const Definition& definition, model::ChartId chart, Timestamp now)
    : scope_{definition, chart, memory_, step_, effects_, [](model::StateId) { return false; }},
      evaluator_(scope_) {
  step_.now = now;
}

Value zero_of(const Definition& definition, const model::Type& type) {
  return Constants(definition, {0}, {}).evaluator().zero(type);
}

Value Evaluator::value(ExprId id) {
  Value value = node(id);
  const auto& wanted = facts().wanted[id.index];
  return wanted ? converted(std::move(value), facts().type(id), *wanted) : value;
}

Value Evaluator::converted(Value value, const Type& from, const Type& to) const {
  const Type& target = to.kind == TypeKind::Optional ? to.arguments.front() : to;
  const bool widens = from.kind == TypeKind::Int && target.kind == TypeKind::Float;
  if (widens) return {static_cast<double>(std::get<std::int64_t>(value.is))};
  return value;
}

Value Evaluator::node(ExprId id) {
  struct Visitor {
    Evaluator& evaluator;
    ExprId id;

    Value operator()(const model::BoolLiteral& literal) { return {literal.value}; }
    Value operator()(const model::IntLiteral& literal) { return {literal.value}; }
    Value operator()(const model::FloatLiteral& literal) { return {literal.value}; }
    Value operator()(const model::StringLiteral& literal) { return {literal.value}; }
    Value operator()(const model::DurationLiteral& literal) {
      return {Duration{literal.microseconds}};
    }
    Value operator()(const model::NoneLiteral&) { return {None{}}; }
    Value operator()(const model::ListLiteral& literal) {
      List list;
      for (const ExprId element : literal.elements) {
        list.elements.push_back(evaluator.value(element));
      }
      return {std::move(list)};
    }
    // Of two entries with one key, the first counts, as in a std::map's list of initialisers.
    Value operator()(const model::MapLiteral& literal) {
      Map map;
      for (const auto& [key, value] : literal.entries) {
        at(map, evaluator.value(key), evaluator.value(value));
      }
      return {std::move(map)};
    }
    Value operator()(const model::Name&) { return evaluator.name(id); }
    Value operator()(const model::Member& member) { return evaluator.member(id, member); }
    Value operator()(const model::Index& index) { return evaluator.index(index); }
    Value operator()(const model::Call& call) { return evaluator.call(id, call); }
    Value operator()(const model::Quantifier& quantifier) {
      return evaluator.quantifier(id, quantifier);
    }
    Value operator()(const model::InState& in) {
      const auto& states = evaluator.scope_.chart_facts().states;
      return {evaluator.scope_.is_active(states.at(in.state.range))};
    }
    Value operator()(const model::Unary& unary) {
      Value operand = evaluator.value(unary.operand);
      if (unary.op == model::UnaryOp::Not) return {!std::get<bool>(operand.is)};
      return negated(operand);
    }
    Value operator()(const model::Binary& binary) { return evaluator.binary(binary); }
    Value operator()(const model::Conditional& conditional) {
      const bool holds = evaluator.holds(conditional.condition);
      return evaluator.value(holds ? conditional.then : conditional.otherwise);
    }
    // Those of other data models, which are not simulated.
    Value operator()(const model::Script&) { return {None{}}; }
    Value operator()(const model::Inline&) { return {None{}}; }
  };
  const auto expression = program().expr(id).node;
  return std::visit(Visitor{*this, id}, expression);
}

const Value& Evaluator::event_field(const std::string& field) const {
  if (scope_.event == nullptr) throw NoEvent{};
  const Value* found = scope_.event->find(field);
  if (found == nullptr) throw NoEvent{};
  return *found;
}

Value Evaluator::name(ExprId id) {
  const check::Reference& reference = facts().reference(id);
  if (const auto* guard = std::get_if<check::GuardRef>(&reference)) {
    return value(scope_.chart_model().guards[guard->guard].condition);
  }
  return place(id);
}

Value Evaluator::member(ExprId id, const model::Member& member) {
  const check::Reference& reference = facts().reference(id);
  if (const auto* field = std::get_if<check::StructFieldRef>(&reference)) {
    const Value object = value(member.object);
    if (object.is_none()) return object;  // a?.b
    return std::get<Record>(object.is).fields[field->field];
  }
  if (const auto* field = std::get_if<check::EventFieldRef>(&reference)) {
    return event_field(field->field);
  }
  if (const auto* enumerator = std::get_if<check::EnumeratorRef>(&reference)) {
    return {Enumerator{enumerator->type, enumerator->enumerator}};
  }
  if (const auto* token = std::get_if<check::TokenRef>(&reference)) {
    return {scope_.memory.secrets.at(token->state)[token->token]};
  }
  if (std::holds_alternative<check::EventResultRef>(reference)) return event_field("result");
  if (std::holds_alternative<check::EventErrorRef>(reference)) return event_field("error");
  if (std::holds_alternative<check::SessionIdRef>(reference)) return {scope_.step.session};
  if (std::holds_alternative<check::SessionParentRef>(reference)) {
    return scope_.step.parent.empty() ? Value{None{}} : Value{scope_.step.parent};
  }
  if (scope_.event == nullptr) throw NoEvent{};
  return {scope_.event->name};
}

Value Evaluator::index(const model::Index& index) {
  const Value object = value(index.object);
  const Value key = value(index.index);
  if (const auto* list = std::get_if<List>(&object.is)) return element(*list, key);
  const Value* found = find(std::get<Map>(object.is), key);
  if (found == nullptr) no_such_key();
  return *found;
}

Value& Evaluator::place(ExprId path) {
  const auto& node = program().expr(path).node;
  if (std::holds_alternative<model::Member>(node)) {
    const auto& field = std::get<check::StructFieldRef>(facts().reference(path));
    return std::get<Record>(place(std::get<model::Member>(node).object).is).fields[field.field];
  }
  if (const auto* index = std::get_if<model::Index>(&node)) {
    Value& object = place(index->object);
    const Value key = value(index->index);
    if (auto* list = std::get_if<List>(&object.is)) return element(*list, key);
    Value* found = find(std::get<Map>(object.is), key);
    if (found == nullptr) no_such_key();
    return *found;
  }
  const check::Reference& reference = facts().reference(path);
  if (const auto* data = std::get_if<check::DataRef>(&reference)) {
    return scope_.memory.data.at(data->state)[data->field];
  }
  if (const auto* parameter = std::get_if<check::ParameterRef>(&reference)) {
    return scope_.memory.parameters[parameter->parameter];
  }
  return scope_.locals.at(std::get<check::LocalRef>(reference).variable);
}

Value Evaluator::binary(const model::Binary& binary) {
  using model::BinaryOp;
  switch (binary.op) {
    case BinaryOp::And:
      return {holds(binary.left) && holds(binary.right)};
    case BinaryOp::Or:
      return {holds(binary.left) || holds(binary.right)};
    case BinaryOp::Coalesce: {
      Value left = value(binary.left);
      return left.is_none() ? value(binary.right) : left;
    }
    case BinaryOp::Multiply:
    case BinaryOp::Divide:
    case BinaryOp::Remainder:
    case BinaryOp::Add:
    case BinaryOp::Subtract: {
      const Value left = value(binary.left);
      return calculate(binary.op, left, value(binary.right));
    }
    default: {
      const Value left = value(binary.left);
      return {compare(binary.op, left, value(binary.right))};
    }
  }
}

}  // namespace perdure::simulate
