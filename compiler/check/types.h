// What types can do: which fits where, what they have in common, which operations they know.
#pragma once

#include <optional>
#include <string>

#include "compiler/model/model.h"

namespace perdure::check {

model::Type simple(model::TypeKind kind);
model::Type named(model::TypeDeclId decl);
model::Type optional_of(model::Type type);  // Itself if it is optional already.
model::Type list_of(model::Type type);
model::Type map_of(model::Type key, model::Type value);
bool is(const model::Type& type, model::TypeKind kind);
bool is_error(const model::Type& type);
// `none`, `[]` or `{}`, whose type the place around it has to say.
bool is_untyped(const model::Type& type);
// The type under the `?`, or the type itself.
const model::Type& without_optional(const model::Type& type);

// As charts write it: "list<Item>?".
std::string spell(const model::Program& program, const model::Type& type);

// The same type; an Error, also within, is the same as everything.
bool same(const model::Type& a, const model::Type& b);
// Whether a value of `from` may stand where `to` is wanted: it is the same type, or converts by
// itself.
bool fits(const model::Type& from, const model::Type& to);
// The type that both fit, if there is one.
std::optional<model::Type> common(const model::Type& a, const model::Type& b);

// The declaration of an extern type, or null for all others.
const model::ExternDecl* extern_of(const model::Program& program, const model::Type& type);
const model::StructDecl* struct_of(const model::Program& program, const model::Type& type);
const model::EnumDecl* enum_of(const model::Program& program, const model::Type& type);

// Has `<`: numbers, text, times, enums (in the order of their declaration), extern types with
// `order`.
bool is_ordered(const model::Program& program, const model::Type& type);
// May be a key of a map.
bool is_key(const model::Program& program, const model::Type& type);
// May be `@indexed`: a scalar, or an optional of one.
bool is_scalar(const model::Program& program, const model::Type& type);
// May be `@large`: text, bytes, and whatever is made of other values.
bool can_be_large(const model::Program& program, const model::Type& type);
// Has a text of its own, for `format` and `log`: scalars, and optionals, lists and maps of them.
bool is_printable(const model::Program& program, const model::Type& type);

}  // namespace perdure::check
