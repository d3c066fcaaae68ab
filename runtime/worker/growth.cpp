#include "runtime/worker/growth.h"

namespace perdure::worker {

void Growth::add(std::size_t steps) {
  {
    const std::lock_guard lock(mutex_);
    steps_ += steps;
    if (steps_ < UnindexedSteps) return;
  }
  grown_.notify_all();
}

bool Growth::is_enough_by(std::chrono::steady_clock::time_point end, std::stop_token stop) {
  std::unique_lock lock(mutex_);
  if (!grown_.wait_until(lock, stop, end, [&] { return steps_ >= UnindexedSteps; })) return false;
  steps_ = 0;
  return true;
}

}  // namespace perdure::worker
