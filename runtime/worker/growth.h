// How much the workers have added to the journal: how the upkeep knows that it is time to index it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <mutex>
#include <stop_token>

namespace perdure::worker {

// Any thread.
class Growth {
 public:
  // A batch with so many steps was committed.
  void add(std::size_t steps);

  // Waits until `enough` were added since the last time that it was true, `end`, or `stop`. True: they were.
  bool reaches(std::size_t enough, std::chrono::steady_clock::time_point end, std::stop_token stop);

 private:
  std::mutex mutex_;
  std::condition_variable_any grown_;
  std::size_t steps_ = 0;
};

}  // namespace perdure::worker
