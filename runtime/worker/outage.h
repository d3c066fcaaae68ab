// What the threads of a runtime know together of a store that fails: one line when it begins, one
// when it is over, and for each how long to wait until it tries again.
#pragma once

#include <perdure/error.h>
#include <perdure/types.h>

#include <chrono>
#include <mutex>
#include <optional>
#include <stop_token>

#include "runtime/worker/log.h"

namespace perdure::worker {

// Any thread.
class Outage {
 public:
  explicit Outage(Log& log) : log_(log) {}

  // A call of the store threw. Logs it if it is the first, or another kind than the last.
  void failed(const Error& error);
  // A turn that began at `began` went well. One that began before the outage says nothing of it.
  void worked(std::chrono::steady_clock::time_point began);

 private:
  Log& log_;
  std::mutex mutex_;
  std::optional<ErrorKind> kind_;  // Nothing: no outage.
  std::chrono::steady_clock::time_point since_{};
};

// One thread's waits: from 100 ms, each twice as long as the one before up to 2 s, each at random
// by as much as half of it shorter, so that workers do not come back all at once.
class Backoff {
 public:
  // Sleeps, or until `stop`.
  void wait(std::stop_token stop);
  void reset() { tries_ = 0; }

 private:
  int tries_ = 0;
};

}  // namespace perdure::worker
