#include "runtime/store/postgres/due_lanes.h"

#include <algorithm>

namespace perdure::postgres {

std::optional<std::int32_t> DueLanes::next() {
  const std::lock_guard guard(mutex_);
  if (lanes_.empty()) return std::nullopt;
  last_ = lanes_.front();
  lanes_.pop_front();
  return last_;
}

bool DueLanes::empty() const {
  const std::lock_guard guard(mutex_);
  return lanes_.empty();
}

void DueLanes::replace(const std::vector<std::int32_t>& lanes) {
  const std::lock_guard guard(mutex_);
  lanes_.assign(lanes.begin(), lanes.end());
  std::rotate(lanes_.begin(), std::upper_bound(lanes_.begin(), lanes_.end(), last_), lanes_.end());
}

void DueLanes::add(const std::set<std::int32_t>& lanes) {
  const std::lock_guard guard(mutex_);
  for (const std::int32_t lane : lanes) {
    if (std::find(lanes_.begin(), lanes_.end(), lane) == lanes_.end()) lanes_.push_back(lane);
  }
}

}  // namespace perdure::postgres
