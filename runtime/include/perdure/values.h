// The functions of the chart language that are no more than a loop, as generated code calls them.
#pragma once

#include <perdure/checked.h>
#include <perdure/types.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

namespace perdure {

// size(x): elements of a list or a map, bytes of a string.
template <class Container>
std::int64_t size(const Container& container) {
  return static_cast<std::int64_t>(container.size());
}

// contains(list, x), contains(map, key), contains(text, part)
template <class Value>
bool contains(const std::vector<Value>& list, const std::type_identity_t<Value>& value) {
  return std::find(list.begin(), list.end(), value) != list.end();
}
template <class Key, class Value>
bool contains(const std::map<Key, Value>& map, const std::type_identity_t<Key>& key) {
  return map.contains(key);
}
inline bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// find(list, x), find(text, part): where the first one begins.
template <class Value>
std::optional<std::int64_t> find(const std::vector<Value>& list,
                                 const std::type_identity_t<Value>& value) {
  const auto found = std::find(list.begin(), list.end(), value);
  if (found == list.end()) return std::nullopt;
  return found - list.begin();
}
inline std::optional<std::int64_t> find(const std::string& text, const std::string& part) {
  const auto found = text.find(part);
  if (found == std::string::npos) return std::nullopt;
  return static_cast<std::int64_t>(found);
}

// min(list), max(list): nothing for an empty one. The first, where several are equal.
template <class Value>
std::optional<Value> least(const std::vector<Value>& list) {
  const auto found = std::min_element(list.begin(), list.end());
  if (found == list.end()) return std::nullopt;
  return *found;
}
template <class Value>
std::optional<Value> greatest(const std::vector<Value>& list) {
  const auto found = std::max_element(list.begin(), list.end());
  if (found == list.end()) return std::nullopt;
  return *found;
}

// any(x in list: condition) and its kin; each stops as soon as it knows.
template <class Value, class Condition>
bool any(const std::vector<Value>& list, Condition condition) {
  for (const auto& value : list) {
    if (condition(value)) return true;
  }
  return false;
}
template <class Value, class Condition>
bool all(const std::vector<Value>& list, Condition condition) {
  for (const auto& value : list) {
    if (!condition(value)) return false;
  }
  return true;
}
template <class Value, class Condition>
std::optional<Value> first(const std::vector<Value>& list, Condition condition) {
  for (const auto& value : list) {
    if (condition(value)) return value;
  }
  return std::nullopt;
}

// sum(x in list: value). Integers and durations are checked.
template <class Value, class Term>
auto sum(const std::vector<Value>& list, Term term) {
  using Sum = std::decay_t<std::invoke_result_t<Term&, const Value&>>;
  Sum total{};
  for (const auto& value : list) {
    if constexpr (std::is_same_v<Sum, std::int64_t> || std::is_same_v<Sum, Duration>) {
      total = checked::add(total, term(value));
    } else {
      total = total + term(value);
    }
  }
  return total;
}

// any(list), all(list) of truth values, sum(list) of numbers.
inline bool any(const std::vector<bool>& list) {
  return any(list, [](bool value) { return value; });
}
inline bool all(const std::vector<bool>& list) {
  return all(list, [](bool value) { return value; });
}
template <class Value>
Value sum(const std::vector<Value>& list) {
  return sum(list, [](const Value& value) { return value; });
}

// left ?? right, where the right side is worked out only if it is wanted. Of the type of both, which is not
// always that of a literal on the right.
template <class Value, class Otherwise>
struct Coalesced : std::common_type<Value, Otherwise> {};
template <class Value, class Otherwise>
struct Coalesced<Value, std::optional<Otherwise>> : std::type_identity<std::optional<Otherwise>> {};

template <class Value, class Otherwise>
auto value_or(std::optional<Value> value, Otherwise otherwise) ->
    typename Coalesced<Value, std::decay_t<std::invoke_result_t<Otherwise&>>>::type {
  if (value) return *std::move(value);
  return otherwise();
}

// object?.member
template <class Object, class Member>
auto member(const std::optional<Object>& object, Member Object::*field) {
  if constexpr (requires(const Member& value) { value.has_value(); }) {
    return object ? (*object).*field : Member();
  } else {
    return object ? std::optional<Member>((*object).*field) : std::nullopt;
  }
}

}  // namespace perdure
