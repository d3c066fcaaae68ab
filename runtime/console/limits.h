// How much of everything one caller gets.
#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <mutex>
#include <string>

namespace perdure::console {

inline constexpr std::size_t LargestBody = 1024 * 1024;
inline constexpr std::size_t LongestTarget = 8192;
inline constexpr std::size_t MostStreams = 32;

// So many at once, and so many a second for ever.
struct Rate {
  double at_once = 0;
  double per_second = 0;
};

// Counts by the address that a request comes from. Any thread.
class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;

  explicit RateLimit(Rate rate) : rate_(rate) {}

  // Whether there is one left, which then is taken.
  bool take(const std::string& address, Clock::time_point now = Clock::now());
  // Whether there is one left.
  bool has(const std::string& address, Clock::time_point now = Clock::now());

 private:
  struct Left {
    double count = 0;
    Clock::time_point at;
  };
  double& left_of(const std::string& address, Clock::time_point now);

  const Rate rate_;
  std::mutex mutex_;  // Guards what follows.
  std::map<std::string, Left> left_;
};

}  // namespace perdure::console
