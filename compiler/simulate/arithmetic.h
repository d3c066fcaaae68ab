// Operators on values, which fail where generated code fails.
#pragma once

#include <stdexcept>

#include "compiler/simulate/value.h"

namespace perdure::simulate {

// error.execution: what() is what `event.error` says.
class ExecutionFailed : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

[[noreturn]] void no_such_index();
[[noreturn]] void no_such_key();

// + - * / % of two values of types that have it. Integers, durations and moments are checked. Extern values, whose
// operators are C++, are taken for vectors of numbers: each field by itself.
Value calculate(model::BinaryOp op, const Value& left, const Value& right);
Value negated(const Value& value);
Value absolute(const Value& value);

// == != < <= > >=
bool compare(model::BinaryOp op, const Value& left, const Value& right);

// The element, checked.
template <class ListValue>
auto& element(ListValue& list, const Value& index) {
  const auto at = std::get<std::int64_t>(index.is);
  if (at < 0 || static_cast<std::uint64_t>(at) >= list.elements.size()) no_such_index();
  return list.elements[static_cast<std::size_t>(at)];
}

}  // namespace perdure::simulate
