#include "runtime/turn/retries.h"

#include <algorithm>

namespace perdure::turn {

Duration Retries::wait_after(std::int32_t attempt) const {
  Duration wait = std::min(first, longest);
  for (std::int32_t i = 1; i < attempt && wait < longest; ++i) {
    wait = wait > longest / 2 ? longest : wait * 2;
  }
  return wait;
}

}  // namespace perdure::turn
