#include "runtime/worker/pulse.h"

#include <perdure/error.h>

#include <algorithm>
#include <string>
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
    lock.unlock();
    try {
      attempt->beat();
    } catch (const Error& error) {  // The next beat may be in time.
      outage_.failed(error);
    }
    lock.lock();
    const auto found = beating_.find(attempt.get());
    if (found == beating_.end()) continue;
    look_after(found->second);
    if (attempt->cancelled() && found->second.was_named) beating_.erase(found);
  }
}

void Pulse::look_after(Next& next) {
  const Attempt& attempt = *next.attempt;
  next.at = attempt.next_beat();
  if (!attempt.stop_token().stop_requested() || next.was_named) return;
  next.was_named = std::exchange(next.was_asked, true);
  if (!next.was_named) return;
  log_.write(LogLevel::Warning,
             "a service was asked to stop, and goes on: until it returns it holds its thread",
             {{"service", attempt.claimed().service},
              {"session", attempt.session()},
              {"invocation", attempt.invocation()},
              {"attempt", std::to_string(attempt.attempt())}});
}

}  // namespace perdure::worker
