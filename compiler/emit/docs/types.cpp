// Types, fields and signatures. See page.h.
#include <algorithm>
#include <set>

#include "compiler/emit/docs/expression_text.h"
#include "compiler/emit/docs/page.h"

namespace perdure::emit::docs {
namespace {

using model::Type;
using model::TypeKind;

class Used {
 public:
  Used(const plan::Plan& plan, const plan::File& file) : plan_(plan) {
    for (const std::uint32_t index : file.types) add(index);
    for (const plan::Chart& chart : file.charts) {
      add(chart.parameters);
      if (chart.result) add(*chart.result);
      for (const plan::Event& event : chart.events) add(event.fields);
      for (const plan::Event& event : chart.emits) add(event.fields);
      for (const auto* functions : {&chart.functions, &chart.actions, &chart.services}) {
        for (const plan::Function& function : *functions) {
          add(function.parameters);
          if (function.result) add(*function.result);
        }
      }
      for (const plan::State& state : chart.states) add(state.data);
    }
  }

  const std::set<std::uint32_t>& types() const { return types_; }

 private:
  void add(const std::vector<plan::Field>& fields) {
    for (const plan::Field& field : fields) add(field.type);
  }

  void add(const Type& type) {
    for (const Type& argument : type.arguments) add(argument);
    if (type.kind == TypeKind::Named) add(type.decl.index);
  }

  void add(std::uint32_t index) {
    if (types_.insert(index).second) add(plan_.types[index].fields);
  }

  const plan::Plan& plan_;
  std::set<std::uint32_t> types_;
};

std::string kind(const plan::TypeDecl& type) {
  switch (type.form) {
    case plan::TypeForm::Struct:
      return "struct";
    case plan::TypeForm::Enum:
      return "enum";
    case plan::TypeForm::Extern:
      return "extern type";
  }
  return "";
}

}  // namespace

std::string type_text(const plan::Plan& plan, const model::Type& type, const Form& form) {
  switch (type.kind) {
    case TypeKind::Named: {
      const plan::TypeDecl& decl = plan.type(type);
      return form.link(form.code(decl.name), "type-" + decl.name);
    }
    case TypeKind::Optional:
      return type_text(plan, type.arguments[0], form) + form.text("?");
    case TypeKind::List:
    case TypeKind::Map: {
      std::string out;
      for (const Type& argument : type.arguments) {
        out += (out.empty() ? "" : form.text(", ")) + type_text(plan, argument, form);
      }
      const char* name = type.kind == TypeKind::List ? "list" : "map";
      return form.code(name) + form.text("<") + out + form.text(">");
    }
    default:
      return form.code(plan::type_name(plan, type));
  }
}

Values::List field_values(const plan::Plan& plan, const plan::Chart& chart,
                          const std::vector<plan::Field>& fields, const Form& form) {
  Values::List out;
  for (const plan::Field& field : fields) {
    if (field.token) continue;  // Shown as a token.
    Values each;
    each.set("name", form.code(field.name));
    each.set("type", type_text(plan, field.type, form));
    each.set("initial",
             field.initial ? form.code(expression_text(plan, chart, *field.initial)) : "");
    each.set("doc", form.line(field.doc));
    each.set("indexed", field.indexed);
    each.set("large", field.large);
    each.set("inout", field.inout);
    out.push_back(std::move(each));
  }
  return out;
}

Values::List type_values(const plan::Plan& plan, const plan::File& file, const Form& form) {
  Values::List out;
  static const plan::Chart no_chart;  // Fields of types read no chart's names.
  const Used used(plan, file);
  for (const std::uint32_t index : used.types()) {
    const plan::TypeDecl& type = plan.types[index];
    Values each;
    each.set("id", Form::id("type-" + type.name));
    each.set("name", form.text(type.name));
    each.set("kind", kind(type));
    each.set("doc", form.doc(type.doc));
    each.set("cpp", form.code(type.qualified));
    each.set("header", type.header.empty() ? "" : form.code(type.header));
    // By its last name: a page must not depend on where it was made.
    each.set("file",
             type.file == file.name ? "" : form.code(type.file.substr(type.file.rfind('/') + 1)));
    each.set("fields", field_values(plan, no_chart, type.fields, form));
    Values::List enumerators;
    for (const std::string& name : type.enumerators) {
      enumerators.push_back(Values().set("name", form.code(name)));
    }
    each.set("enumerators", std::move(enumerators));
    out.push_back(std::move(each));
  }
  return out;
}

}  // namespace perdure::emit::docs
