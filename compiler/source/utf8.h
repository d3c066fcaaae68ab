// Characters as UTF-8.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace perdure::source {

struct CodePoint {
  char32_t value = 0;
  std::size_t size = 0;  // In bytes; 0: what stands there is not UTF-8.
};

// The code point that stands at a byte of `text`. As RFC 3629 has it: no overlong forms, no surrogates, nothing above
// U+10FFFF.
CodePoint code_point_at(std::string_view text, std::size_t at);

bool is_utf8(std::string_view text);

// Appends the character, which is at most U+10FFFF.
void append_utf8(std::string& out, std::uint32_t character);

}  // namespace perdure::source
