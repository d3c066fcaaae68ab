// What types can do.
#include "compiler/check/types.h"

#include <utility>

namespace perdure::check {

using model::Type;
using model::TypeKind;

Type simple(TypeKind kind) { return {kind, {}, {}}; }
Type named(model::TypeDeclId decl) { return {TypeKind::Named, {}, decl}; }
Type list_of(Type type) { return {TypeKind::List, {std::move(type)}, {}}; }
Type map_of(Type key, Type value) {
  return {TypeKind::Map, {std::move(key), std::move(value)}, {}};
}
Type optional_of(Type type) {
  if (type.kind == TypeKind::Optional || type.kind == TypeKind::Error) return type;
  return {TypeKind::Optional, {std::move(type)}, {}};
}

bool is(const Type& type, TypeKind kind) { return type.kind == kind; }
bool is_error(const Type& type) { return type.kind == TypeKind::Error; }

bool is_untyped(const Type& type) {
  if (type.kind == TypeKind::None) return true;
  const bool container = type.kind == TypeKind::List || type.kind == TypeKind::Map;
  if (container && type.arguments.empty()) return true;
  for (const Type& argument : type.arguments) {
    if (is_untyped(argument)) return true;
  }
  return false;
}

const Type& without_optional(const Type& type) {
  return type.kind == TypeKind::Optional ? type.arguments.front() : type;
}

std::string spell(const model::Program& program, const Type& type) {
  switch (type.kind) {
    case TypeKind::Error:
      return "?";
    case TypeKind::None:
      return "none";
    case TypeKind::Bool:
      return "bool";
    case TypeKind::Int:
      return "int";
    case TypeKind::Float:
      return "float";
    case TypeKind::String:
      return "string";
    case TypeKind::Bytes:
      return "bytes";
    case TypeKind::Duration:
      return "duration";
    case TypeKind::Timestamp:
      return "timestamp";
    case TypeKind::Optional:
      return spell(program, type.arguments.front()) + "?";
    case TypeKind::List:
      return type.arguments.empty() ? "[]" : "list<" + spell(program, type.arguments[0]) + ">";
    case TypeKind::Map:
      if (type.arguments.empty()) return "{}";
      return "map<" + spell(program, type.arguments[0]) + ", " + spell(program, type.arguments[1]) +
             ">";
    case TypeKind::Named:
      return program.type(type.decl).name.name;
    case TypeKind::Dynamic:
      return "dynamic";
  }
  return "?";
}

bool same(const Type& a, const Type& b) {
  if (is_error(a) || is_error(b)) return true;
  if (a.kind != b.kind || a.decl != b.decl || a.arguments.size() != b.arguments.size()) {
    return false;
  }
  for (std::size_t i = 0; i < a.arguments.size(); ++i) {
    if (!same(a.arguments[i], b.arguments[i])) return false;
  }
  return true;
}

bool fits(const Type& from, const Type& to) {
  if (same(from, to)) return true;
  if (to.kind == TypeKind::Optional) {
    return from.kind == TypeKind::None || fits(from, to.arguments.front());
  }
  if (from.kind == TypeKind::Int) return to.kind == TypeKind::Float;
  const bool container = from.kind == TypeKind::List || from.kind == TypeKind::Map;
  return container && from.kind == to.kind && from.arguments.empty();
}

std::optional<Type> common(const Type& a, const Type& b) {
  if (is_error(a)) return b;
  if (fits(a, b)) return b;
  if (fits(b, a)) return a;
  if (a.kind == TypeKind::None) return optional_of(b);
  if (b.kind == TypeKind::None) return optional_of(a);
  return std::nullopt;
}

const model::ExternDecl* extern_of(const model::Program& program, const Type& type) {
  if (type.kind != TypeKind::Named) return nullptr;
  return std::get_if<model::ExternDecl>(&program.type(type.decl).kind);
}

const model::StructDecl* struct_of(const model::Program& program, const Type& type) {
  if (type.kind != TypeKind::Named) return nullptr;
  return std::get_if<model::StructDecl>(&program.type(type.decl).kind);
}

const model::EnumDecl* enum_of(const model::Program& program, const Type& type) {
  if (type.kind != TypeKind::Named) return nullptr;
  return std::get_if<model::EnumDecl>(&program.type(type.decl).kind);
}

bool is_ordered(const model::Program& program, const Type& type) {
  switch (type.kind) {
    case TypeKind::Error:
    case TypeKind::Int:
    case TypeKind::Float:
    case TypeKind::String:
    case TypeKind::Duration:
    case TypeKind::Timestamp:
      return true;
    case TypeKind::Named: {
      const model::ExternDecl* decl = extern_of(program, type);
      return decl ? decl->order : enum_of(program, type) != nullptr;
    }
    default:
      return false;
  }
}

bool is_key(const model::Program& program, const Type& type) {
  switch (type.kind) {
    case TypeKind::Error:
    case TypeKind::Int:
    case TypeKind::String:
    case TypeKind::Duration:
    case TypeKind::Timestamp:
      return true;
    case TypeKind::Named:
      return enum_of(program, type) != nullptr;
    default:
      return false;
  }
}

bool is_scalar(const model::Program& program, const Type& type) {
  const Type& value = without_optional(type);
  return value.kind == TypeKind::Bool || value.kind == TypeKind::Float || is_key(program, value);
}

bool can_be_large(const model::Program& program, const Type& type) {
  return without_optional(type).kind == TypeKind::String || !is_scalar(program, type);
}

bool is_printable(const model::Program& program, const Type& type) {
  const bool nested =
      type.kind == TypeKind::List || type.kind == TypeKind::Map || type.kind == TypeKind::Optional;
  if (!nested) return is_scalar(program, type);
  for (const Type& argument : type.arguments) {
    if (!is_printable(program, argument)) return false;
  }
  return true;
}

}  // namespace perdure::check
