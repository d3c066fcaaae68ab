// The name that a value is kept under beside its session (perdure/large.h).
#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string>

namespace perdure {

// Of one session's values no two have the same.
struct LargeName {
  std::array<std::uint8_t, 32> digest{};  // SHA-256 of its bytes.
  std::uint64_t size = 0;                 // Of them.

  // The first digits of the digest, for people.
  std::string text() const;

  auto operator<=>(const LargeName&) const = default;
};

// Less than this is not worth a row of its own.
inline constexpr std::size_t LeastApart = 1024;
// No value may take more.
inline constexpr std::size_t MostApart = std::size_t{256} << 20U;

}  // namespace perdure
