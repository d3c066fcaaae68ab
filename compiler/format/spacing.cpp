// Which words touch. See layout.h.
#include <algorithm>

#include "compiler/format/layout.h"

namespace perdure::format {

namespace {

using parse::Rule;

bool is_any(std::string_view text, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), text) != words.end();
}

// `cancel (id)` is a statement that reads like a call.
bool follows_cancel(const Words& words, std::uint32_t word) {
  const parse::Node& arguments = words.node(word);
  const parse::Node& statement = words.tree().nodes[arguments.parent];
  return statement.rule == Rule::PathStatement && statement.begin + 1 == word &&
         words.text(word - 1) == "cancel";
}

bool follows_a_name(const Words& words, std::uint32_t opener) {
  switch (words.rule(opener)) {
    case Rule::Parameters:
    case Rule::Call:
    case Rule::InState:
      return true;
    case Rule::Arguments:
      return !follows_cancel(words, opener);
    default:
      return false;
  }
}

bool touches_next(const Words& words, std::uint32_t word) {
  const std::string_view text = words.text(word);
  if (is_any(text, {"(", "[", ".", "?.", "@", "::"})) return true;
  if (is_any(text, {"!", "-"})) return words.rule(word) == Rule::UnaryExpr;
  if (text == "<") return words.rule(word) == Rule::Type;
  if (text == "{") return words.rule(word) == Rule::MapLiteral || words.text(word + 1) == "}";
  return false;
}

bool touches_previous(const Words& words, std::uint32_t word) {
  const std::string_view text = words.text(word);
  const Rule rule = words.rule(word);
  if (is_any(text, {",", ")", "]", ".", "?."})) return true;
  if (text == "::") return words.node(word).begin != word;
  if (text == "(") return follows_a_name(words, word);
  if (text == "[") return rule == Rule::IndexExpr || rule == Rule::PathTail;
  if (is_any(text, {"<", ">", "?"})) return rule == Rule::Type;
  if (text == ":") return rule != Rule::ConditionalExpr;
  if (text == "}") return rule == Rule::MapLiteral;
  return false;
}

}  // namespace

bool is_spaced(const Words& words, std::uint32_t word) {
  return !touches_next(words, word - 1) && !touches_previous(words, word);
}

}  // namespace perdure::format
