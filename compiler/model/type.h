// The types of the chart language, as values.
//
// The same form serves what is written (`list<Item>`, names not yet looked up: TypeRef) and what it means
// (Type, whose named types are ids into Program::types).
#pragma once

#include <compare>
#include <cstdint>
#include <string>
#include <vector>

#include "compiler/source/source.h"

namespace perdure::model {

struct TypeDeclId {
  std::uint32_t index = 0;
  auto operator<=>(const TypeDeclId&) const = default;
};

enum class TypeKind {
  Error,  // Something that was already reported; fits everywhere, so that one mistake is told once.
  None,   // The type of the literal `none` alone: fits any optional.
  Bool,
  Int,        // std::int64_t
  Float,      // double
  String,     // std::string, UTF-8
  Bytes,      // std::vector<std::byte>
  Duration,   // microseconds
  Timestamp,  // microseconds since 1970-01-01 UTC
  Optional,   // arguments: {T}
  List,       // arguments: {T}; {} for the empty literal `[]`, which fits any list
  Map,        // arguments: {K, V}; {} for the empty literal `{}`, which fits any map
  Dynamic,  // whatever the engine of an SCXML data model makes of it: the type of every Script and Inline
  Named,  // a struct, an enum or an extern type: `decl`
};

// What a type means once its names are resolved.
struct Type {
  TypeKind kind = TypeKind::Error;
  std::vector<Type> arguments;
  TypeDeclId decl;  // Named only.

  // Two types are equal if and only if they are the same type.
  bool operator==(const Type&) const = default;
};

// A type as it is written.
struct TypeRef {
  TypeKind kind = TypeKind::Error;  // Named where `name` has yet to be looked up.
  std::vector<TypeRef> arguments;
  std::string name;
  source::Range range;
};

}  // namespace perdure::model
