// The tables, and holding them against a document. See perdure_vocabulary.h.
#include "compiler/scxml/perdure_vocabulary.h"

#include <algorithm>
#include <iterator>

#include "compiler/diagnostics/suggest.h"
#include "compiler/scxml/validate.h"

namespace perdure::scxml {

namespace {

constexpr std::string_view StatementNames = "assign append remove erase clear call";

constexpr ElementRule OwnRules[] = {
    // Files
    {"file", "", "namespace", "import struct enum extern scxml"},
    {"import", "href", "", ""},
    {"doc", "", "", "#"},
    // Types
    {"struct", "name", "", "doc field"},
    {"field", "name type", "expr indexed large", "doc"},
    {"enum", "name values", "", "doc"},
    {"extern", "name header cpp", "constructible order arithmetic", "doc parameter"},
    {"parameter", "name type", "expr inout", "doc"},
    // What a chart declares
    {"event", "name", "", "doc field"},
    {"emits", "name", "", "doc field"},
    {"function", "name result", "", "doc parameter"},
    {"action", "name", "", "doc parameter"},
    {"service", "name", "result", "doc parameter"},
    {"guard", "name cond", "", "doc"},
    {"migrate", "from to", "", "move %"},
    {"move", "state to", "", ""},
    {"initial", "", "", "transition"},
    {"history", "id", "type", "doc transition"},
    {"transition", "", "event cond target type", "doc %"},
    // What a state does
    {"token", "name accepts", "expires", "doc"},
    {"defer", "events", "", ""},
    // Statements
    {"assign", "location op expr", "", ""},
    {"append", "location expr", "", ""},
    {"remove", "location index", "", ""},
    {"erase", "location key", "", ""},
    {"clear", "location", "", ""},
    {"call", "action", "", "argument"},
    {"argument", "expr", "name", ""},
    {"value", "expr", "", ""},
};

constexpr Extension Extensions[] = {
    {"scxml", "descriptors version result",
     "doc file struct enum extern event emits function action service guard migrate initial "
     "history transition"},
    {"state", "choice", "doc token defer"},
    {"parallel", "", "doc token defer"},
    {"final", "", "doc"},
    {"history", "", "doc"},
    {"transition", "after", "doc !"},
    {"data", "type parameter indexed large", "doc"},
    {"onentry", "", "!"},
    {"onexit", "", "!"},
    {"if", "", "!"},
    {"foreach", "", "!"},
    {"send", "chart idexpr", ""},
    {"param", "positional", ""},
    {"log", "level label", "value"},
    {"invoke", "timeout retry backoff backoff-limit", "doc"},
};

struct Meaningless {
  std::string_view element;
  std::string_view attributes;  // None: the element itself.
};
constexpr Meaningless MeaninglessThings[] = {
    {"scxml", "binding"},
    {"data", "src"},
    {"script", ""},
    {"finalize", ""},
    {"foreach", "index"},
    {"send", "eventexpr typeexpr idlocation"},
    {"invoke", "typeexpr srcexpr idlocation autoforward"},
};

class VocabularyValidator {
 public:
  explicit VocabularyValidator(Findings& findings) : findings_(findings) {}

  void element(const Element& element) {
    if (is_own(element)) {
      own(element);
    } else if (element.is_scxml() && find_rule(element.name) != nullptr) {
      scxml(element);
    }
  }

 private:
  void own(const Element& element) {
    const ElementRule& rule = *find_own_rule(element.name);
    for (const Attribute& each : element.attributes) {
      const bool of_transition = element.name == "transition" && each.name == "after";
      if (each.space == ChartSpace && of_transition) continue;
      if (!each.space.empty() && each.space != ChartSpace) continue;
      if (each.space.empty() &&
          (has_word(rule.required, each.name) || has_word(rule.optional, each.name))) {
        continue;
      }
      unknown_attribute(element, each, rule.required, rule.optional);
    }
    for (const std::string_view word : words_of(rule.required)) {
      if (element.find(word) == nullptr) {
        findings_.error(diag::MissingAttribute, element.name_range, written_name(element), word);
      }
    }
    if (element.name == "initial" || element.name == "history") default_of(element);
    for (const Node& each : element.children) {
      if (const Text* text = each.text()) {
        if (text->words.begin != text->words.end && rule.children != "#") {
          findings_.error(diag::MisplacedText, text->words, written_name(element));
        }
      } else {
        child_of_own(*each.element(), element, rule);
      }
    }
  }

