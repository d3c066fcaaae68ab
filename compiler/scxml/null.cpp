// What little can be said without data. See null.h.
#include "compiler/scxml/null.h"

#include "compiler/scxml/vocabulary.h"

namespace perdure::scxml {

namespace {

std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view Blanks = " \t\n\r";
  const std::size_t begin = text.find_first_not_of(Blanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(Blanks) + 1 - begin);
}

// The words between quotes of one kind, if that is all there is.
std::optional<std::string_view> quoted(std::string_view text) {
  if (text.size() < 2 || (text.front() != '\'' && text.front() != '"')) return std::nullopt;
  const std::string_view inner = text.substr(1, text.size() - 2);
  const bool plain = inner.find(text.front()) == std::string_view::npos &&
                     inner.find('\\') == std::string_view::npos;
  if (text.back() != text.front() || !plain) return std::nullopt;
  return inner;
}

bool is_number(std::string_view text) {
  std::size_t digits = 0;
  std::size_t points = 0;
  for (const char c : text) {
    if (c >= '0' && c <= '9') {
      ++digits;
    } else if (c == '.') {
      ++points;
    } else {
      return false;
    }
  }
  return digits > 0 && points <= 1;
}

// The state of `In(state)`; nothing for anything else.
std::optional<std::string_view> state_of(std::string_view cond) {
  if (cond.substr(0, 2) != "In") return std::nullopt;
  const std::string_view call = without_blanks(cond.substr(2));
  if (call.size() < 2 || call.front() != '(' || call.back() != ')') return std::nullopt;
  const std::string_view argument = without_blanks(call.substr(1, call.size() - 2));
  const auto words = quoted(argument);
  const std::string_view state = words ? without_blanks(*words) : argument;
  if (state.empty() || state.find_first_of(" \t\n\r'\"()") != std::string_view::npos) {
    return std::nullopt;
  }
  return state;
}

}  // namespace

std::optional<model::ExprId> Null::condition(const Attribute& cond) {
  const auto state = state_of(without_blanks(cond.value));
  if (!state) {
    refuse_expression(cond.value_range);
    return std::nullopt;
  }
  const auto before = static_cast<std::size_t>(state->data() - cond.value.data());
  const source::Range range = reading_.part(cond, before, before + state->size());
  return reading_.add(model::InState{{std::string(*state), range}}, cond.value_range);
}

std::optional<model::ExprId> Null::expression(const Attribute& attribute) {
  const std::string_view value = without_blanks(attribute.value);
  if (const auto words = quoted(value)) {
    return reading_.add(model::StringLiteral{std::string(*words)}, attribute.value_range);
  }
  if (is_number(value)) {
    return reading_.add(model::StringLiteral{std::string(value)}, attribute.value_range);
  }
  refuse_expression(attribute.value_range);
  return std::nullopt;
}

std::optional<model::ExprId> Null::location(const model::NameRef& name) {
  refuse_expression(name.range);
  return std::nullopt;
}

bool Null::refuses(const Element& element) {
  if (!has_word("data assign param script foreach", element.name)) return false;
  if (!wants_data_) {
    reading_.findings.error(diag::NotInDataModel, element.name_range, element.name, "null");
  }
  wants_data_ = true;
  return true;
}

void Null::refuse_expression(source::Range range) {
  if (!wants_data_) reading_.findings.error(diag::NoExpressions, range);
}

}  // namespace perdure::scxml
