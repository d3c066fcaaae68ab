// SCXML's elements as the Recommendation lists them: what each may have on it and in it.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "compiler/scxml/xml.h"

namespace perdure::scxml {

// Words are separated by blanks.
struct ElementRule {
  std::string_view name;
  std::string_view required;  // Attributes.
  std::string_view optional;
  // Elements, `x?` at most once; `%` is executable content; `#` is words; `.` is words and elements of any kind.
  std::string_view children;
};

// Nothing where SCXML has no such element.
const ElementRule* find_rule(std::string_view name);
const std::vector<ElementRule>& all_rules();

// Elements that exclude each other, and those of which one at least has to be there. An attribute is its name, an
// element in it `<name>`, and `.` is whatever stands in it.
struct ExclusionRule {
  std::string_view element;
  std::string_view one;
  std::string_view other;
};
const std::vector<ExclusionRule>& all_exclusions();

struct ChoiceRule {
  std::string_view element;
  std::string_view of;
  std::string_view words;  // As it is said.
};
const std::vector<ChoiceRule>& all_choices();

// Attributes of earlier drafts and of other processors that change nothing here: documents have them still.
bool is_passed_over(std::string_view element, std::string_view attribute);

// raise, if, foreach, log, assign, script, send, cancel (section 4.2 and on).
bool is_executable(std::string_view name);

// The words of a list.
std::vector<std::string_view> words_of(std::string_view list);
bool has_word(std::string_view list, std::string_view word);

}  // namespace perdure::scxml
