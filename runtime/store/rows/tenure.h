// When a tenure is over: the same for every store.
#pragma once

#include <perdure/types.h>

#include <chrono>

namespace perdure::rows {

// After so long without a sign of life a lane that was not given back is anybody's.
inline constexpr Duration Lapse = std::chrono::seconds(1);
// An owner gives signs of life no more often than this: they are writes.
inline constexpr Duration BetweenSigns = std::chrono::milliseconds(300);

// Also where the clock was set back: else a lane could be nobody's for as long as that.
inline bool is_lapsed(Timestamp touched, Timestamp now) {
  return touched < now - Lapse || touched > now + Lapse;
}

}  // namespace perdure::rows
