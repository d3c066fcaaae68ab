#include "runtime/console/url.h"

#include <perdure/utf8.h>

#include "runtime/console/refusal.h"

namespace perdure::console {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::string must_decode(std::string_view text, bool in_query) {
  std::optional<std::string> out = decoded(text, in_query);
  if (!out) refuse("the URL is not percent-encoded UTF-8");
  return std::move(*out);
}

// Calls `visit` with each part between separators.
template <class Visit>
void each_part(std::string_view text, char separator, const Visit& visit) {
  for (;;) {
    const std::size_t end = text.find(separator);
    visit(text.substr(0, end));
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

}  // namespace

std::optional<std::string> decoded(std::string_view text, bool in_query) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && in_query) {
      out += ' ';
    } else if (text[i] != '%') {
      out += text[i];
    } else {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    }
  }
  if (!is_utf8(out) || out.find('\0') != std::string::npos) return std::nullopt;
  return out;
}

Target parse_target(std::string_view target) {
  Target out;
  if (target.empty() || target.front() != '/') refuse("the URL has no path");
  target = target.substr(0, target.find('#'));
  const std::size_t question = target.find('?');
  each_part(target.substr(1, question == std::string_view::npos ? question : question - 1), '/',
            [&](std::string_view part) { out.path.push_back(must_decode(part, false)); });
  if (question == std::string_view::npos) return out;
  each_part(target.substr(question + 1), '&', [&](std::string_view part) {
    if (part.empty()) return;
    const std::size_t equals = part.find('=');
    const std::string_view value =
        equals == std::string_view::npos ? std::string_view() : part.substr(equals + 1);
    out.query.emplace_back(must_decode(part.substr(0, equals), true), must_decode(value, true));
  });
  return out;
}

}  // namespace perdure::console
