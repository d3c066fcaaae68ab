#include "runtime/store/memory/tenure.h"

#include <algorithm>
#include <utility>

#include "runtime/store/memory/batch.h"
#include "runtime/store/rows/text.h"

namespace perdure::memory {

MemoryTenure::MemoryTenure(std::shared_ptr<Data> data, std::size_t lane, Timestamp now,
                           const TakeOptions& options)
    : data_(std::move(data)), lane_(lane), drops_(data_->drops) {
  Lane& taken = data_->lanes[lane_];
  if (taken.held) abandoned_ = Abandoned{taken.owner, taken.claims};
  epoch_ = ++taken.epoch;
  taken.held = true;
  taken.owner = rows::readable(options.owner);
  taken.claims = options.events;
  taken.touched = now;
}

MemoryTenure::~MemoryTenure() {
  const std::lock_guard guard(data_->mutex);
  if (!is_abandoned_ && is_mine()) give_back();
}

bool MemoryTenure::is_mine() const {
  if (drops_ != data_->drops) return false;
  const Lane& lane = data_->lanes[lane_];
  return lane.held && lane.epoch == epoch_;
}

void MemoryTenure::give_back() {
  data_->lanes[lane_].held = false;
  data_->announce();
}

std::unique_ptr<Batch> MemoryTenure::claim(const ClaimLimits& limits, KnownSessions*) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  if (is_abandoned_ || !is_mine()) return nullptr;
  Lane& lane = data_->lanes[lane_];
  if (lane.locked) throw Error(ErrorKind::InvalidArgument, "a tenure has one batch at a time");
  const Timestamp now = data_->now();
  data_->queue_due(lane, now);
  if (lane.events().empty()) {
    give_back();
    return nullptr;
  }
  return std::make_unique<MemoryBatch>(data_, lane_, now, std::max<std::size_t>(limits.events, 1));
}

}  // namespace perdure::memory
