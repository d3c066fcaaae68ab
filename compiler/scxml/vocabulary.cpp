// The tables. See vocabulary.h.
#include "compiler/scxml/vocabulary.h"

#include <algorithm>

namespace perdure::scxml {

const std::vector<ElementRule>& all_rules() {
  static const std::vector<ElementRule> rules = {
      // 3 Core constructs
      {"scxml", "", "initial name version datamodel binding",
       "state parallel final datamodel? script transition"},
      {"state", "", "id initial",
       "onentry onexit transition initial? state parallel final history datamodel? invoke"},
      {"parallel", "", "id", "onentry onexit transition state parallel history datamodel? invoke"},
      {"transition", "", "event cond target type", "%"},
      {"initial", "", "", "transition?"},
      {"final", "", "id", "onentry onexit donedata?"},
      {"onentry", "", "", "%"},
      {"onexit", "", "", "%"},
      {"history", "", "id type", "transition?"},
      // 4 Executable content
      {"raise", "event", "", ""},
      {"if", "cond", "", "% elseif else?"},
      {"elseif", "cond", "", ""},
      {"else", "", "", ""},
      {"foreach", "array item", "index", "%"},
      {"log", "", "label expr", ""},
      // 5 Data model and data manipulation
      {"datamodel", "", "", "data"},
      {"data", "id", "src expr", "."},
      {"assign", "location", "expr", "."},
      {"donedata", "", "", "content? param"},
      {"content", "", "expr", "."},
      {"param", "name", "expr location", ""},
      {"script", "", "src", "#"},
      // 6 External communications
      {"send", "",
       "event eventexpr target targetexpr type typeexpr id idlocation delay delayexpr namelist",
       "content? param"},
      {"cancel", "", "sendid sendidexpr", ""},
      {"invoke", "", "type typeexpr src srcexpr id idlocation namelist autoforward",
       "finalize? param content?"},
      {"finalize", "", "", "%"},
  };
  return rules;
}

const std::vector<ExclusionRule>& all_exclusions() {
  static const std::vector<ExclusionRule> rules = {
      {"state", "initial", "<initial>"},
      {"data", "src", "expr"},
      {"data", "src", "."},
      {"data", "expr", "."},
      {"assign", "expr", "."},
      {"donedata", "<param>", "<content>"},
      {"content", "expr", "."},
      {"param", "expr", "location"},
      {"script", "src", "."},
      {"send", "event", "eventexpr"},
      {"send", "target", "targetexpr"},
      {"send", "type", "typeexpr"},
      {"send", "id", "idlocation"},
      {"send", "delay", "delayexpr"},
      {"send", "namelist", "<content>"},
      {"send", "<param>", "<content>"},
      {"cancel", "sendid", "sendidexpr"},
      {"invoke", "type", "typeexpr"},
      {"invoke", "src", "srcexpr"},
      {"invoke", "src", "<content>"},
      {"invoke", "srcexpr", "<content>"},
      {"invoke", "id", "idlocation"},
      {"invoke", "namelist", "<param>"},
  };
  return rules;
}

const std::vector<ChoiceRule>& all_choices() {
  static const std::vector<ChoiceRule> rules = {
      {"assign", "expr .", "the attribute `expr`, or a value in it"},
      {"param", "expr location", "the attribute `expr` or `location`"},
      {"send", "event eventexpr <content> type typeexpr",
       "the attribute `event` or `eventexpr`, or a `content`"},
      {"cancel", "sendid sendidexpr", "the attribute `sendid` or `sendidexpr`"},
      {"invoke", "src srcexpr <content> type typeexpr",
       "the attribute `src` or `srcexpr`, or a `content`"},
  };
  return rules;
}

const ElementRule* find_rule(std::string_view name) {
  for (const ElementRule& each : all_rules()) {
    if (each.name == name) return &each;
  }
  return nullptr;
}

bool is_passed_over(std::string_view element, std::string_view attribute) {
  if (element == "scxml") return has_word("id profile exmode", attribute);
  return element == "send" && attribute == "hints";
}

bool is_executable(std::string_view name) {
  return has_word("raise if foreach log assign script send cancel", name);
}

std::vector<std::string_view> words_of(std::string_view list) {
  constexpr std::string_view Blanks = " \t\n\r";
  std::vector<std::string_view> words;
  for (std::size_t at = list.find_first_not_of(Blanks); at != std::string_view::npos;) {
    const std::size_t end = std::min(list.find_first_of(Blanks, at), list.size());
    words.push_back(list.substr(at, end - at));
    at = list.find_first_not_of(Blanks, end);
  }
  return words;
}

bool has_word(std::string_view list, std::string_view word) {
  const std::vector<std::string_view> words = words_of(list);
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace perdure::scxml
