// Times as people type them.
#pragma once

#include <perdure/types.h>

#include <string_view>

namespace perdure::ops {

// `90d`, `12h`, `30m`, `10s`: a whole number and a unit. Throws Error(InvalidArgument) for anything else.
Duration parse_age(std::string_view text);

// `2026-03-01`, `2026-03-01T12:00`, `2026-03-01T12:00:00`, with or without fractions of the second and a `Z`
// behind: UTC. Throws Error(InvalidArgument) for anything else.
Timestamp parse_time(std::string_view text);

}  // namespace perdure::ops
