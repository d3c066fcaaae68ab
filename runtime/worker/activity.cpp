#include "runtime/worker/activity.h"

namespace perdure::worker {

std::uint64_t Activity::enter() {
  const std::lock_guard lock(mutex_);
  ++in_turn_;
  return committed_;
}

void Activity::leave(bool committed) {
  {
    const std::lock_guard lock(mutex_);
    --in_turn_;
    if (committed) ++committed_;
  }
  changed_.notify_all();
}

bool Activity::quiet_since(std::uint64_t seen, std::stop_token stop) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, stop, [&] { return in_turn_ == 0 || committed_ != seen; });
  return committed_ == seen;
}

}  // namespace perdure::worker
