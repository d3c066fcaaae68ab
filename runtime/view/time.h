// Times as text, and as people type them.
#pragma once

#include <perdure/types.h>

#include <optional>
#include <string>
#include <string_view>

namespace perdure::view {

// ISO 8601 in UTC, to the millisecond: 2026-03-01T12:00:00.000Z. Years beyond 9999 are `never`.
std::string time_text(Timestamp time);
std::string time_text(const std::optional<Timestamp>& time, std::string_view otherwise);

// `90d`, `12h`, `30m`, `10s`: a whole number and a unit. Throws Error(InvalidArgument) for anything else.
Duration parse_age(std::string_view text);

// `2026-03-01`, `2026-03-01T12:00`, `2026-03-01T12:00:00`, with or without fractions of the second and a `Z`
// behind: UTC. Throws Error(InvalidArgument) for anything else.
Timestamp parse_time(std::string_view text);

}  // namespace perdure::view
