#include "compiler/evolve/convert.h"

#include <algorithm>
#include <set>
#include <utility>

namespace perdure::evolve {

using model::Type;
using model::TypeKind;

namespace {

class Obstacle {
 public:
  explicit Obstacle(const plan::Plan& plan) : plan_(plan) {}

  std::optional<std::string> find(const Type& from, const Type& to) {
    if (from == to) return std::nullopt;
    if (to.kind == TypeKind::Optional) {
      const bool optional = from.kind == TypeKind::Optional;
      return find(optional ? from.arguments[0] : from, to.arguments[0]);
    }
    if (from.kind == TypeKind::Int && to.kind == TypeKind::Float) return std::nullopt;
    if (from.kind == TypeKind::List && to.kind == TypeKind::List) {
      return find(from.arguments[0], to.arguments[0]);
    }
    if (from.kind == TypeKind::Map && to.kind == TypeKind::Map) {
      if (auto key = find(from.arguments[0], to.arguments[0])) return key;
      return find(from.arguments[1], to.arguments[1]);
    }
    if (from.kind == TypeKind::Named && to.kind == TypeKind::Named) return find_named(from, to);
    return "`" + name(from) + "` is no `" + name(to) + "`";
  }

 private:
  std::string name(const Type& type) const { return plan::type_name(plan_, type); }

  std::optional<std::string> find_named(const Type& from, const Type& to) {
    const plan::TypeDecl& was = plan_.type(from);
    const plan::TypeDecl& now = plan_.type(to);
    if (was.form != now.form || now.form == plan::TypeForm::Extern) {
      return "`" + was.name + "` is another type";
    }
    // What contains itself converts if all else of it does.
    if (!seen_.emplace(from.decl, to.decl).second) return std::nullopt;
    return now.form == plan::TypeForm::Enum ? find_in_enum(was, now) : find_in_struct(was, now);
  }

  static std::optional<std::string> find_in_enum(const plan::TypeDecl& was,
                                                 const plan::TypeDecl& now) {
    for (const std::string& each : was.enumerators) {
      const auto& all = now.enumerators;
      if (std::find(all.begin(), all.end(), each) == all.end()) {
        return "`" + now.name + "` has no `" + each + "` any more";
      }
    }
    return std::nullopt;
  }

  std::optional<std::string> find_in_struct(const plan::TypeDecl& was, const plan::TypeDecl& now) {
    for (const plan::Field& field : now.fields) {
      const auto before =
          std::find_if(was.fields.begin(), was.fields.end(),
                       [&](const plan::Field& each) { return each.name == field.name; });
      if (before != was.fields.end()) {
        if (auto found = find(before->type, field.type)) {
          return "of field `" + field.name + "` of `" + now.name + "`: " + *found;
        }
      } else if (!field.initial && field.type.kind != TypeKind::Optional) {
        return "field `" + field.name + "` of `" + now.name + "` is new and has no default";
      }
    }
    return std::nullopt;
  }

  const plan::Plan& plan_;
  std::set<std::pair<model::TypeDeclId, model::TypeDeclId>> seen_;
};

}  // namespace

std::optional<std::string> obstacle(const plan::Plan& plan, const Type& from, const Type& to) {
  return Obstacle(plan).find(from, to);
}

bool is_self_contained(const plan::Expr& expr) {
  switch (expr.kind) {
    case plan::ExprKind::CallFunction:
    case plan::ExprKind::Guard:
    case plan::ExprKind::InState:
    case plan::ExprKind::Token:
    case plan::ExprKind::SessionId:
    case plan::ExprKind::SessionParent:
      return false;
    case plan::ExprKind::CallBuiltin:
      if (expr.text == "now") return false;
      break;
    default:
      break;
  }
  return std::all_of(expr.operands.begin(), expr.operands.end(), is_self_contained);
}

}  // namespace perdure::evolve
