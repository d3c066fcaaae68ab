#include "runtime/worker/growth.h"

#include <utility>

namespace perdure::worker {

void Growth::add(std::size_t steps) {
  {
    const std::lock_guard lock(mutex_);
    steps_ += steps;
  }
  grown_.notify_all();
}

bool Growth::reaches(std::size_t enough, std::chrono::steady_clock::time_point end,
                     std::stop_token stop) {
  std::unique_lock lock(mutex_);
  const auto is_enough = [&] { return steps_ >= enough; };
  if (!grown_.wait_until(lock, stop, end, is_enough)) return false;
  steps_ = 0;
  return true;
}

}  // namespace perdure::worker
