#include "runtime/worker/pulse.h"

#include <perdure/error.h>

#include <algorithm>
#include <utility>

namespace perdure::worker {

Pulse::Beating::Beating(Pulse& pulse, std::shared_ptr<Attempt> attempt)
    : pulse_(pulse), attempt_(attempt.get()) {
  const Clock::time_point at = attempt->next_beat();
  {
    const std::lock_guard guard(pulse_.mutex_);
    ++pulse_.begun_;
    pulse_.beating_[attempt_] = {std::move(attempt), at};
  }
  pulse_.changed_.notify_all();
}

Pulse::Beating::~Beating() {
  const std::lock_guard guard(pulse_.mutex_);
  pulse_.beating_.erase(attempt_);
}

void Pulse::run(std::stop_token stop) {
  std::unique_lock lock(mutex_);
  while (!stop.stop_requested()) {
    const auto first =
        std::min_element(beating_.begin(), beating_.end(),
                         [](const auto& a, const auto& b) { return a.second.at < b.second.at; });
    if (first == beating_.end()) {
      changed_.wait(lock, stop, [this] { return !beating_.empty(); });
      continue;
    }
    const Clock::time_point at = first->second.at;
    if (Clock::now() < at) {
      const std::uint64_t before = begun_;
      changed_.wait_until(lock, stop, at, [&] { return begun_ != before; });
      continue;
    }
    const std::shared_ptr<Attempt> attempt = first->second.attempt;
    first->second.at = attempt->next_beat();
    lock.unlock();
    try {
      attempt->beat();
    } catch (const Error& error) {  // The next beat may be in time.
      outage_.failed(error);
    }
    lock.lock();
    if (attempt->cancelled()) beating_.erase(attempt.get());
  }
}

}  // namespace perdure::worker
