// Arithmetic and access that fail instead of being undefined: each function throws ExecutionError,
// which a machine turns into `error.execution`, or says that it failed.
#pragma once

#include <perdure/error.h>
#include <perdure/types.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <type_traits>
#include <vector>

namespace perdure::checked {

[[noreturn]] void overflow();          // "an integer overflow"
[[noreturn]] void division_by_zero();  // "a division by zero"
[[noreturn]] void no_such_index();     // "an index out of range"
[[noreturn]] void no_such_key();       // "a key that the map does not have"

const ExecutionError& overflow_error();  // What overflow() throws.

// Integers in place, for who needs no exception: false, and nothing changed, where it would overflow.

[[nodiscard]] inline bool add_to(std::int64_t& value, std::int64_t other) {
  std::int64_t result = 0;
  if (__builtin_add_overflow(value, other, &result)) return false;
  value = result;
  return true;
}

[[nodiscard]] inline bool subtract_from(std::int64_t& value, std::int64_t other) {
  std::int64_t result = 0;
  if (__builtin_sub_overflow(value, other, &result)) return false;
  value = result;
  return true;
}

[[nodiscard]] inline bool multiply_by(std::int64_t& value, std::int64_t other) {
  std::int64_t result = 0;
  if (__builtin_mul_overflow(value, other, &result)) return false;
  value = result;
  return true;
}

// Integers.

inline std::int64_t add(std::int64_t left, std::int64_t right) {
  if (!add_to(left, right)) overflow();
  return left;
}

inline std::int64_t subtract(std::int64_t left, std::int64_t right) {
  if (!subtract_from(left, right)) overflow();
  return left;
}

inline std::int64_t multiply(std::int64_t left, std::int64_t right) {
  if (!multiply_by(left, right)) overflow();
  return left;
}

inline std::int64_t divide(std::int64_t left, std::int64_t right) {
  if (right == 0) division_by_zero();
  if (right == -1) return subtract(0, left);
  return left / right;
}

inline std::int64_t remainder(std::int64_t left, std::int64_t right) {
  if (right == 0) division_by_zero();
  if (right == -1) return 0;
  return left % right;
}

inline std::int64_t negate(std::int64_t value) { return subtract(0, value); }
inline std::int64_t abs(std::int64_t value) { return value < 0 ? negate(value) : value; }

// Lengths and moments of time: the same, on their microseconds.

inline Duration add(Duration left, Duration right) {
  return Duration(add(left.count(), right.count()));
}
inline Duration subtract(Duration left, Duration right) {
  return Duration(subtract(left.count(), right.count()));
}
inline Duration multiply(Duration left, std::int64_t right) {
  return Duration(multiply(left.count(), right));
}
inline Duration divide(Duration left, std::int64_t right) {
  return Duration(divide(left.count(), right));
}
inline Duration negate(Duration value) { return Duration(negate(value.count())); }
inline Duration abs(Duration value) { return Duration(abs(value.count())); }

inline Timestamp add(Timestamp left, Duration right) {
  return Timestamp(add(left.time_since_epoch(), right));
}
inline Timestamp subtract(Timestamp left, Duration right) {
  return Timestamp(subtract(left.time_since_epoch(), right));
}
inline Duration subtract(Timestamp left, Timestamp right) {
  return subtract(left.time_since_epoch(), right.time_since_epoch());
}

// Lists and maps.

// Also for const ones.
template <class List>
requires requires(List& list) { list.size(), list[0]; }
decltype(auto) at(List& list, std::int64_t index) {
  if (index < 0 || static_cast<std::uint64_t>(index) >= list.size()) no_such_index();
  return list[static_cast<std::size_t>(index)];
}

template <class Key, class Value>
const Value& at(const std::map<Key, Value>& map, const std::type_identity_t<Key>& key) {
  const auto found = map.find(key);
  if (found == map.end()) no_such_key();
  return found->second;
}
template <class Key, class Value>
Value& at(std::map<Key, Value>& map, const std::type_identity_t<Key>& key) {
  const auto found = map.find(key);
  if (found == map.end()) no_such_key();
  return found->second;
}

template <class Value>
void remove(std::vector<Value>& list, std::int64_t index) {
  if (index < 0 || static_cast<std::uint64_t>(index) >= list.size()) no_such_index();
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(index));
}

}  // namespace perdure::checked
