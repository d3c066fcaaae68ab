#include "runtime/store/postgres/foretold.h"

#include <utility>

namespace perdure::postgres {

Foretold::Lane::Lane(Lane&& other) noexcept
    : foretold_(std::exchange(other.foretold_, nullptr)), number_(other.number_) {}

Foretold::Lane::~Lane() {
  if (foretold_ == nullptr) return;
  const std::lock_guard guard(foretold_->mutex_);
  foretold_->lanes_.erase(number_);
}

void Foretold::Lane::wait_for_work() const {
  std::unique_lock lock(foretold_->mutex_);
  const State& state = foretold_->lanes_.at(number_);
  foretold_->changed_.wait_until(lock, state.until, [&] { return state.is == Is::There; });
}

void Foretold::add(const std::set<std::int32_t>& lanes) {
  const std::lock_guard guard(mutex_);
  const auto until = Clock::now() + Longest;
  for (const std::int32_t lane : lanes) lanes_.try_emplace(lane, State{Is::Foretold, until});
}

std::optional<Foretold::Lane> Foretold::next() {
  const std::lock_guard guard(mutex_);
  const auto now = Clock::now();
  std::erase_if(lanes_, [&](const auto& lane) {
    return lane.second.is == Is::Foretold && lane.second.until < now;
  });
  for (auto& [number, state] : lanes_) {
    if (state.is != Is::Foretold) continue;
    state.is = Is::Awaited;
    return Lane(*this, number);
  }
  return std::nullopt;
}

LanesWithWork Foretold::came(const LanesWithWork& lanes) {
  const std::lock_guard guard(mutex_);
  if (lanes.named().empty()) {
    for (auto& [number, state] : lanes_) {
      if (state.is == Is::Awaited) state.is = Is::There;
    }
    changed_.notify_all();
    return lanes;
  }
  LanesWithWork others;
  for (const std::int32_t number : lanes.named()) {
    const auto lane = lanes_.find(number);
    if (lane == lanes_.end() || lane->second.is == Is::There) {
      others.add(number);
    } else if (lane->second.is == Is::Foretold) {
      lanes_.erase(lane);
      others.add(number);
    } else {
      lane->second.is = Is::There;
      changed_.notify_all();
    }
  }
  return others;
}

void Foretold::let_go() { came(LanesWithWork::any()); }

}  // namespace perdure::postgres
