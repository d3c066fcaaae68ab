// The store's upkeep, beside the turns.
#pragma once

#include <perdure/maintenance.h>

#include <thread>

#include "runtime/worker/worker.h"

namespace perdure::worker {

// Has maintain() done again and again, on a thread of its own, until destroyed: the step that it is in is
// finished first. A store that fails is tried again the next time.
class Upkeep {
 public:
  // `shared` outlives it. Never, where `every` is 0.
  Upkeep(Shared& shared, const Retention& retention, Duration every);

 private:
  std::jthread thread_;
};

}  // namespace perdure::worker
