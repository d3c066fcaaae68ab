// Characters as UTF-8. For the parts of the runtime; programs need not call this.
#pragma once

#include <cstdint>
#include <string>

namespace perdure {

// Up to 0x10ffff. A surrogate becomes its three bytes, which are no UTF-8: what to do about these is the caller's affair.
inline void append_utf8(std::string& out, std::uint32_t code) {
  const auto put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  const auto put_rest = [&](int bits) { put(0x80 | (code >> bits & 0x3f)); };
  if (code < 0x80) {
    put(code);
  } else if (code < 0x800) {
    put(0xc0 | code >> 6);
    put_rest(0);
  } else if (code < 0x10000) {
    put(0xe0 | code >> 12);
    put_rest(6);
    put_rest(0);
  } else {
    put(0xf0 | code >> 18);
    put_rest(12);
    put_rest(6);
    put_rest(0);
  }
}

}  // namespace perdure
