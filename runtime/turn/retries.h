// When a step that failed is tried again.
#pragma once

#include <perdure/types.h>

#include <cstdint>

namespace perdure::turn {

struct Retries {
  std::int32_t max_attempts = 10;  // With the first; then the session is suspended. At least 1.
  Duration first = std::chrono::seconds(1);
  Duration longest = std::chrono::minutes(5);

  // How long to wait after the `attempt`th failure, from 1: `first`, then twice as long each time.
  Duration wait_after(std::int32_t attempt) const;
};

// How long the events of a session wait whose chart this program does not have. Another program
// may.
inline constexpr Duration UnknownChartWait = std::chrono::seconds(5);

}  // namespace perdure::turn
