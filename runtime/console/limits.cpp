#include "runtime/console/limits.h"

#include <algorithm>

namespace perdure::console {
namespace {

constexpr std::size_t MostAddresses = 10'000;

}  // namespace

double& RateLimit::left_of(const std::string& address, Clock::time_point now) {
  if (left_.size() >= MostAddresses && !left_.contains(address)) left_.clear();
  const auto [at, is_new] = left_.try_emplace(address, Left{rate_.at_once, now});
  Left& left = at->second;
  const double seconds = std::chrono::duration<double>(now - left.at).count();
  left.count = std::min(rate_.at_once, left.count + seconds * rate_.per_second);
  left.at = now;
  return left.count;
}

bool RateLimit::take(const std::string& address, Clock::time_point now) {
  const std::lock_guard guard(mutex_);
  double& left = left_of(address, now);
  if (left < 1) return false;
  left -= 1;
  return true;
}

bool RateLimit::has(const std::string& address, Clock::time_point now) {
  const std::lock_guard guard(mutex_);
  return left_of(address, now) >= 1;
}

}  // namespace perdure::console
