// The elements and attributes of the namespace of charts, what each may have, and where each may stand.
#pragma once

#include <string_view>

#include "compiler/scxml/vocabulary.h"

namespace perdure::scxml {

inline constexpr std::string_view ChartSpace = "urn:perdure:chart:1";

inline bool is_own(const Element& element) { return element.space == ChartSpace; }
inline bool is_own(const Element& element, std::string_view name) {
  return is_own(element) && element.name == name;
}

// Nothing where there is no such element in that namespace. Its `children` are of the same namespace, but for `scxml`,
// `transition` and `%`, which are SCXML's; attributes stand in no namespace.
const ElementRule* find_own_rule(std::string_view name);

// What this namespace adds to an element of SCXML's.
struct Extension {
  std::string_view element;
  std::string_view attributes;  // perdure:…
  std::string_view children;    // <perdure:…>; `!` are the statements.
};
const Extension* find_extension(std::string_view scxml_element);

// assign, append, remove, erase, clear, call
bool is_own_statement(std::string_view name);

// What SCXML has and a typed chart has no meaning for: attributes, or the element as a whole where none are named.
std::string_view meaningless_attributes(std::string_view scxml_element);
bool is_meaningless(std::string_view scxml_element);

// Reports what these tables do not allow in `element`, which is SCXML's or of this namespace, and in what it holds;
// of elements that are SCXML's, only what has to do with this namespace (the rest: validate.h).
void validate_own(const Element& element, Findings& findings);

}  // namespace perdure::scxml
