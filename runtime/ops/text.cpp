#include "runtime/ops/text.h"

#include <fmt/format.h>
#include <perdure/utf8.h>
#include <utf8proc.h>

namespace perdure::ops {
namespace {

// The size in bytes of the character that `text`, which is not empty, begins with; 0 if it must not be
// shown.
std::size_t shown_size(std::string_view text) {
  const CodePoint point = first_code_point(text);
  const char32_t value = point.value;
  const bool control = value < 0x20 || (value >= 0x7f && value < 0xa0);
  const bool direction = value == 0x61c || value == 0x200e || value == 0x200f ||
                         (value >= 0x202a && value <= 0x202e) ||
                         (value >= 0x2066 && value <= 0x2069);
  return control || direction ? 0 : point.size;
}

// Of the character that `text`, which is not empty, begins with; takes it off.
std::size_t next_width(std::string_view& text) {
  utf8proc_int32_t character = 0;
  const utf8proc_ssize_t size =
      utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                       static_cast<utf8proc_ssize_t>(text.size()), &character);
  text.remove_prefix(size > 0 ? static_cast<std::size_t>(size) : 1);
  return size > 0 ? static_cast<std::size_t>(utf8proc_charwidth(character)) : 1;
}

}  // namespace

std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const std::size_t size = shown_size(text);
    if (size == 0) {
      out += fmt::format("\\x{:02x}", static_cast<unsigned char>(text[0]));
      text.remove_prefix(1);
    } else {
      out += text.substr(0, size);
      text.remove_prefix(size);
    }
  }
  return out;
}

std::size_t width(std::string_view printable) {
  std::size_t columns = 0;
  while (!printable.empty()) columns += next_width(printable);
  return columns;
}

std::string shortened(std::string_view printable, std::size_t columns) {
  if (width(printable) <= columns) return std::string(printable);
  std::string_view rest = printable;
  std::size_t used = 0;
  while (!rest.empty()) {
    std::string_view behind = rest;
    used += next_width(behind);
    if (used + 1 > columns) break;
    rest = behind;
  }
  return std::string(printable.substr(0, printable.size() - rest.size())) + "…";
}

std::string age_text(Duration age) {
  const std::int64_t seconds = age / std::chrono::seconds(1);
  if (age <= Duration::zero()) return "-";
  if (seconds < 1) return fmt::format("{} ms", age / std::chrono::milliseconds(1));
  if (seconds < 60) return fmt::format("{} s", seconds);
  if (seconds < 3600) return fmt::format("{}:{:02} min", seconds / 60, seconds % 60);
  if (seconds < 48 * 3600) return fmt::format("{}:{:02} h", seconds / 3600, seconds / 60 % 60);
  return fmt::format("{} d", seconds / 86400);
}

std::string counted(std::uint64_t number, std::string_view noun) {
  return fmt::format("{} {}{}", number, noun, number == 1 ? "" : "s");
}

std::string join(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) {
    if (!out.empty()) out += ' ';
    out += word;
  }
  return out.empty() ? "-" : out;
}

}  // namespace perdure::ops
