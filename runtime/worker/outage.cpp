#include "runtime/worker/outage.h"

#include <algorithm>
#include <condition_variable>
#include <random>
#include <string>

namespace perdure::worker {

void Outage::failed(const Error& error) {
  const std::lock_guard lock(mutex_);
  if (kind_ == error.kind()) return;
  if (!kind_) since_ = std::chrono::steady_clock::now();
  kind_ = error.kind();
  log_.write(LogLevel::Error, "the store fails; trying again until it is back",
             {{"error", name(error.kind())}, {"cause", error.what()}});
}

void Outage::worked(std::chrono::steady_clock::time_point began) {
  const std::lock_guard lock(mutex_);
  if (!kind_ || began < since_) return;
  kind_.reset();
  const auto lasted = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::steady_clock::now() - since_);
  log_.write(LogLevel::Warning, "the store is back",
             {{"after_ms", std::to_string(lasted.count())}});
}

void Backoff::wait(std::stop_token stop) {
  constexpr std::chrono::milliseconds First{100};
  constexpr std::chrono::milliseconds Longest{2000};
  const auto full = std::min(First * (1 << std::min(tries_++, 10)), Longest);
  thread_local std::minstd_rand random{std::random_device{}()};
  const std::chrono::milliseconds wait(
      std::uniform_int_distribution<std::int64_t>(full.count() / 2, full.count())(random));
  std::mutex mutex;
  std::unique_lock lock(mutex);
  std::condition_variable_any().wait_for(lock, stop, wait, [] { return false; });
}

}  // namespace perdure::worker
