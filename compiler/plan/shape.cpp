#include "compiler/plan/shape.h"

#include <array>
#include <set>

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
    static constexpr std::string_view Digits = "0123456789abcdef";
    std::string text;
    for (int shift = 60; shift >= 0; shift -= 4) text += Digits[(hash_ >> shift) & 15];
    return text;
  }

 private:
  static std::string_view kind_name(const State& state) {
    switch (state.kind) {
      case StateKind::Chart:
        return "chart";
      case StateKind::Atomic:
        return "atomic";
      case StateKind::Compound:
        return "compound";
      case StateKind::Parallel:
        return "parallel";
      case StateKind::Final:
        return "final";
      case StateKind::Choice:
        return "choice";
      case StateKind::History:
        return state.deep ? "deep history" : "history";
    }
    return "";
  }

  // FNV-1a, each word with its end.
  void add(std::string_view word) {
    for (const char c : word) add_byte(static_cast<unsigned char>(c));
    add_byte(0);
  }
  void add_byte(unsigned char byte) { hash_ = (hash_ ^ byte) * 1099511628211U; }

  void add_fields(const std::vector<Field>& fields) {
    add(std::to_string(fields.size()));
    for (const Field& field : fields) {
      add(field.name);
      add_type(field.type);
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
  std::uint64_t hash_ = 14695981039346656037U;
};

}  // namespace

std::string shape_of(const Plan& plan, const Chart& chart) { return Shape(plan, chart).digest(); }

}  // namespace perdure::plan
