// The values of literals. See literals.h.
#include "compiler/parse/literals.h"

#include <charconv>
#include <cmath>
#include <limits>

#include "compiler/source/utf8.h"

namespace perdure::parse {

namespace {

constexpr std::int64_t MicrosecondsOf(std::string_view unit) {
  constexpr std::int64_t Second = 1'000'000;
  if (unit == "us") return 1;
  if (unit == "ms") return 1'000;
  if (unit == "s") return Second;
  if (unit == "m") return 60 * Second;
  if (unit == "h") return 3'600 * Second;
  if (unit == "d") return 86'400 * Second;
  return 7 * 86'400 * Second;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The length of the escape that `rest` begins with: `\n`, `\u{1F600}`, or a backslash and one
// character.
std::size_t escape_length(std::string_view rest) {
  if (rest.size() > 2 && rest[1] == 'u' && rest[2] == '{') {
    const std::size_t end = rest.find('}');
    if (end != std::string_view::npos) return end + 1;
  }
  std::size_t length = 2;
  while (length < rest.size() && (static_cast<unsigned char>(rest[length]) & 0xC0) == 0x80)
    ++length;
  return length;
}

// False if an error was reported.
bool append_escape(std::string& out, std::string_view escape, source::Range range,
                   Findings& findings) {
  switch (escape[1]) {
    case 'n':
      out += '\n';
      return true;
    case 'r':
      out += '\r';
      return true;
    case 't':
      out += '\t';
      return true;
    case '"':
      out += '"';
      return true;
    case '\\':
      out += '\\';
      return true;
    default:
      break;
  }
  if (escape.size() < 5 || escape[1] != 'u') {
    findings.error(diag::UnknownEscape, range, escape.size() > 12 ? escape.substr(0, 2) : escape);
    return false;
  }
  const std::string_view digits = escape.substr(3, escape.size() - 4);
  std::uint32_t c = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), c, 16);
  if (end != digits.data() + digits.size() && error != std::errc::result_out_of_range) {
    findings.error(diag::UnknownEscape, range, escape.size() > 12 ? escape.substr(0, 2) : escape);
    return false;
  }
  const bool is_surrogate = c >= 0xD800 && c <= 0xDFFF;
  // NUL ends texts in too many places outside of the program.
  if (error != std::errc() || c == 0 || c > 0x10FFFF || is_surrogate) {
    findings.error(diag::NoSuchCharacter, range, digits.substr(0, 12));
    return false;
  }
  source::append_utf8(out, c);
  return true;
}

}  // namespace

std::optional<std::int64_t> read_int(std::string_view words, source::Range range,
                                     Findings& findings) {
  std::int64_t value = 0;
  const auto result = std::from_chars(words.data(), words.data() + words.size(), value);
  if (result.ec == std::errc()) return value;
  findings.error(diag::NumberTooLarge, range, "int");
  return std::nullopt;
}

std::optional<double> read_float(std::string_view words, source::Range range, Findings& findings) {
  double value = 0;
  const auto result = std::from_chars(words.data(), words.data() + words.size(), value);
  // Too small is out of range as well, and is as good as nought.
  const std::size_t exponent = words.find_first_of("eE");
  const bool is_small = exponent != std::string_view::npos && exponent + 1 < words.size() &&
                        words[exponent + 1] == '-';
  if (result.ec == std::errc()) return value;
  if (is_small) return 0.0;
  findings.error(diag::NumberTooLarge, range, "float");
  return std::nullopt;
}

std::optional<std::int64_t> read_duration(std::string_view words, source::Range range,
                                          Findings& findings) {
  std::int64_t total = 0;
  while (!words.empty()) {
    std::size_t digits = 0;
    while (digits < words.size() && is_digit(words[digits])) ++digits;
    std::size_t end = digits;
    while (end < words.size() && !is_digit(words[end])) ++end;
    std::int64_t count = 0;
    const auto result = std::from_chars(words.data(), words.data() + digits, count);
    std::int64_t part = 0;
    if (result.ec != std::errc() ||
        __builtin_mul_overflow(count, MicrosecondsOf(words.substr(digits, end - digits)), &part) ||
        __builtin_add_overflow(total, part, &total)) {
      findings.error(diag::DurationTooLong, range);
      return std::nullopt;
    }
    words.remove_prefix(end);
  }
  return total;
}

std::optional<std::string> read_string(std::string_view words, source::Range range,
                                       Findings& findings) {
  std::string value;
  bool is_whole = true;
  std::size_t end = words.size();
  if (end >= 2 && words.back() == '"') --end;
  for (std::size_t at = 1; at < end;) {
    if (words[at] != '\\') {
      value += words[at++];
      continue;
    }
    const std::size_t length = std::min(escape_length(words.substr(at, end - at)), end - at);
    const auto begin = range.begin + static_cast<std::uint32_t>(at);
    if (length < 2) return std::nullopt;  // Of a text that is not closed.
    if (!append_escape(value, words.substr(at, length),
                       {range.file, begin, begin + static_cast<std::uint32_t>(length)}, findings)) {
      is_whole = false;
    }
    at += length;
  }
  if (!is_whole) return std::nullopt;
  return value;
}

}  // namespace perdure::parse
