// Scalars of the chart language as text.
#pragma once

#include <perdure/types.h>

#include <span>
#include <string>

namespace perdure::definition {

std::string hexadecimal(std::span<const std::byte> bytes);
// The shortest literal of the chart language: "90m", "-1500ms", "0s".
std::string duration_text(Duration duration);
// ISO 8601 in UTC, to the microsecond: "2026-03-01T12:00:00.000000Z". Microseconds since 1970 for years that it has no
// form for.
std::string timestamp_text(Timestamp time);

}  // namespace perdure::definition
