// Evaluation of checked expressions.
//
//     model::ExprId, Scope  ->  Value
//
// What a name refers to and which conversions stand where is in check::Facts; nothing is worked out twice.
#pragma once

#include <optional>
#include <vector>

#include "compiler/simulate/scope.h"

namespace perdure::simulate {

// An expression asked for the event where there is none: what a guard would say is not known yet.
struct NoEvent {};

class Evaluator {
 public:
  explicit Evaluator(Scope& scope) : scope_(scope) {}

  // Throws ExecutionFailed.
  Value value(model::ExprId id);
  bool holds(model::ExprId id) { return std::get<bool>(value(id).is); }
  Duration duration(model::ExprId id) { return std::get<Duration>(value(id).is); }
  std::string string(model::ExprId id) { return std::get<std::string>(value(id).is); }
  // What an assignment changes. Throws ExecutionFailed where there is no such element.
  Value& place(model::ExprId path);
  // One value for each parameter: what is given, or else its default.
  std::vector<Value> arguments(const std::vector<std::optional<model::ExprId>>& given,
                               const std::vector<model::Field>& parameters,
                               const std::vector<model::Type>& types);
  // What a field of the type is before anything gives it a value: `none`, 0, "" …
  Value zero(const model::Type& type);
  Value initial(const model::Field& field, const model::Type& type);

 private:
  // evaluate.cpp
  Value node(model::ExprId id);
  Value converted(Value value, const model::Type& from, const model::Type& to) const;
  Value name(model::ExprId id);
  Value member(model::ExprId id, const model::Member& member);
  Value index(const model::Index& index);
  Value binary(const model::Binary& binary);
  const Value& event_field(const std::string& field) const;

  // evaluate_calls.cpp
  Value call(model::ExprId id, const model::Call& call);
  Value builtin(model::ExprId id, check::Builtin builtin);
  Value construct(model::TypeDeclId type, const std::vector<std::optional<model::ExprId>>& given);
  Value find_in(const Value& in, const Value& what) const;
  Value extreme(const std::vector<Value>& values, bool least) const;
  Value format(const std::vector<Value>& values) const;
  Value quantifier(model::ExprId id, const model::Quantifier& quantifier);
  Value sum(const std::vector<Value>& values, const model::Type& type);

  const model::Program& program() const { return scope_.program(); }
  const check::Facts& facts() const { return scope_.facts(); }

  Scope& scope_;
};

// Outside of any session: values that are constants, as check::Late has them; `now()` is `now`.
class Constants {
 public:
  Constants(const Definition& definition, model::ChartId chart, Timestamp now);
  Constants(const Constants&) = delete;
  Constants& operator=(const Constants&) = delete;

  // Throws ExecutionFailed.
  Evaluator& evaluator() { return evaluator_; }

 private:
  Memory memory_;
  Step step_;
  Effects effects_;
  Scope scope_;
  Evaluator evaluator_;
};

// What a value of the type is where nobody says otherwise.
Value zero_of(const Definition& definition, const model::Type& type);

}  // namespace perdure::simulate
