#include "runtime/transfer/canonical.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace perdure::transfer {
namespace {

// Behind a quote it begins what was a number: no text that a store keeps has U+0000.
constexpr std::string_view Mark = "\\u0000";

bool is_of_number(char c) {
  return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.' || c == 'e' || c == 'E';
}

// -12.50e1 -> -125
std::string canonical_number(std::string_view number) {
  const bool negative = number.starts_with('-');
  if (negative) number.remove_prefix(1);
  const std::size_t e = std::min(number.find_first_of("eE"), number.size());
  int exponent = 0;
  if (e < number.size()) {
    std::string_view digits = number.substr(e + 1);
    if (digits.starts_with('+')) digits.remove_prefix(1);
    std::from_chars(digits.data(), digits.data() + digits.size(), exponent);
    number = number.substr(0, e);
  }
  const std::size_t point = std::min(number.find('.'), number.size());
  std::string digits(number.substr(0, point));
  if (point < number.size()) digits += number.substr(point + 1);
  int whole = static_cast<int>(point) + exponent;  // So many digits are before the point.
  const std::size_t first = digits.find_first_not_of('0');
  if (first == std::string::npos) return "0";
  digits.erase(0, first);
  whole -= static_cast<int>(first);
  digits.erase(digits.find_last_not_of('0') + 1);
  if (whole <= 0) {
    digits.insert(0, static_cast<std::size_t>(-whole), '0');
    digits.insert(0, "0.");
  } else if (static_cast<std::size_t>(whole) >= digits.size()) {
    digits.append(static_cast<std::size_t>(whole) - digits.size(), '0');
  } else {
    digits.insert(static_cast<std::size_t>(whole), 1, '.');
  }
  return negative ? "-" + digits : digits;
}

// Numbers as texts, so that no parser rounds them.
std::string with_marked_numbers(std::string_view text) {
  std::string out;
  bool in_text = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!in_text && ((text[i] >= '0' && text[i] <= '9') || text[i] == '-')) {
      std::size_t end = i;
      while (end < text.size() && is_of_number(text[end])) ++end;
      out.append("\"").append(Mark).append(canonical_number(text.substr(i, end - i))).append("\"");
      i = end - 1;
      continue;
    }
    if (text[i] == '"') in_text = !in_text;
    out += text[i];
    if (in_text && text[i] == '\\' && i + 1 < text.size()) out += text[++i];
  }
  return out;
}

std::string with_plain_numbers(std::string_view text) {
  const std::string begin = '"' + std::string(Mark);
  std::string out;
  for (;;) {
    const std::size_t at = text.find(begin);
    out += text.substr(0, at);
    if (at == std::string_view::npos) return out;
    text.remove_prefix(at + begin.size());
    const std::size_t end = text.find('"');
    out += text.substr(0, end);
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::string canonical_json(std::string_view text) {
  const auto value = nlohmann::json::parse(with_marked_numbers(text), nullptr, false);
  if (value.is_discarded()) return std::string(text);
  return with_plain_numbers(value.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace perdure::transfer
