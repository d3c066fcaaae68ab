// Which lane a session belongs to.
#pragma once

#include <cstdint>
#include <string_view>

namespace perdure::rows {

// From 0 to `lanes` - 1: FNV-1a over 64 bits, modulo `lanes`. A stored form: it never changes.
std::int32_t lane_of(std::string_view session, std::int32_t lanes);

}  // namespace perdure::rows
