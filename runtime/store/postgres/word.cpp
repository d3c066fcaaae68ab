#include "runtime/store/postgres/word.h"

#include <charconv>
#include <system_error>

namespace perdure::postgres {

LanesWithWork LanesWithWork::any() {
  LanesWithWork lanes;
  lanes.any_ = true;
  return lanes;
}

void LanesWithWork::add(std::int32_t lane) {
  if (any_) return;
  named_.insert(lane);
  if (named_.size() > MostNamed) *this = any();
}

void LanesWithWork::add(const LanesWithWork& others) {
  if (others.any_) *this = any();
  for (const std::int32_t lane : others.named_) add(lane);
}

std::string text_of(const Word& word, std::string_view schema) {
  std::string text(schema);
  char before = word.is_foretold ? '?' : ':';
  for (const std::int32_t lane : word.lanes.named()) {
    text += before;
    text += std::to_string(lane);
    before = ',';
  }
  return word.origin.empty() ? text : text + '@' + word.origin;
}

std::optional<Word> word_from(std::string_view text, std::string_view schema) {
  if (text.substr(0, schema.size()) != schema) return std::nullopt;
  text.remove_prefix(schema.size());
  Word word;
  const std::size_t at = text.find('@');
  if (at != std::string_view::npos) word.origin = text.substr(at + 1);
  std::string_view lanes = text.substr(0, at);
  if (lanes.empty()) word.lanes = LanesWithWork::any();
  word.is_foretold = !lanes.empty() && lanes.front() == '?';
  for (char before = word.is_foretold ? '?' : ':'; !lanes.empty(); before = ',') {
    std::int16_t lane = 0;
    const char* const digits = lanes.data() + 1;
    const auto [end, error] = std::from_chars(digits, lanes.data() + lanes.size(), lane);
    if (lanes.front() != before || error != std::errc() || lane < 0) return std::nullopt;
    word.lanes.add(lane);
    lanes.remove_prefix(static_cast<std::size_t>(end - lanes.data()));
  }
  return word;
}

}  // namespace perdure::postgres
