// The C++ types behind the chart language's own.
#pragma once

#include <array>
#include <chrono>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace perdure {

// Lengths and moments of time, in microseconds; moments count from 1970-01-01 00:00 UTC.
using Duration = std::chrono::duration<std::int64_t, std::micro>;
using Timestamp = std::chrono::time_point<std::chrono::system_clock, Duration>;

using Bytes = std::vector<std::byte>;

// What makes an event the same event wherever it turns up: a uuid, made by its sender.
struct EventId {
  std::array<std::uint8_t, 16> bytes{};

  // Version 7 of RFC 9562: milliseconds since 1970, so that what is sent together lies together in every
  // index, and 74 random bits. Any thread.
  static EventId random();
  // When random() made it, by the clock of that machine; nothing for an id from elsewhere.
  std::optional<Timestamp> made() const;
  // 8-4-4-4-12 hexadecimal digits, as PostgreSQL writes a uuid.
  std::string text() const;
  // From that form. Throws Error(InvalidArgument) for anything else.
  static EventId parse(std::string_view text);

  auto operator<=>(const EventId&) const = default;
};

}  // namespace perdure
