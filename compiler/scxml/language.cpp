// Blocks, and the choice of a data model. See language.h.
#include "compiler/scxml/language.h"

#include "compiler/scxml/ecmascript.h"
#include "compiler/scxml/null.h"
#include "compiler/scxml/perdure.h"
#include "compiler/scxml/vocabulary.h"

namespace perdure::scxml {

model::Block Language::block(std::span<const Node> nodes) {
  model::Block made;
  for (const Node& each : nodes) {
    const Element* child = each.element();
    if (child == nullptr) continue;
    if (child->is("if")) {
      made.push_back(if_statement(*child));
    } else if (!child->is_scxml() || is_executable(child->name)) {
      if (auto statement = this->statement(*child)) made.push_back(std::move(*statement));
    }
  }
  return made;
}

// 4.3: what stands before an <elseif> or <else> belongs to the branch before it.
model::Statement Language::if_statement(const Element& element) {
  const auto branch = [&](const Element& head) {
    model::Branch made;
    if (const Attribute* cond = head.find("cond")) made.condition = condition(*cond);
    return made;
  };
  model::If made;
  made.branches.push_back(branch(element));
  const std::span<const Node> nodes(element.children);
  std::size_t begin = 0;  // Of what stands in the last branch.
  for (std::size_t at = 0; at < nodes.size(); ++at) {
    const Element* child = nodes[at].element();
    if (child == nullptr || !(child->is("elseif") || child->is("else"))) continue;
    made.branches.back().body = block(nodes.subspan(begin, at - begin));
    made.branches.push_back(branch(*child));
    begin = at + 1;
  }
  made.branches.back().body = block(nodes.subspan(begin));
  return {std::move(made), element.tag};
}

std::unique_ptr<Language> make_language(Reading& reading, const Element& scxml,
                                        const std::string& chart_name) {
  const Attribute* named = scxml.find("datamodel");
  if (named == nullptr || named->value == "ecmascript") {
    return std::make_unique<Ecmascript>(reading, chart_name);
  }
  if (named->value == "null") return std::make_unique<Null>(reading, chart_name);
  if (named->value == "perdure") return std::make_unique<Perdure>(reading);
  reading.findings.error(diag::UnknownDataModel, named->value_range, named->value);
  return nullptr;
}

}  // namespace perdure::scxml
