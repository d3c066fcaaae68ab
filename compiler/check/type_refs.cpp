// Types as written become types as meant.
#include "compiler/check/type_refs.h"

#include "compiler/check/types.h"

namespace perdure::check {

using model::Type;
using model::TypeKind;
using model::TypeRef;

namespace {

constexpr int DeepestType = 16;

struct Resolver {
  const model::Program& program;
  const Names& names;
  Suggestions& suggestions;
  Reporter& report;

  Type resolve(const TypeRef& written, int depth) {
    if (depth > DeepestType) {
      report.report(diag::ExpressionTooDeep, written.range);
      return simple(TypeKind::Error);
    }
    if (written.kind == TypeKind::Named) return lookup(written);
    Type type = simple(written.kind);
    for (const TypeRef& argument : written.arguments) {
      type.arguments.push_back(resolve(argument, depth + 1));
      if (is_error(type.arguments.back())) return simple(TypeKind::Error);
    }
    if (written.kind == TypeKind::Optional) return optional_of(type.arguments[0]);
    if (written.kind == TypeKind::Map && !is_key(program, type.arguments[0])) {
      report.report(diag::BadMapKey, written.arguments[0].range, spell(program, type.arguments[0]));
      return simple(TypeKind::Error);
    }
    return type;
  }

  Type lookup(const TypeRef& written) {
    const Symbol* symbol = names.find(written.name);
    if (symbol && symbol->kind == Symbol::Kind::Type) {
      return named(model::TypeDeclId{symbol->index});
    }
    if (symbol) {
      report.report(diag::NotAType, written.range, written.name, describe(symbol->kind))
          .note(diag::DeclaredHere, symbol->range, written.name);
    } else {
      suggestions.add(report.report(diag::UnknownType, written.range, written.name), written.range,
                      written.name, [&] { return candidates(); });
    }
    return simple(TypeKind::Error);
  }

  std::vector<std::string_view> candidates() const {
    std::vector<std::string_view> found{"bool", "int",      "float",     "string", "bytes",
                                        "list", "duration", "timestamp", "map"};
    for (const std::string_view word : names.words()) {
      if (names.find(word)->kind == Symbol::Kind::Type) found.push_back(word);
    }
    return found;
  }
};

}  // namespace

Type resolve_type(const model::Program& program, const TypeRef& written, const Names& names,
                  Suggestions& suggestions, Reporter& report) {
  return Resolver{program, names, suggestions, report}.resolve(written, 0);
}

std::vector<Type> resolve_types(const model::Program& program,
                                const std::vector<model::Field>& fields, const Names& names,
                                Suggestions& suggestions, Reporter& report) {
  std::vector<Type> types;
  types.reserve(fields.size());
  for (const model::Field& field : fields) {
    types.push_back(resolve_type(program, field.type, names, suggestions, report));
  }
  return types;
}

}  // namespace perdure::check
