#include "runtime/store/rows/lane.h"

namespace perdure::rows {

std::int32_t lane_of(std::string_view session, std::int32_t lanes) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  for (const char c : session) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 0x100000001b3U;
  }
  return static_cast<std::int32_t>(hash % static_cast<std::uint64_t>(lanes));
}

}  // namespace perdure::rows
