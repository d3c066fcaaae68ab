// Values of the chart language, as a simulated session holds them.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

#include "compiler/model/model.h"

namespace perdure::simulate {

struct Value;

struct None {};  // Of every optional type.
struct Duration {
  std::int64_t microseconds = 0;
  auto operator<=>(const Duration&) const = default;
};
struct Timestamp {
  std::int64_t microseconds = 0;  // Since 1970-01-01 UTC.
  auto operator<=>(const Timestamp&) const = default;
};
using Bytes = std::vector<std::byte>;
struct Enumerator {
  model::TypeDeclId type;
  std::uint32_t index = 0;
};
struct List {
  std::vector<Value> elements;
};
struct Entry;
struct Map {
  std::vector<Entry> entries;  // In the order of their keys, which differ.
};
// A struct; or an extern value, whose fields are what it was constructed from.
struct Record {
  model::TypeDeclId type;
  std::vector<Value> fields;
};

struct Value {
  std::variant<None, bool, std::int64_t, double, std::string, Bytes, Duration, Timestamp,
               Enumerator, List, Map, Record>
      is;

  bool is_none() const { return std::holds_alternative<None>(is); }
};
struct Entry {
  Value key;
  Value value;
};

// As C++ compares what generated code makes of them. Of two extern values, the fields decide, in their order.
bool operator==(const Value& left, const Value& right);
bool less(const Value& left, const Value& right);

// The value under the key; null where there is none.
Value* find(Map& map, const Value& key);
const Value* find(const Map& map, const Value& key);
// The value under the key, made where it is missing.
Value& at(Map& map, const Value& key, Value otherwise);

// What a value of the type is made from: a struct's fields, an extern type's parameters; null for an enum.
const std::vector<model::Field>* fields_of(const model::TypeDecl& type);

}  // namespace perdure::simulate
