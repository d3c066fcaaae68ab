#include "runtime/store/postgres/idle.h"

#include <algorithm>

namespace perdure::postgres {
namespace {

constexpr Duration LongestWait = std::chrono::hours(1);  // No sum of times can overflow.

}  // namespace

std::uint64_t Idle::arrivals() const {
  const std::lock_guard guard(mutex_);
  return arrivals_;
}

void Idle::found_nothing(std::uint64_t arrivals, std::optional<Clock::time_point> next_due) {
  const std::lock_guard guard(mutex_);
  looked_after_ = std::max(looked_after_, arrivals);
  next_due_ = next_due;
}

void Idle::wake(std::size_t threads) {
  {
    const std::lock_guard guard(mutex_);
    ++arrivals_;
  }
  if (threads == 0) changed_.notify_all();
  for (; threads > 0; --threads) changed_.notify_one();
}

std::size_t Idle::waiting() const {
  const std::lock_guard guard(mutex_);
  return waiting_;
}

void Idle::wait(Duration limit, std::stop_token stop) {
  std::unique_lock lock(mutex_);
  auto until = Clock::now() + std::clamp(limit, Duration::zero(), LongestWait);
  if (next_due_) until = std::min(until, *next_due_);
  ++waiting_;
  changed_.wait_until(lock, stop, until, [this] { return arrivals_ > looked_after_; });
  --waiting_;
  // It may have been the one that was woken for what arrived, and will not look for it.
  if (stop.stop_requested()) changed_.notify_one();
}

void Idle::wait_since(std::uint64_t arrivals, Duration limit, std::stop_token stop) {
  std::unique_lock lock(mutex_);
  const auto length = std::clamp(limit, Duration::zero(), LongestWait);
  changed_.wait_for(lock, stop, length, [&] { return arrivals_ > arrivals; });
}

}  // namespace perdure::postgres
