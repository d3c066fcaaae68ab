#include "runtime/turn/hot.h"

#include <utility>

namespace perdure::turn {
namespace {

// What a machine takes besides its data, and a row besides its state: about what small ones were seen to.
constexpr std::size_t Overhead = 500;

}  // namespace

HotSessions::HotSessions(HotSessions&& other) noexcept
    : limit_(other.limit_),
      came_back_(other.came_back_),
      order_(std::move(other.order_)),
      by_id_(std::move(other.by_id_)) {
  other.order_.clear();
  other.by_id_.clear();
}

std::unique_ptr<LiveSession> HotSessions::take_machine(const StoredSession& stored) {
  const auto found = by_id_.find(stored.id);
  if (found == by_id_.end()) return nullptr;
  const Order::iterator kept = found->second;
  std::unique_ptr<LiveSession> live =
      kept->revision == stored.revision ? std::move(kept->live) : nullptr;
  forget(kept);
  return live;
}

void HotSessions::keep(std::string_view session, std::int64_t revision, std::size_t state_size,
                       std::unique_ptr<LiveSession> live) {
  if (limit_->bytes == 0) return;
  const auto before = by_id_.find(session);
  if (before != by_id_.end()) forget(before->second);
  std::size_t size = state_size + Overhead;
  const std::vector<LargeValue*> large = live->large();
  for (LargeValue* value : large) {
    value->attach(nullptr);
    if (value->name() && value->is_loaded()) size += value->name()->size;
  }
  if (size > limit_->bytes && !large.empty()) {
    for (LargeValue* value : large) value->release();
    size = state_size + Overhead;
  }
  order_.push_back({std::string(session), revision, size, std::move(live), {}});
  by_id_.emplace(order_.back().session, std::prev(order_.end()));
  limit_->used += size;
  keep_to_limit();
}

void HotSessions::know(StoredSession row) {
  if (!came_back_) return;
  const auto found = by_id_.find(row.id);
  if (found == by_id_.end() || found->second->revision != row.revision) return;
  take_row(*found->second);
  const std::size_t size = row.state.size() + Overhead;
  found->second->size += size;
  limit_->used += size;
  found->second->row = std::move(row);
  keep_to_limit();
}

std::optional<StoredSession> HotSessions::take(std::string_view id) {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? std::nullopt : take_row(*found->second);
}

std::optional<StoredSession> HotSessions::take_row(Kept& kept) {
  if (!kept.row) return std::nullopt;
  const std::size_t size = kept.row->state.size() + Overhead;
  kept.size -= size;
  limit_->used -= size;
  return std::exchange(kept.row, std::nullopt);
}

void HotSessions::keep_to_limit() {
  while (!order_.empty() && limit_->used > limit_->bytes) forget(order_.begin());
}

void HotSessions::clear() {
  while (!order_.empty()) forget(order_.begin());
}

void HotSessions::forget(Order::iterator kept) {
  limit_->used -= kept->size;
  by_id_.erase(kept->session);
  order_.erase(kept);
}

HotSessions HotLanes::take(std::int32_t lane, std::int64_t epoch) {
  const std::lock_guard lock(mutex_);
  auto kept = lanes_.extract(lane);
  if (!kept || kept.mapped().epoch + 1 != epoch) return HotSessions(limit_);
  kept.mapped().sessions.came_back();
  return std::move(kept.mapped().sessions);
}

void HotLanes::put_back(std::int32_t lane, std::int64_t epoch, HotSessions sessions) {
  const std::lock_guard lock(mutex_);
  lanes_.erase(lane);
  lanes_.emplace(lane, Lane{epoch, std::move(sessions)});
}

}  // namespace perdure::turn
