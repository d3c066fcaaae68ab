// Functions, constructors, built-ins, quantifiers, and what values begin as.
#include "compiler/simulate/arithmetic.h"
#include "compiler/simulate/evaluate.h"
#include "compiler/simulate/text.h"

namespace perdure::simulate {

using check::Builtin;
using model::ExprId;
using model::Type;
using model::TypeKind;

Value Evaluator::zero(const Type& type) {
  switch (type.kind) {
    case TypeKind::Bool:
      return {false};
    case TypeKind::Int:
      return {std::int64_t{0}};
    case TypeKind::Float:
      return {0.0};
    case TypeKind::String:
      return {std::string()};
    case TypeKind::Bytes:
      return {Bytes()};
    case TypeKind::Duration:
      return {Duration{}};
    case TypeKind::Timestamp:
      return {Timestamp{}};
    case TypeKind::List:
      return {List{}};
    case TypeKind::Map:
      return {Map{}};
    case TypeKind::Named: {
      const std::vector<model::Field>* fields = fields_of(program().type(type.decl));
      if (fields == nullptr) return {Enumerator{type.decl, 0}};
      Record record{type.decl, {}};
      for (std::size_t i = 0; i < fields->size(); ++i) {
        record.fields.push_back(initial((*fields)[i], facts().struct_fields[type.decl.index][i]));
      }
      return {std::move(record)};
    }
    default:
      return {None{}};
  }
}

Value Evaluator::initial(const model::Field& field, const Type& type) {
  return field.initial ? value(*field.initial) : zero(type);
}

std::vector<Value> Evaluator::arguments(const std::vector<std::optional<ExprId>>& given,
                                        const std::vector<model::Field>& parameters,
                                        const std::vector<Type>& types) {
  std::vector<Value> values;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    const bool is_given = i < given.size() && given[i];
    values.push_back(is_given ? value(*given[i]) : initial(parameters[i], types[i]));
  }
  return values;
}

Value Evaluator::call(ExprId id, const model::Call&) {
  const auto& given = facts().call_arguments.at(id);
  const check::Reference& reference = facts().reference(id);
  if (const auto* made = std::get_if<check::ConstructorRef>(&reference)) {
    return construct(made->type, given);
  }
  if (const auto* called = std::get_if<check::FunctionRef>(&reference)) {
    const model::Function& function = scope_.chart_model().functions[called->function];
    const auto& signature = scope_.chart_facts().functions[called->function];
    const std::vector<Value> values = arguments(given, function.parameters, signature.parameters);
    return scope_.step.outside->call(function, values, signature.result);
  }
  return builtin(id, std::get<check::BuiltinRef>(reference).builtin);
}

Value Evaluator::construct(model::TypeDeclId type,
                           const std::vector<std::optional<ExprId>>& given) {
  return {Record{
      type, arguments(given, *fields_of(program().type(type)), facts().struct_fields[type.index])}};
}

Value Evaluator::builtin(ExprId id, Builtin builtin) {
  std::vector<Value> values;
  for (const auto& argument : facts().call_arguments.at(id)) values.push_back(value(*argument));
  const auto elements = [&]() -> const std::vector<Value>& {
    return std::get<List>(values[0].is).elements;
  };
  switch (builtin) {
    case Builtin::Size:
      return {std::visit(
          [](const auto& of) -> std::int64_t {
            using Of = std::decay_t<decltype(of)>;
            if constexpr (std::is_same_v<Of, List>) {
              return static_cast<std::int64_t>(of.elements.size());
            } else if constexpr (std::is_same_v<Of, Map>) {
              return static_cast<std::int64_t>(of.entries.size());
            } else if constexpr (std::is_same_v<Of, std::string> || std::is_same_v<Of, Bytes>) {
              return static_cast<std::int64_t>(of.size());
            } else {
              return 0;
            }
          },
          values[0].is)};
    case Builtin::Contains:
      if (const auto* map = std::get_if<Map>(&values[0].is)) {
        return {simulate::find(*map, values[1]) != nullptr};
      }
      return {!find_in(values[0], values[1]).is_none()};
    case Builtin::Find:
      return find_in(values[0], values[1]);
    case Builtin::Min:
    case Builtin::Max:
      if (values.size() > 1) return extreme(values, builtin == Builtin::Min);
      return elements().empty() ? Value{None{}} : extreme(elements(), builtin == Builtin::Min);
    case Builtin::Abs:
      return absolute(values[0]);
    case Builtin::Sum:
      return sum(elements(), facts().type(id));
    case Builtin::Any:
    case Builtin::All: {
      const bool any = builtin == Builtin::Any;
      for (const Value& element : elements()) {
        if (std::get<bool>(element.is) == any) return {any};
      }
      return {!any};
    }
    case Builtin::Format:
      return format(values);
    case Builtin::Now:
      return {scope_.step.now};
  }
  return {None{}};
}

Value Evaluator::find_in(const Value& in, const Value& what) const {
  if (const auto* text = std::get_if<std::string>(&in.is)) {
    const std::size_t at = text->find(std::get<std::string>(what.is));
    return at == std::string::npos ? Value{None{}} : Value{static_cast<std::int64_t>(at)};
  }
  const std::vector<Value>& elements = std::get<List>(in.is).elements;
  for (std::size_t i = 0; i < elements.size(); ++i) {
    if (elements[i] == what) return {static_cast<std::int64_t>(i)};
  }
  return {None{}};
}

// The first, where several are equal.
Value Evaluator::extreme(const std::vector<Value>& values, bool least) const {
  const Value* found = &values.front();
  for (const Value& value : values) {
    if (least ? less(value, *found) : less(*found, value)) found = &value;
  }
  return *found;
}

Value Evaluator::sum(const std::vector<Value>& values, const Type& type) {
  Value total = zero(type);
  for (const Value& value : values) total = calculate(model::BinaryOp::Add, total, value);
  return total;
}

Value Evaluator::format(const std::vector<Value>& values) const {
  std::vector<std::string> texts;
  for (std::size_t i = 1; i < values.size(); ++i) texts.push_back(text_of(program(), values[i]));
  return {fill(std::get<std::string>(values[0].is), texts)};
}

Value Evaluator::quantifier(ExprId id, const model::Quantifier& quantifier) {
  using Kind = model::QuantifierKind;
  const Value list = value(quantifier.list);
  const std::uint32_t local = facts().local_of.at(quantifier.variable.range);
  Value total = quantifier.kind == Kind::Sum ? zero(facts().type(id)) : Value{None{}};
  for (const Value& element : std::get<List>(list.is).elements) {
    scope_.locals[local] = element;
    const Value said = value(quantifier.body);
    if (quantifier.kind == Kind::Sum) {
      total = calculate(model::BinaryOp::Add, total, said);
      continue;
    }
    const bool holds = std::get<bool>(said.is);
    if (quantifier.kind == Kind::Find && holds) return element;
    if (quantifier.kind == Kind::Any && holds) return {true};
    if (quantifier.kind == Kind::All && !holds) return {false};
  }
  if (quantifier.kind == Kind::Sum || quantifier.kind == Kind::Find) return total;
  return {quantifier.kind == Kind::All};
}

}  // namespace perdure::simulate
