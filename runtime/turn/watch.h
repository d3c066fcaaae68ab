// Times the phases of a turn and reports it to whoever observes the runtime.
#pragma once

#include <perdure/observer.h>
#include <perdure/store.h>

#include <algorithm>
#include <chrono>

#include "runtime/turn/dispatch.h"

namespace perdure::turn {

// Made before the claim. Without an observer it does nothing but look at the clock.
class Watch {
 public:
  explicit Watch(Observer* observer) : observer_(observer) {}

  void claimed() { report_.claiming = lap(); }
  void dispatched() { report_.dispatching = lap(); }
  void committed(CommitResult result, const Batch& batch, const Dispatched& dispatched) {
    if (observer_ == nullptr) return;
    report_.committing = lap();
    report_.lost = result == CommitResult::Lost;
    report_.events = batch.events().size();
    if (!batch.events().empty()) {
      report_.waited = std::max(batch.now() - batch.events().front().queued, Duration::zero());
    }
    report_.sends = dispatched.write.sends.size();
    report_.charts = dispatched.counts;
    observer_->handled(report_);
  }

 private:
  using Clock = std::chrono::steady_clock;

  Duration lap() {
    const Clock::time_point before = std::exchange(since_, Clock::now());
    return std::chrono::duration_cast<Duration>(since_ - before);
  }

  Observer* const observer_;
  Clock::time_point since_ = Clock::now();
  BatchReport report_;
};

}  // namespace perdure::turn
