#include "compiler/emit/cpp/types.h"

#include <set>

#include "compiler/plan/cpp_names.h"

namespace perdure::emit::cpp {

using model::Type;
using model::TypeKind;

namespace {

// What is generated in a chart's namespace and would be found before a type of that name around it.
bool is_generated_name(std::string_view name) {
  static const std::set<std::string_view> Names = {
      "Data",     "Event",   "Handlers",  "Machine",    "Params",
      "Snapshot", "StateId", "Selection", "Transition", "Witness"};
  return Names.contains(name);
}

}  // namespace

std::string Types::type(const Type& type) const {
  switch (type.kind) {
    case TypeKind::Bool:
      return "bool";
    case TypeKind::Int:
      return "std::int64_t";
    case TypeKind::Float:
      return "double";
    case TypeKind::String:
      return "std::string";
    case TypeKind::Bytes:
      return "perdure::Bytes";
    case TypeKind::Duration:
      return "perdure::Duration";
    case TypeKind::Timestamp:
      return "perdure::Timestamp";
    case TypeKind::Optional:
      return "std::optional<" + this->type(type.arguments[0]) + ">";
    case TypeKind::List:
      return "std::vector<" + this->type(type.arguments[0]) + ">";
    case TypeKind::Map:
      return "std::map<" + this->type(type.arguments[0]) + ", " + this->type(type.arguments[1]) +
             ">";
    case TypeKind::Named: {
      const plan::TypeDecl& decl = plan_.type(type);
      const std::size_t last = decl.qualified.rfind("::");
      if (decl.form == plan::TypeForm::Extern || last == std::string::npos) return decl.qualified;
      const std::string around = decl.qualified.substr(0, last);
      const bool visible = name_space_ == around || name_space_.starts_with(around + "::");
      return visible && !is_generated_name(decl.name) ? decl.qualified.substr(last + 2)
                                                      : decl.qualified;
    }
    case TypeKind::Dynamic:
      return "perdure::scxml::Data";
    case TypeKind::Error:
    case TypeKind::None:
      return "std::nullopt_t";
  }
  return "";
}

std::string Types::member(const plan::Field& field) const {
  return field.large ? "perdure::Large<" + type(field.type) + ">" : type(field.type);
}

bool Types::is_enum(const Type& type) const {
  return type.kind == TypeKind::Named && plan_.type(type).form == plan::TypeForm::Enum;
}

bool Types::is_struct(const Type& type) const {
  return type.kind == TypeKind::Named && plan_.type(type).form == plan::TypeForm::Struct;
}

bool Types::is_empty_struct(const Type& type) const {
  return is_struct(type) && plan_.type(type).fields.empty();
}

bool Types::is_by_value(const Type& type) const {
  switch (type.kind) {
    case TypeKind::Bool:
    case TypeKind::Int:
    case TypeKind::Float:
    case TypeKind::Duration:
    case TypeKind::Timestamp:
      return true;
    default:
      return is_enum(type);
  }
}

bool Types::needs_initialiser(const Type& type) const {
  return is_by_value(type) ||
         (type.kind == TypeKind::Named && plan_.type(type).form == plan::TypeForm::Extern);
}

std::string Types::parameter(const Type& type) const {
  return is_by_value(type) ? this->type(type) : view(type);
}

std::string Types::view(const Type& type) const {
  return "const " + this->type(type) + (is_by_value(type) ? "" : "&");
}

std::string Types::field(const std::string& name) const {
  return name == "serialize" || names_.contains(name) ? name + "_" : plan::cpp_word(name);
}

}  // namespace perdure::emit::cpp
