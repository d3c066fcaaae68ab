// The heart-beats of the attempts that this process makes, and a word of those that were asked to stop and do not.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <stop_token>

#include "runtime/worker/attempt.h"
#include "runtime/worker/log.h"
#include "runtime/worker/outage.h"

namespace perdure::worker {

// Any thread.
class Pulse {
 public:
  Pulse(Outage& outage, Log& log) : outage_(outage), log_(log) {}

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
    bool was_asked =
        false;  // To stop, since its state was left or its time is out, or the program ends.
    bool was_named = false;  // In the log, as one that does not.
  };

  // After a beat of an attempt that has not returned: when to look after it again.
  void look_after(Next& next);

  Outage& outage_;
  Log& log_;
  std::mutex mutex_;  // Guards all below.
  std::condition_variable_any changed_;
  std::map<Attempt*, Next> beating_;
  std::uint64_t begun_ = 0;
};

}  // namespace perdure::worker
