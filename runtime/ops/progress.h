// How far long work is, for whoever waits for it: on a terminal a bar that is drawn again and again and gone in the
// end, elsewhere a line now and then.
#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <string>

#include "runtime/ops/commands.h"
#include "runtime/ops/drawn_line.h"

namespace perdure::ops {

class Progress {
 public:
  using Clock = std::chrono::steady_clock;

  // `what` is being done: "exported". Nothing is said before the work has lasted for a moment. `now` is for tests.
  Progress(Output output, std::string what, std::function<Clock::time_point()> now = Clock::now);

  // So much is done; of `total`, where it is known.
  void at(std::size_t done, std::size_t total = 0);

 private:
  std::string line(std::size_t done, std::size_t total, Clock::time_point now) const;

  Output output_;
  std::string what_;
  std::function<Clock::time_point()> now_;
  Clock::time_point began_;
  Clock::time_point said_;
  DrawnLine drawn_;
};

// 1234567 -> 1,234,567
std::string grouped(std::size_t number);

}  // namespace perdure::ops
