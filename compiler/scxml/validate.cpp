// The tables held against a document. See validate.h.
#include "compiler/scxml/validate.h"

#include <algorithm>
#include <map>

#include "compiler/diagnostics/suggest.h"
#include "compiler/scxml/perdure_vocabulary.h"
#include "compiler/scxml/vocabulary.h"

namespace perdure::scxml {

namespace {

constexpr std::string_view Blanks = " \t\n\r";

bool is_blank(const Text& text) {
  return text.value.find_first_not_of(Blanks) == std::string::npos;
}

class Validator {
 public:
  Validator(std::string_view known_space, Findings& findings)
      : known_space_(known_space), findings_(findings) {}

  // `finalize` is the <finalize> that it stands in, if any.
  void element(const Element& element, const Element* parent, bool in_finalize) {
    const ElementRule& rule = *find_rule(element.name);
    attributes(element, rule);
    exclusions(element);
    choices(element);
    if (element.name == "transition") transition(element, parent);
    if (element.name == "initial" || element.name == "history") default_of(element);
    if (element.name == "send") delay(element);
    if (rule.children == ".") return;
    children(element, rule, in_finalize || element.name == "finalize");
  }

 private:
  void attributes(const Element& element, const ElementRule& rule) {
    for (const Attribute& each : element.attributes) {
      if (!each.space.empty()) continue;
      if (has_word(rule.required, each.name) || has_word(rule.optional, each.name)) continue;
      if (is_passed_over(element.name, each.name)) {
        findings_.warning(diag::AttributePassedOver, each.name_range, element.name, each.name);
        continue;
      }
      auto reported =
          findings_.error(diag::UnknownAttribute, each.name_range, element.name, each.name);
      if (!reported) continue;
      suggestions_.add(*reported, each.name_range, each.name, [&] {
        std::vector<std::string_view> known = words_of(rule.required);
        for (const std::string_view word : words_of(rule.optional)) known.push_back(word);
        return known;
      });
    }
    for (const std::string_view word : words_of(rule.required)) {
      if (element.find(word) == nullptr) {
        findings_.error(diag::MissingAttribute, element.name_range, element.name, word);
      }
    }
  }

  // Where the thing that a rule names stands: its attribute, its element, what stands in it. Nothing where it is not.
  static std::optional<source::Range> place(const Element& element, std::string_view thing) {
    if (thing == ".") {
      for (const Node& each : element.children) {
        if (const Element* child = each.element()) {
          if (is_own(*child)) continue;  // It is about the element, and not in its value.
          return child->tag;
        }
        if (!is_blank(*each.text())) return each.text()->words;
      }
      return std::nullopt;
    }
    if (thing.front() == '<') {
      for (const Node& each : element.children) {
        const Element* child = each.element();
        if (child != nullptr && child->is(thing.substr(1, thing.size() - 2))) return child->tag;
      }
      return std::nullopt;
    }
    const Attribute* found = element.find(thing);
    if (found == nullptr) return std::nullopt;
    return found->name_range;
  }

  static std::string words(std::string_view thing) {
    if (thing == ".") return "a value in it";
    if (thing.front() == '<') return "a `" + std::string(thing.substr(1, thing.size() - 2)) + "`";
    return "the attribute `" + std::string(thing) + "`";
  }

  void exclusions(const Element& element) {
    for (const ExclusionRule& each : all_exclusions()) {
      if (each.element != element.name) continue;
      const auto one = place(element, each.one);
      const auto other = place(element, each.other);
      if (!one || !other) continue;
      const bool in_order = one->begin < other->begin;
      auto reported = findings_.error(diag::Conflict, in_order ? *other : *one, element.name,
                                      words(each.one), words(each.other));
      if (reported) reported->note(diag::GivenHere, in_order ? *one : *other);
    }
  }

  void choices(const Element& element) {
    for (const ChoiceRule& each : all_choices()) {
      if (each.element != element.name) continue;
      const std::vector<std::string_view> of = words_of(each.of);
      const bool given = std::any_of(of.begin(), of.end(), [&](std::string_view thing) {
        return place(element, thing).has_value();
      });
      if (!given) {
        findings_.error(diag::MissingOneOf, element.name_range, element.name, each.words);
      }
    }
  }

