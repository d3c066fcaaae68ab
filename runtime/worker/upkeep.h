// The store's upkeep, beside the turns.
#pragma once

#include <perdure/maintenance.h>

#include <cstddef>
#include <thread>

#include "runtime/worker/worker.h"

namespace perdure::worker {

// After so many steps of this runtime the journal is indexed, whenever the next maintain() is: what is not indexed is read
// row by row, 100,000 rows in some 20 ms. docs/decisions/journal-index.md
inline constexpr std::size_t UnindexedSteps = 100'000;

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