  void child_of_own(const Element& child, const Element& parent, const ElementRule& rule) {
    const bool executes = has_word(rule.children, "%");
    if (is_own(child)) {
      own_child(child, parent, [&](std::string_view name) {
        return (has_word(rule.children, name) && name != "transition") ||
               (executes && is_own_statement(name));
      });
    } else if (child.is_scxml()) {
      // A chart's own <perdure:file> holds no more charts.
      const bool is_inner = depth_ > 0 && child.name == "scxml";
      const bool allowed = (executes && is_executable(child.name)) ||
                           (has_word("scxml transition", child.name) &&
                            has_word(rule.children, child.name) && !is_inner);
      if (!allowed) {
        findings_.error(diag::MisplacedElement, child.name_range, child.name, written_name(parent));
      } else if (child.name != "scxml") {  // A chart is validated when it is read.
        if (executes) validate(child, ChartSpace, findings_);
        element(child);
      }
    }
  }

  // What stands in them is SCXML's, which knows that <transition> by what is around it.
  void default_of(const Element& element) {
    Element same = element;
    same.space = Scxml;
    same.attributes.clear();
    validate(same, ChartSpace, findings_);
  }

  void scxml(const Element& element) {
    if (is_meaningless(element.name)) {
      findings_.error(diag::NotInDataModel, element.name_range, element.name, "perdure");
      return;
    }
    const Extension* extension = find_extension(element.name);
    const std::string_view known = extension == nullptr ? "" : extension->attributes;
    const std::string_view meaningless = meaningless_attributes(element.name);
    for (const Attribute& each : element.attributes) {
      if (each.space == ChartSpace && !has_word(known, each.name)) {
        unknown_attribute(element, each, known, {});
      } else if (each.space.empty() && has_word(meaningless, each.name)) {
        findings_.error(diag::AttributeNotInDataModel, each.name_range, each.name, element.name,
                        "perdure");
      }
    }
    for (const Node& each : element.children) {
      const Element* child = each.element();
      if (child == nullptr) continue;
      if (is_own(*child)) {
        own_child(*child, element, [&](std::string_view name) {
          return extension != nullptr &&
                 (has_word(extension->children, name) ||
                  (has_word(extension->children, "!") && is_own_statement(name)));
        });
      } else if (find_rule(element.name)->children != ".") {
        this->element(*child);
      }
    }
  }

  template <typename Allowed>
  void own_child(const Element& child, const Element& parent, Allowed allowed) {
    if (find_own_rule(child.name) == nullptr) {
      auto reported =
          findings_.error(diag::UnknownOwnElement, child.name_range, written_name(child));
      if (!reported) return;
      suggestions_.add(*reported, child.name_range, child.name, [] {
        std::vector<std::string_view> names;
        for (const ElementRule& each : OwnRules) names.push_back(each.name);
        return names;
      });
    } else if (!allowed(child.name)) {
      findings_.error(diag::MisplacedElement, child.name_range, written_name(child),
                      written_name(parent));
    } else {
      ++depth_;
      own(child);
      --depth_;
    }
  }

  void unknown_attribute(const Element& element, const Attribute& attribute,
                         std::string_view required, std::string_view optional) {
    const std::string name =
        attribute.prefix.empty() ? attribute.name : attribute.prefix + ":" + attribute.name;
    auto reported =
        findings_.error(diag::UnknownAttribute, attribute.name_range, written_name(element), name);
    if (!reported) return;
    suggestions_.add(*reported, attribute.name_range, attribute.name, [&] {
      std::vector<std::string_view> known = words_of(required);
      for (const std::string_view word : words_of(optional)) known.push_back(word);
      return known;
    });
  }

  Findings& findings_;
  Suggestions suggestions_;
  int depth_ = 0;  // How many elements are around.
};

}  // namespace

const ElementRule* find_own_rule(std::string_view name) {
  const auto* found = std::find_if(std::begin(OwnRules), std::end(OwnRules),
                                   [&](const ElementRule& each) { return each.name == name; });
  return found == std::end(OwnRules) ? nullptr : found;
}

const Extension* find_extension(std::string_view scxml_element) {
  const auto* found =
      std::find_if(std::begin(Extensions), std::end(Extensions),
                   [&](const Extension& each) { return each.element == scxml_element; });
  return found == std::end(Extensions) ? nullptr : found;
}

bool is_own_statement(std::string_view name) { return has_word(StatementNames, name); }

std::string_view meaningless_attributes(std::string_view scxml_element) {
  for (const Meaningless& each : MeaninglessThings) {
    if (each.element == scxml_element) return each.attributes;
  }
  return {};
}

bool is_meaningless(std::string_view scxml_element) {
  return std::any_of(std::begin(MeaninglessThings), std::end(MeaninglessThings),
                     [&](const Meaningless& each) {
                       return each.element == scxml_element && each.attributes.empty();
                     });
}

void validate_own(const Element& element, Findings& findings) {
  VocabularyValidator(findings).element(element);
}

}  // namespace perdure::scxml
