// SHA-256 of what is written or read, and bytes as text.
#pragma once

#include <perdure/types.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace perdure::transfer {

class Digest {
 public:
  using Value = std::array<std::uint8_t, 32>;

  Digest();
  ~Digest();
  Digest(const Digest&) = delete;
  Digest& operator=(const Digest&) = delete;

  void add(std::string_view bytes);
  // Once.
  Value finish();

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

// 64 digits.
std::string to_hexadecimal(const Digest::Value& digest);
// Nothing for what to_hexadecimal() does not write.
std::optional<Digest::Value> from_hexadecimal(std::string_view text);

// RFC 4648, with padding and without line breaks.
std::string to_base64(std::span<const std::byte> bytes);
// Nothing for what to_base64() does not write.
std::optional<Bytes> from_base64(std::string_view text);

}  // namespace perdure::transfer
