// How much the workers have added to the journal: how the upkeep knows that it is time to index it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <stop_token>

namespace perdure::worker {

// After so many steps of this runtime the journal is indexed, whenever the next maintain() is: what is not indexed is read
// row by row, 100,000 rows in some 20 ms. docs/decisions/journal-index.md
inline constexpr std::size_t UnindexedSteps = 100'000;

// Any thread.
class Growth {
 public:
  // A batch with so many steps was committed. Wakes nobody before they are enough.
  void add(std::size_t steps);

  // Waits until UnindexedSteps were added since the last time that it was true, `end`, or `stop`. True: they were.
  bool is_enough_by(std::chrono::steady_clock::time_point end, std::stop_token stop);

 private:
  std::mutex mutex_;
  std::condition_variable_any grown_;
  std::size_t steps_ = 0;
};

}  // namespace perdure::worker
