#include "diagram/text.h"

namespace perdure::diagram {
namespace {

constexpr Character Replacement{0xFFFD, "\uFFFD"};

// DejaVu Sans, from the space to the tilde, in thousandths of its size.
constexpr int AsciiWidths[] = {
    318,  401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,  //
    636,  636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,  //
    1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,  //
    603,  787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,  //
    500,  613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,  //
    635,  635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838};

double width(char32_t code_point) {
  if (code_point >= 0x20 && code_point < 0x7F) return AsciiWidths[code_point - 0x20] / 1000.0;
  if (code_point >= 0x300 && code_point < 0x370) return 0;  // Combining marks.
  if (code_point >= 0x1F000) return 1.4;                    // Emoji, rare ideographs.
  if (code_point >= 0x1100) return 1.05;  // Hangul, kana, ideographs; ellipsis and arrows, too.
  return 0.78;
}

bool is_continuation(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) == 0x80; }

bool is_printable(char32_t code_point) {
  return code_point == '\t' || code_point == '\n' || (code_point >= 0x20 && code_point < 0x7F) ||
         (code_point >= 0xA0 && code_point != 0xFFFE && code_point != 0xFFFF);
}

}  // namespace

Character take_character(std::string_view& text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t size = first < 0x80   ? 1
                           : first < 0xC2 ? 0
                           : first < 0xE0 ? 2
                           : first < 0xF0 ? 3
                           : first < 0xF5 ? 4
                                          : 0;
  char32_t code_point = size == 1 ? first : size == 0 ? 0 : first & (0x7Fu >> size);
  bool valid = size > 0 && size <= text.size();
  for (std::size_t i = 1; valid && i < size; ++i) {
    valid = is_continuation(text[i]);
    code_point = (code_point << 6) | (static_cast<unsigned char>(text[i]) & 0x3Fu);
  }
  const bool overlong = (size == 3 && code_point < 0x800) || (size == 4 && code_point < 0x10000);
  const bool surrogate = code_point >= 0xD800 && code_point < 0xE000;
  if (!valid || overlong || surrogate || code_point > 0x10FFFF) {
    text.remove_prefix(1);
    return Replacement;
  }
  const Character out{code_point, text.substr(0, size)};
  text.remove_prefix(size);
  return out;
}

double text_width(std::string_view text, double size, Weight weight) {
  double sum = 0;
  while (!text.empty()) sum += width(take_character(text).code_point);
  return sum * size * (weight == Weight::Bold ? 1.13 : 1.0);
}

std::size_t length(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) take_character(text);
  return count;
}

std::string shorten(std::string_view text, std::size_t limit) {
  if (length(text) <= limit) return std::string(text);
  std::string out;
  for (std::size_t i = 1; i < limit; ++i) out += take_character(text).utf8;
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out + "…";
}

std::string printable(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const Character next = take_character(text);
    out += (is_printable(next.code_point) ? next : Replacement).utf8;
  }
  return out;
}

std::string escape_xml(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : printable(text)) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

}  // namespace perdure::diagram
