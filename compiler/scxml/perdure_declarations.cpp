// What files and charts declare. See perdure.h.
#include <algorithm>
#include <utility>

#include "compiler/parse/fragment.h"
#include "compiler/scxml/perdure.h"

namespace perdure::scxml {

namespace {

// shop::Money, ::Money
bool is_cpp_name(std::string_view text) {
  if (text.substr(0, 2) == "::") text.remove_prefix(2);
  for (;;) {
    const std::size_t end = text.find("::");
    if (!parse::is_name(text.substr(0, end))) return false;
    if (end == std::string_view::npos) return true;
    text.remove_prefix(end + 2);
  }
}

}  // namespace

void Perdure::file(const Element& element) {
  head(element);
  for (const Node& each : element.children) {
    const Element* child = each.element();
    if (child != nullptr) type(*child, std::nullopt);
  }
}

void Perdure::head(const Element& file) {
  model::File& made = reading_.this_file();
  if (const Attribute* dotted = file.find("namespace")) name_space(*dotted, made);
  for (const Node& each : file.children) {
    const Element* child = each.element();
    if (child == nullptr || !is_own(*child, "import")) continue;
    if (const Attribute* href = child->find("href")) {
      made.imports.push_back({href->value, std::nullopt, href->value_range});
    }
  }
}

void Perdure::name_space(const Attribute& dotted, model::File& file) {
  const model::NameRef name = reading_.name(dotted);
  if (!is_dotted(name)) return;
  file.name_space.clear();
  for (std::size_t at = 0; at <= name.name.size();) {
    const std::size_t end = std::min(name.name.find('.', at), name.name.size());
    file.name_space.push_back(name.name.substr(at, end - at));
    at = end + 1;
  }
}

bool Perdure::type(const Element& element, std::optional<model::ChartId> chart) {
  const std::string& what = element.name;
  if (!is_own(element)) return false;
  if (what != "struct" && what != "enum" && what != "extern") return false;
  auto named = name(element);
  if (!named) return true;
  std::optional<model::TypeDecl> decl;
  if (what == "struct") {
    decl =
        model::TypeDecl{{}, std::move(*named), {}, {}, model::StructDecl{fields(element, "field")}};
  } else if (what == "enum") {
    const Attribute* values = element.find("values");
    if (values == nullptr) return true;
    model::EnumDecl made{reading_.names(*values)};
    for (const model::NameRef& each : made.enumerators) {
      if (!parse::is_name(each.name)) {
        reading_.findings.error(diag::NotAName, each.range, each.name);
      }
    }
    decl = model::TypeDecl{{}, std::move(*named), {}, {}, std::move(made)};
  } else {
    decl = extern_type(element, std::move(*named));
    if (!decl) return true;
  }
  decl->doc = doc(element);
  decl->file = reading_.file;
  decl->chart = chart;
  const model::TypeDeclId id{static_cast<std::uint32_t>(reading_.program.types.size())};
  if (!chart) reading_.this_file().types.push_back(id);
  reading_.program.types.push_back(std::move(*decl));
  return true;
}

std::optional<model::TypeDecl> Perdure::extern_type(const Element& element, model::NameRef name) {
  const Attribute* header = element.find("header");
  const Attribute* cpp = element.find("cpp");
  if (header == nullptr || cpp == nullptr) return std::nullopt;
  model::ExternDecl made;
  made.constructor = fields(element, "parameter");
  made.constructible = is_true(element, "constructible") || !made.constructor.empty();
  made.order = is_true(element, "order");
  made.arithmetic = is_true(element, "arithmetic");
  made.header = header->value;
  made.cpp_name = cpp->value;
  if (!is_cpp_name(cpp->value)) {
    reading_.findings.error(diag::BadValue, cpp->value_range, cpp->value, cpp->name,
                            "the name of a C++ type, such as `shop::Money`");
    return std::nullopt;
  }
  return model::TypeDecl{{}, std::move(name), {}, {}, std::move(made)};
}

std::vector<model::Field> Perdure::fields(const Element& element, std::string_view of) {
  std::vector<model::Field> made;
  for (const Node& each : element.children) {
    const Element* child = each.element();
    if (child == nullptr || !is_own(*child, of)) continue;
    auto named = name(*child);
    const Attribute* written = child->find("type");
    auto read = written == nullptr ? std::nullopt : type(*written);
    if (!named || !read) continue;
    model::Field field;
    field.doc = doc(*child);
    field.name = std::move(*named);
    field.type = std::move(*read);
    field.initial = expression(*child, "expr");
    field.inout = is_true(*child, "inout");
    field.indexed = is_true(*child, "indexed");
    field.large = is_true(*child, "large");
    made.push_back(std::move(field));
  }
  return made;
}

std::optional<model::Function> Perdure::function(const Element& element) {
  auto named = name(element);
  if (!named) return std::nullopt;
  model::Function made{doc(element), std::move(*named), fields(element, "parameter"), {}};
  if (const Attribute* result = element.find("result")) made.result = type(*result);
  return made;
}

std::optional<model::Migration> Perdure::migration(const Element& element) {
  const Attribute* from = element.find("from");
  const Attribute* to = element.find("to");
  if (from == nullptr || to == nullptr) return std::nullopt;
  const auto older = number(*from);
  const auto newer = number(*to);
  if (!older || !newer) return std::nullopt;
  model::Migration made;
  made.from = *older;
  made.to = *newer;
  made.range = element.tag;
  for (const Node& each : element.children) {
    const Element* child = each.element();
    if (child == nullptr || !is_own(*child, "move")) continue;
    const Attribute* states = child->find("to");
    auto state = name(*child, "state");
    if (state && states != nullptr) {
      made.moves.push_back({std::move(*state), reading_.names(*states)});
    }
  }
  made.statements = block(element);
  return made;
}

// Nothing where there is none, which was reported, or it is none that a chart may have.
std::optional<model::NameRef> Perdure::name(const Element& element, std::string_view attribute) {
  const Attribute* found = element.find(attribute);
  if (found == nullptr) return std::nullopt;
  model::NameRef name = reading_.name(*found);
  if (parse::is_name(name.name)) return name;
  reading_.findings.error(diag::NotAName, found->value_range, name.name);
  return std::nullopt;
}

std::optional<model::NameRef> Perdure::dotted(const Element& element, std::string_view attribute) {
  const Attribute* found = element.find(attribute);
  if (found == nullptr) return std::nullopt;
  model::NameRef name = reading_.name(*found);
  if (!is_dotted(name)) return std::nullopt;
  return name;
}

bool Perdure::is_dotted(const model::NameRef& name) {
  for (std::string_view left = name.name;;) {
    const std::size_t dot = left.find('.');
    if (!parse::is_name(left.substr(0, dot))) {
      reading_.findings.error(diag::NotAName, name.range, name.name);
      return false;
    }
    if (dot == std::string_view::npos) return true;
    left.remove_prefix(dot + 1);
  }
}

}  // namespace perdure::scxml
