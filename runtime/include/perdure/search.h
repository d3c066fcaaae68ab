// Searching for sessions by what their charts mark `@indexed`, and by their active states.
//
//     const auto waiting = runtime.find<shop::Order>(
//         {shop::Order::index::customer == "c-42", perdure::in<shop::order::state::Payment>},
//         {.limit = 50});
//
// All of the conditions hold of what is found. An attribute compares as its type does: strings by their bytes,
// enums by their names, an optional that is empty with nothing but std::nullopt.
#pragma once

#include <perdure/indexed.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace perdure {

// As a store takes it.
struct Condition {
  enum class Kind : std::uint8_t { Is, Less, AtMost, More, AtLeast, In };

  Kind kind = Kind::Is;
  std::string attribute;            // Not In.
  IndexedValue value;               // Not In.
  std::vector<std::string> states;  // In: one of these atomic states is active.
};

// That a state is active, compound ones included.
template <class State>
struct In {};
template <class State>
inline constexpr In<State> in{};

// A condition on sessions of one chart, so that nothing else compiles.
template <class Machine>
class ConditionOf {
 public:
  ConditionOf(Condition condition) : condition_(std::move(condition)) {}  // NOLINT: made below.
  template <class State>
  requires requires(const Machine& machine) { machine.template in<State>(); }
  ConditionOf(In<State>)  // NOLINT: is one.
      : condition_{Condition::Kind::In, {}, {}, Machine::atomic_states(State::name)} {}

  const Condition& condition() const { return condition_; }

 private:
  Condition condition_;
};

// An attribute of a machine's sessions, as generated code names it.
template <class Machine, class Value>
class IndexedField {
 public:
  explicit constexpr IndexedField(std::string_view name) : name_(name) {}

  friend ConditionOf<Machine> operator==(const IndexedField& field, const Value& value) {
    return field.that(Condition::Kind::Is, value);
  }
  friend ConditionOf<Machine> operator<(const IndexedField& field, const Value& value) {
    return field.that(Condition::Kind::Less, value);
  }
  friend ConditionOf<Machine> operator<=(const IndexedField& field, const Value& value) {
    return field.that(Condition::Kind::AtMost, value);
  }
  friend ConditionOf<Machine> operator>(const IndexedField& field, const Value& value) {
    return field.that(Condition::Kind::More, value);
  }
  friend ConditionOf<Machine> operator>=(const IndexedField& field, const Value& value) {
    return field.that(Condition::Kind::AtLeast, value);
  }

 private:
  ConditionOf<Machine> that(Condition::Kind kind, const Value& value) const {
    return Condition{kind, std::string(name_), machine::indexed(value), {}};
  }

  std::string_view name_;
};

}  // namespace perdure
