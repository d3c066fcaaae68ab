// Text in pictures: how wide it is, how it is shortened, how it is escaped.
//
// Nothing here asks a font: pictures must be the same bytes on every machine. Widths are those of DejaVu
// Sans, which is wider than what systems usually show, so text drawn in another font has room to spare.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace perdure::diagram {

enum class Weight { Normal, Bold };

// In the unit of `size`, for one line. Any bytes: what is not UTF-8 counts as one replacement character.
double text_width(std::string_view text, double size, Weight weight = Weight::Normal);

// In code points.
std::size_t length(std::string_view text);

// At most `limit` code points, the last of them an ellipsis where something was cut off.
std::string shorten(std::string_view text, std::size_t limit);

// What can be shown: control characters other than tabs and ends of lines, and what is not UTF-8, become
// U+FFFD.
std::string printable(std::string_view text);

// For text and for quoted attributes of XML and HTML; printable().
std::string escape_xml(std::string_view text);

struct Character {
  char32_t code_point = 0;
  std::string_view utf8;
};

// Takes the next one off `text`; U+FFFD for a byte that starts none. `text` is not empty.
Character take_character(std::string_view& text);

}  // namespace perdure::diagram
