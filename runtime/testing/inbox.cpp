#include "runtime/testing/inbox.h"

namespace perdure::testing {

void Inbox::open(const std::string& session) {
  const std::lock_guard lock(mutex_);
  open_.insert(session);
}

void Inbox::close(std::string_view session) {
  const std::lock_guard lock(mutex_);
  const auto found = open_.find(session);
  if (found != open_.end()) open_.erase(found);
}

void Inbox::close_all() {
  const std::lock_guard lock(mutex_);
  open_.clear();
}

bool Inbox::put(std::string_view session, const scxml::Event& event) {
  const std::lock_guard lock(mutex_);
  if (open_.find(session) == open_.end()) return false;
  letters_.emplace_back(session, event);
  filled_.notify_all();
  return true;
}

std::vector<Inbox::Letter> Inbox::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(letters_, {});
}

void Inbox::wait_until(std::chrono::steady_clock::time_point time) {
  std::unique_lock lock(mutex_);
  filled_.wait_until(lock, time, [&] { return !letters_.empty(); });
}

}  // namespace perdure::testing
