#include "compiler/simulate/arithmetic.h"

#include <cmath>
#include <string>

namespace perdure::simulate {

using model::BinaryOp;

namespace {

[[noreturn]] void overflow() { throw ExecutionFailed("an integer overflow"); }

std::int64_t checked(BinaryOp op, std::int64_t left, std::int64_t right) {
  std::int64_t result = 0;
  switch (op) {
    case BinaryOp::Add:
      if (__builtin_add_overflow(left, right, &result)) overflow();
      return result;
    case BinaryOp::Subtract:
      if (__builtin_sub_overflow(left, right, &result)) overflow();
      return result;
    case BinaryOp::Multiply:
      if (__builtin_mul_overflow(left, right, &result)) overflow();
      return result;
    default:
      break;
  }
  if (right == 0) throw ExecutionFailed("a division by zero");
  const bool divides = op == BinaryOp::Divide;
  // The least integer has no positive counterpart.
  if (right == -1) return divides ? checked(BinaryOp::Subtract, 0, left) : 0;
  return divides ? left / right : left % right;
}

double plain(BinaryOp op, double left, double right) {
  switch (op) {
    case BinaryOp::Add:
      return left + right;
    case BinaryOp::Subtract:
      return left - right;
    case BinaryOp::Multiply:
      return left * right;
    default:
      return left / right;
  }
}

struct Calculation {
  BinaryOp op;
  const Value& right;

  template <class Type>
  const Type& other() const {
    return std::get<Type>(right.is);
  }

  Value operator()(std::int64_t left) const { return {checked(op, left, other<std::int64_t>())}; }
  Value operator()(double left) const { return {plain(op, left, other<double>())}; }
  Value operator()(const std::string& left) const { return {left + other<std::string>()}; }
  Value operator()(const Duration& left) const {
    const auto* length = std::get_if<Duration>(&right.is);
    const std::int64_t by = length ? length->microseconds : other<std::int64_t>();
    return {Duration{checked(op, left.microseconds, by)}};
  }
  Value operator()(const Timestamp& left) const {
    if (const auto* moment = std::get_if<Timestamp>(&right.is)) {
      return {Duration{checked(op, left.microseconds, moment->microseconds)}};
    }
    return {Timestamp{checked(op, left.microseconds, other<Duration>().microseconds)}};
  }
  Value operator()(const Record& left) const {
    Record result{left.type, {}};
    for (std::size_t i = 0; i < left.fields.size(); ++i) {
      result.fields.push_back(calculate(op, left.fields[i], other<Record>().fields[i]));
    }
    return {std::move(result)};
  }
  // What no C++ operator is known of stays as it is.
  template <class Other>
  Value operator()(const Other& left) const {
    return {left};
  }
};

}  // namespace

void no_such_index() { throw ExecutionFailed("an index out of range"); }
void no_such_key() { throw ExecutionFailed("a key that the map does not have"); }

Value calculate(BinaryOp op, const Value& left, const Value& right) {
  return std::visit(Calculation{op, right}, left.is);
}

Value negated(const Value& value) {
  if (const auto* number = std::get_if<double>(&value.is)) return {-*number};
  if (const auto* length = std::get_if<Duration>(&value.is)) {
    return {Duration{checked(BinaryOp::Subtract, 0, length->microseconds)}};
  }
  return {checked(BinaryOp::Subtract, 0, std::get<std::int64_t>(value.is))};
}

Value absolute(const Value& value) {
  if (const auto* number = std::get_if<double>(&value.is)) return {std::abs(*number)};
  const auto* length = std::get_if<Duration>(&value.is);
  const bool negative = length ? length->microseconds < 0 : std::get<std::int64_t>(value.is) < 0;
  return negative ? negated(value) : value;
}

bool compare(BinaryOp op, const Value& left, const Value& right) {
  const auto* a = std::get_if<double>(&left.is);
  const auto* b = std::get_if<double>(&right.is);
  const bool unordered = a && b && (std::isnan(*a) || std::isnan(*b));
  switch (op) {
    case BinaryOp::Equal:
      return left == right;
    case BinaryOp::NotEqual:
      return !(left == right);
    case BinaryOp::Less:
      return less(left, right);
    case BinaryOp::Greater:
      return less(right, left);
    case BinaryOp::LessEqual:
      return !unordered && !less(right, left);
    default:
      return !unordered && !less(left, right);
  }
}

}  // namespace perdure::simulate
