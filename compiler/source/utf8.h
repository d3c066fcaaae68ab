// Characters as UTF-8.
#pragma once

#include <cstdint>
#include <string>

namespace perdure::source {

// Appends the character, which is at most U+10FFFF.
void append_utf8(std::string& out, std::uint32_t character);

}  // namespace perdure::source
