// Types of the chart language in C++.
#pragma once

#include <set>
#include <string>

#include "compiler/plan/plan.h"

namespace perdure::emit::cpp {

class Types {
 public:
  // `name_space`: where the types are named, "shop::order".
  Types(const plan::Plan& plan, std::string name_space)
      : plan_(plan), name_space_(std::move(name_space)) {
    for (const plan::TypeDecl& decl : plan.types) names_.insert(decl.name);
  }

  std::string type(const model::Type& type) const;
  // As a member of what a session keeps: "perdure::Large<std::string>".
  std::string member(const plan::Field& field) const;
  // As a parameter: "const std::string&", "std::int64_t".
  std::string parameter(const model::Type& type) const;
  // As a variable that is not changed: "const std::string&", "const std::int64_t".
  std::string view(const model::Type& type) const;

  bool is_by_value(const model::Type& type) const;
  bool is_enum(const model::Type& type) const;
  bool is_empty_struct(const model::Type& type) const;
  bool is_struct(const model::Type& type) const;
  // A type that does not initialise itself.
  bool needs_initialiser(const model::Type& type) const;

  // A field of a struct that charts declare.
  std::string field(const std::string& name) const;

  const plan::Plan& plan() const { return plan_; }

 private:
  const plan::Plan& plan_;
  std::string name_space_;
  std::set<std::string> names_;
};

}  // namespace perdure::emit::cpp