  // 3.5.1, and of <initial> and <history> 3.6 and 3.10.2.
  void transition(const Element& element, const Element* parent) {
    if (parent != nullptr && (parent->is("initial") || parent->is("history"))) {
      for (const std::string_view name : {"event", "cond"}) {
        if (const Attribute* found = element.find(name)) {
          findings_.error(diag::NotOnDefault, found->name_range, name, parent->name);
        }
      }
      if (element.find("target") == nullptr) {
        findings_.error(diag::MissingAttribute, element.name_range, element.name, "target");
      }
      return;
    }
    if (parent != nullptr && parent->is("scxml")) {
      findings_.warning(diag::NotStandard, element.name_range, "a `transition` in `scxml`");
    }
    const bool is_timed =
        known_space_ == ChartSpace && element.find("after", ChartSpace) != nullptr;
    if (!is_timed && !place(element, "event") && !place(element, "cond") &&
        !place(element, "target")) {
      findings_.warning(diag::NotStandard, element.name_range,
                        "a `transition` without `event`, `cond` and `target`");
    }
  }

  void default_of(const Element& element) {
    if (place(element, "<transition>")) return;
    // Such a history leads to where its parent begins.
    if (element.name == "history") {
      findings_.warning(diag::NotStandard, element.name_range,
                        "a `history` without a `transition`");
    } else {
      findings_.error(diag::MissingElement, element.name_range, element.name, "transition");
    }
  }

  // 6.2.3: what is raised at once cannot be raised later.
  void delay(const Element& element) {
    const Attribute* target = element.find("target");
    if (target == nullptr || target->value != "#_internal") return;
    for (const std::string_view name : {"delay", "delayexpr"}) {
      const Attribute* found = element.find(name);
      if (found == nullptr) continue;
      auto reported = findings_.error(diag::Conflict, found->name_range, element.name,
                                      words("target") + " #_internal", words(name));
      if (reported) reported->note(diag::GivenHere, target->name_range);
    }
  }

  void children(const Element& element, const ElementRule& rule, bool in_finalize) {
    const Element* last_else = nullptr;
    std::map<std::string_view, const Element*> seen;
    for (const Node& each : element.children) {
      if (const Text* text = each.text()) {
        if (!is_blank(*text) && rule.children != "#") {
          findings_.error(diag::MisplacedText, text->words, element.name);
        }
        continue;
      }
      const Element& child = *each.element();
      if (!child.is_scxml()) {
        foreign(child, rule);
        continue;
      }
      if (find_rule(child.name) == nullptr) {
        unknown(child);
        continue;
      }
      if (!allowed(child, rule)) {
        findings_.error(diag::MisplacedElement, child.name_range, child.name, element.name);
        continue;
      }
      if (has_word(rule.children, child.name + "?") && !seen.emplace(child.name, &child).second) {
        auto reported =
            findings_.error(diag::ElementTwice, child.name_range, element.name, child.name);
        if (reported) reported->note(diag::GivenHere, seen[child.name]->name_range);
      } else if (last_else != nullptr && child.name == "elseif") {
        auto reported = findings_.error(diag::AfterElse, child.name_range, child.name);
        if (reported) reported->note(diag::GivenHere, last_else->name_range);
      }
      if (child.name == "else") last_else = &child;
      if (in_finalize && (child.name == "send" || child.name == "raise")) {
        findings_.error(diag::NotInFinalize, child.name_range, child.name);
      }
      this->element(child, &element, in_finalize);
    }
  }

  static bool allowed(const Element& child, const ElementRule& rule) {
    if (has_word(rule.children, child.name) || has_word(rule.children, child.name + "?")) {
      return true;
    }
    return has_word(rule.children, "%") && is_executable(child.name);
  }

  // Editors leave notes of their own everywhere; but what would be executed is missed.
  void foreign(const Element& child, const ElementRule& rule) {
    if (!child.space.empty() && child.space == known_space_) return;
    if (has_word(rule.children, "%") || child.space.empty()) {
      findings_.warning(diag::ForeignElement, child.name_range, written_name(child));
    }
  }

  void unknown(const Element& child) {
    auto reported = findings_.error(diag::UnknownElement, child.name_range, child.name);
    if (!reported) return;
    suggestions_.add(*reported, child.name_range, child.name, [] {
      std::vector<std::string_view> known;
      for (const ElementRule& each : all_rules()) known.push_back(each.name);
      return known;
    });
  }

  const std::string_view known_space_;
  Findings& findings_;
  Suggestions suggestions_;
};

}  // namespace

void validate(const Element& element, std::string_view known_space, Findings& findings) {
  Validator(known_space, findings).element(element, nullptr, false);
}

std::string written_name(const Element& element) {
  return element.prefix.empty() ? element.name : element.prefix + ":" + element.name;
}

}  // namespace perdure::scxml
