// Which types of recorded versions are still what they were.
#include <algorithm>
#include <map>
#include <string_view>

#include "compiler/check/releases.h"

namespace perdure::check {

namespace {

using model::Type;
using model::TypeDeclId;
using model::TypeKind;

class Unifier {
 public:
  Unifier(const model::Program& program, std::vector<Names>& inside, Facts& facts)
      : program_(program), inside_(inside), facts_(facts) {}

  void run() {
    for (std::uint32_t i = 0; i < program_.charts.size(); ++i) {
      if (!program_.charts[i].released_of) continue;
      find_same(model::ChartId{i}, now_of(*program_.charts[i].released_of));
    }
    for (std::uint32_t i = 0; i < program_.types.size(); ++i) {
      const auto& chart = program_.types[i].chart;
      if (!chart || !program_.chart(*chart).released_of) continue;
      for (Type& field : facts_.struct_fields[i]) replace(field);
    }
    for (std::uint32_t i = 0; i < program_.charts.size(); ++i) {
      if (program_.charts[i].released_of) inside_[i].replace_types(same_);
    }
  }

 private:
  using ByName = std::map<std::string_view, TypeDeclId>;

  // Every type that the chart can name, and what these are made of.
  const ByName& now_of(model::ChartId chart) {
    const auto [entry, is_new] = now_.try_emplace(chart.index);
    if (!is_new) return entry->second;
    ByName& types = entry->second;
    std::vector<TypeDeclId> waiting;
    for (const std::string_view word : inside_[chart.index].words()) {
      const Symbol* symbol = inside_[chart.index].find(word);
      if (symbol->kind != Symbol::Kind::Type) continue;
      types.emplace(word, TypeDeclId{symbol->index});
      waiting.push_back(TypeDeclId{symbol->index});
    }
    while (!waiting.empty()) {
      const TypeDeclId id = waiting.back();
      waiting.pop_back();
      for (const Type& field : facts_.struct_fields[id.index]) add_named(field, types, waiting);
    }
    return types;
  }

  void add_named(const Type& type, ByName& types, std::vector<TypeDeclId>& waiting) {
    for (const Type& argument : type.arguments) add_named(argument, types, waiting);
    if (type.kind != TypeKind::Named) return;
    if (types.emplace(program_.type(type.decl).name.name, type.decl).second) {
      waiting.push_back(type.decl);
    }
  }

  // Types that contain each other are the same as long as nothing shows that they differ.
  void find_same(model::ChartId chart, const ByName& now) {
    std::map<TypeDeclId, TypeDeclId> guess;
    for (std::uint32_t i = 0; i < program_.types.size(); ++i) {
      if (program_.types[i].chart != chart) continue;
      const auto found = now.find(program_.types[i].name.name);
      if (found != now.end()) guess.emplace(TypeDeclId{i}, found->second);
    }
    for (bool changed = true; changed;) {
      changed = std::erase_if(guess, [&](const auto& pair) {
                  return !is_same(pair.first, pair.second, guess);
                }) > 0;
    }
    same_.insert(guess.begin(), guess.end());
  }

  bool is_same(TypeDeclId was, TypeDeclId now,
               const std::map<TypeDeclId, TypeDeclId>& guess) const {
    const model::TypeDecl& a = program_.type(was);
    const model::TypeDecl& b = program_.type(now);
    if (a.kind.index() != b.kind.index()) return false;
    if (const auto* host = std::get_if<model::ExternDecl>(&a.kind)) {
      return host->cpp_name == std::get<model::ExternDecl>(b.kind).cpp_name;
    }
    if (const auto* choice = std::get_if<model::EnumDecl>(&a.kind)) {
      const auto& other = std::get<model::EnumDecl>(b.kind).enumerators;
      return std::equal(choice->enumerators.begin(), choice->enumerators.end(), other.begin(),
                        other.end(), [](const model::NameRef& one, const model::NameRef& two) {
                          return one.name == two.name;
                        });
    }
    const auto& fields = std::get<model::StructDecl>(a.kind).fields;
    const auto& others = std::get<model::StructDecl>(b.kind).fields;
    if (fields.size() != others.size()) return false;
    for (std::size_t i = 0; i < fields.size(); ++i) {
      Type type = facts_.struct_fields[was.index][i];
      replace(type, guess);
      if (fields[i].name.name != others[i].name.name) return false;
      if (type != facts_.struct_fields[now.index][i]) return false;
    }
    return true;
  }

  static void replace(Type& type, const std::map<TypeDeclId, TypeDeclId>& by) {
    for (Type& argument : type.arguments) replace(argument, by);
    const auto found = by.find(type.decl);
    if (type.kind == TypeKind::Named && found != by.end()) type.decl = found->second;
  }
  void replace(Type& type) const { replace(type, same_); }

  const model::Program& program_;
  std::vector<Names>& inside_;
  Facts& facts_;
  std::map<std::uint32_t, ByName> now_;
  std::map<TypeDeclId, TypeDeclId> same_;
};

}  // namespace

void unify_released_types(const model::Program& program, std::vector<Names>& inside, Facts& facts) {
  Unifier(program, inside, facts).run();
}

}  // namespace perdure::check
