// Where the threads of one process wait for work.
//
// Nothing here knows of other processes: the Notifier calls wake() for them.
#pragma once

#include <perdure/types.h>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <stop_token>

namespace perdure::postgres {

// Any thread.
class Idle {
 public:
  using Clock = std::chrono::steady_clock;

  // Counts what may have brought work. Read it before looking for some.
  std::uint64_t arrivals() const;

  // Somebody looked after `arrivals` and found nothing: waiting makes sense until there are more, or until
  // `next_due`, when the next timer is.
  void found_nothing(std::uint64_t arrivals, std::optional<Clock::time_point> next_due);

  // As many as there is work for, as far as is known; 0: all who wait.
  void wake(std::size_t threads = 0);

  // How many have nothing to do, and would be woken.
  std::size_t waiting() const;

  // Until something arrives that nobody looked after, a timer is due, `limit` has passed, or `stop`.
  void wait(Duration limit, std::stop_token stop);

  // The same, for somebody who has looked for himself after `arrivals`: until there are more, `limit` has passed,
  // or `stop`.
  void wait_since(std::uint64_t arrivals, Duration limit, std::stop_token stop);

 private:
  mutable std::mutex mutex_;  // Guards all below.
  std::condition_variable_any changed_;
  std::uint64_t arrivals_ = 0;
  std::uint64_t looked_after_ = 0;
  std::size_t waiting_ = 0;
  std::optional<Clock::time_point> next_due_;
};

}  // namespace perdure::postgres
