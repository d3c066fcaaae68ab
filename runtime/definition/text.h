// Scalars of the chart language as text.
#pragma once

#include <perdure/types.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace perdure::definition {

std::string hexadecimal(std::span<const std::byte> bytes);
// The shortest literal of the chart language: "90m", "-1500ms", "0s".
std::string duration_text(Duration duration);
// ISO 8601 in UTC, to the microsecond: "2026-03-01T12:00:00.000000Z". Microseconds since 1970 for years that it has no
// form for: "-99999999999999999us".
std::string timestamp_text(Timestamp time);
// "NaN", "Infinity", "-Infinity": what no number in JSON is.
std::string not_finite_text(double value);

// Back; nothing for what is none.
std::optional<Bytes> parse_hexadecimal(std::string_view text);
// As a literal of the chart language: "90m", "1h30m", "-1500ms".
std::optional<Duration> parse_duration(std::string_view text);
// Without fractions of the second, or with up to six digits of them.
std::optional<Timestamp> parse_timestamp(std::string_view text);
std::optional<double> not_finite(std::string_view text);

}  // namespace perdure::definition
