#include "runtime/io/http/url.h"

#include <algorithm>

namespace perdure::http {
namespace {

bool letter_or_digit(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string encoded(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == '~') {
      out.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out.push_back('%');
      out.push_back(digits[byte >> 4]);
      out.push_back(digits[byte & 15]);
    }
  }
  return out;
}

std::string decoded(std::string_view text, bool form) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 &&
        digit(text[i + 2]) >= 0) {
      out.push_back(static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])));
      i += 2;
    } else {
      out.push_back(form && text[i] == '+' ? ' ' : text[i]);
    }
  }
  return out;
}

std::optional<Url> parse_url(std::string_view text) {
  // Nothing that could end the line of a request.
  if (std::any_of(text.begin(), text.end(), [](char c) { return c <= ' ' || c == 127; }))
    return std::nullopt;
  const auto scheme = text.find("://");
  if (scheme == std::string_view::npos) return std::nullopt;
  const std::string_view name = text.substr(0, scheme);
  if (name != "http" && name != "https") return std::nullopt;
  text = text.substr(0, text.find('#'));
  const auto begin = scheme + 3;
  if (begin > text.size()) return std::nullopt;
  const auto end = std::min(text.find_first_of("/?", begin), text.size());
  const std::string_view authority = text.substr(begin, end - begin);
  const bool legal = std::all_of(authority.begin(), authority.end(), [](char c) {
    return letter_or_digit(c) || c == '-' || c == '.' || c == ':' || c == '[' || c == ']' ||
           c == '_';
  });
  if (authority.empty() || !legal) return std::nullopt;
  Url url{std::string(text.substr(0, end)), std::string(text.substr(end))};
  if (url.path.empty() || url.path[0] == '?') url.path.insert(0, 1, '/');
  return url;
}

}  // namespace perdure::http
