#include "runtime/worker/activity.h"

#include <utility>

namespace perdure::worker {

std::uint64_t Activity::enter() {
  const std::lock_guard lock(mutex_);
  ++at_work_;
  return committed_;
}

void Activity::committed() {
  {
    const std::lock_guard lock(mutex_);
    ++committed_;
  }
  changed_.notify_all();
}

void Activity::leave() {
  {
    const std::lock_guard lock(mutex_);
    --at_work_;
  }
  changed_.notify_all();
}

std::uint64_t Activity::commits() {
  const std::lock_guard lock(mutex_);
  return committed_;
}

void Activity::begin(std::size_t lookers) {
  const std::lock_guard lock(mutex_);
  yet_to_look_ += lookers;
}

void Activity::FirstLook::over() {
  Activity* const activity = std::exchange(activity_, nullptr);
  if (activity == nullptr) return;
  {
    const std::lock_guard lock(activity->mutex_);
    --activity->yet_to_look_;
  }
  activity->changed_.notify_all();
}

bool Activity::quiet_since(std::uint64_t seen, std::stop_token stop) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, stop,
                [&] { return (at_work_ == 0 && yet_to_look_ == 0) || committed_ != seen; });
  return committed_ == seen;
}

}  // namespace perdure::worker
