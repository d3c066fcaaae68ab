#include "compiler/plan/shape.h"

#include <set>

#include "compiler/plan/digest.h"

namespace perdure::plan {

namespace {

class Shape {
 public:
  Shape(const Plan& plan, const Chart& chart) : plan_(plan), chart_(chart) {}

  std::string digest() {
    add(chart_.qualified);
    add_fields(chart_.parameters);
    if (chart_.result) add_type(*chart_.result);
    for (const State& state : chart_.states) {
      add(state.name);
      add(kind_name(state));
      add(std::to_string(state.parent));
      add_fields(state.data);
      for (const Variable& variable : state.variables) add(variable.id);
      for (const std::uint32_t i : state.invocations) add("invoke " + chart_.invocations[i].name);
      if (!state.deferred.empty()) add("defer");
    }
    return digest_.text();
  }

 private:
  // Each word with its end.
  void add(std::string_view word) {
    digest_.add(word);
    digest_.add(std::string_view("\0", 1));
  }

  void add_fields(const std::vector<Field>& fields) {
    add(std::to_string(fields.size()));
    for (const Field& field : fields) {
      add(field.name);
      add_type(field.type);
      if (field.large) add("large");
    }
  }

  void add_type(const model::Type& type) {
    add(type_name(plan_, type));
    add_named(type);
  }

  // What a named type is made of, where it is first met.
  void add_named(const model::Type& type) {
    for (const model::Type& argument : type.arguments) add_named(argument);
    if (type.kind != model::TypeKind::Named || !seen_.insert(type.decl).second) return;
    const TypeDecl& decl = plan_.type(type);
    add(decl.qualified);
    if (decl.form == TypeForm::Struct) add_fields(decl.fields);
    for (const std::string& enumerator : decl.enumerators) add(enumerator);
  }

  const Plan& plan_;
  const Chart& chart_;
  std::set<model::TypeDeclId> seen_;
  Digest digest_;
};

}  // namespace

std::string shape_of(const Plan& plan, const Chart& chart) { return Shape(plan, chart).digest(); }

}  // namespace perdure::plan
