// What the header of a chart declares, as values for its templates.
#pragma once

#include <string>

#include "compiler/emit/cpp/context.h"
#include "compiler/emit/cpp/statements.h"
#include "compiler/emit/template/template.h"

namespace perdure::emit::cpp {

// How many types a std::variant may have: compilers take more than linear time for them.
inline constexpr std::size_t MaxAlternatives = 64;

// "/// " before each line of a doc comment; empty for none.
std::string doc_comment(const std::string& doc);

// The members that are declared for fields, a line each. `rename` gives their names.
template <class Rename>
std::string members(const Types& types, const std::vector<plan::Field>& fields,
                    const Rename& initialiser, const auto& name) {
  std::string text;
  for (const plan::Field& field : fields) {
    const std::string doc = doc_comment(field.doc);
    if (!doc.empty()) text += doc + "\n";
    text += types.member(field) + " " + name(field.name) + initialiser(field) + ";\n";
  }
  if (!text.empty()) text.pop_back();
  return text;
}

// The value types of a file, or of a chart: for type.h.tpl and type.cpp.tpl.
Values::List type_values(const plan::Plan& plan, const std::vector<std::uint32_t>& types,
                         const std::string& name_space);
Values::List enum_values(const plan::Plan& plan, const std::vector<std::uint32_t>& types);

// A struct of these fields: what templates name `name`, `doc`, `fields` and `serialize`.
Values structure(const Context& context, const std::string& name, const std::string& doc,
                 const std::vector<plan::Field>& fields);

// The class behind Machine::witness(); empty where there are no actions.
std::string witness(const Context& context);

// The lines of indexed(); empty where nothing is.
std::string indexed_values(const Context& context);

// The lines of large_values(); empty where nothing is `@large`.
std::string large_values(const Context& context);

// Adds what chart.h.tpl names that depends on declarations alone.
void add_declarations(const Context& context, Values& values);

}  // namespace perdure::emit::cpp
