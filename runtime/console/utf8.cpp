#include "runtime/console/utf8.h"

#include <cstddef>
#include <cstdint>

namespace perdure::console {

bool is_utf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char lead = byte(i);
    if (lead < 0x80) {
      ++i;
      continue;
    }
    const std::size_t size = lead >= 0xf0 ? 4U : lead >= 0xe0 ? 3U : 2U;
    if (lead < 0xc2 || lead > 0xf4 || text.size() - i < size) return false;
    std::uint32_t value = lead & (0x7fU >> size);
    for (std::size_t at = i + 1; at < i + size; ++at) {
      if ((byte(at) & 0xc0U) != 0x80U) return false;
      value = (value << 6U) | (byte(at) & 0x3fU);
    }
    const bool overlong = (size == 3 && value < 0x800) || (size == 4 && value < 0x10000);
    if (overlong || (value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff) return false;
    i += size;
  }
  return true;
}

}  // namespace perdure::console
