// How a store's work goes over time, as far back as the console has looked.
#pragma once

#include <perdure/store.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace perdure::console {

struct Sample {
  Timestamp at{};
  double per_second = 0;  // Journal entries, since the sample before.
  std::int64_t queued = 0;
  Duration oldest{0};
  std::int64_t waiting = 0;
  std::int64_t postponed = 0;
  std::int64_t dead = 0;
};

// Asks the store in a thread of its own: for what counts all of a table, the less often the longer that takes, so that it
// has it busy for half a percent of the time at most. Any thread.
class Sampler {
 public:
  explicit Sampler(Store& store);
  ~Sampler();
  Sampler(const Sampler&) = delete;
  Sampler& operator=(const Sampler&) = delete;

  std::vector<Sample> samples();     // Oldest first: of 6 hours at most.
  std::vector<LaneBacklog> lanes();  // As they were at the last of them.

  struct Counted {
    std::vector<ChartCount> charts;
    std::optional<Timestamp> at;  // Nothing: they are being counted for the first time.
  };
  // Has them counted again if that was long ago, but does not wait for it.
  Counted counts();

 private:
  using Clock = std::chrono::steady_clock;

  void work();
  void take_sample();
  void look_at_all();
  void count();

  Store& store_;
  std::mutex mutex_;  // Guards what follows.
  std::condition_variable changed_;
  std::deque<Sample> samples_;
  std::vector<LaneBacklog> lanes_;
  Counted counted_;
  bool wants_counts_ = false;
  bool ends_ = false;

  // Of the thread alone.
  std::int64_t last_number_ = -1;
  Clock::time_point last_at_;
  std::vector<LaneBacklog> all_;  // What is not due, as it was when that was last counted.
  Clock::time_point next_look_;
  Clock::time_point next_sample_;
  Clock::time_point next_count_;
  std::thread thread_;
};

}  // namespace perdure::console
