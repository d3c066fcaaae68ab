// A short name for what a text says: 64 bits of FNV-1a.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace perdure::plan {

class Digest {
 public:
  void add(std::string_view text) {
    for (const char c : text) {
      hash_ = (hash_ ^ static_cast<unsigned char>(c)) * 1099511628211U;
    }
  }

  // Of all that was added: 16 hexadecimal digits.
  std::string text() const {
    constexpr std::string_view Digits = "0123456789abcdef";
    std::string out;
    for (int shift = 60; shift >= 0; shift -= 4) out += Digits[(hash_ >> shift) & 15];
    return out;
  }

 private:
  std::uint64_t hash_ = 14695981039346656037U;
};

}  // namespace perdure::plan
