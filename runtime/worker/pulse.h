// The heart-beats of the attempts that this process makes.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>

#include "runtime/worker/attempt.h"
#include "runtime/worker/outage.h"

namespace perdure::worker {

// Any thread.
class Pulse {
 public:
  explicit Pulse(Outage& outage) : outage_(outage) {}

  // Has the attempt's heart beat as long as this lives.
  class Beating {
   public:
    Beating(Pulse& pulse, std::shared_ptr<Attempt> attempt);
    ~Beating();
    Beating(const Beating&) = delete;
    Beating& operator=(const Beating&) = delete;

   private:
    Pulse& pulse_;
    Attempt* const attempt_;
  };

  // One thread's loop, until `stop`.
  void run(std::stop_token stop);

 private:
  using Clock = Attempt::Clock;
  struct Next {
    std::shared_ptr<Attempt> attempt;
    Clock::time_point at;
  };

  Outage& outage_;
  std::mutex mutex_;  // Guards all below.
  std::condition_variable_any changed_;
  std::map<Attempt*, Next> beating_;
  std::uint64_t begun_ = 0;
};

}  // namespace perdure::worker
