#include "runtime/turn/session.h"

#include <utility>

namespace perdure::turn {

SessionInBatch::SessionInBatch(const StoredSession& stored, std::size_t index, Timestamp now)
    : stored_(&stored) {
  row_.session = index;
  row_.status = stored.status;
  row_.revision = stored.revision;
  row_.attempts = stored.attempts;
  row_.retry_at = stored.retry_at;
  row_.failure = stored.failure;
  row_.invoked = stored.invoked;
  row_.deferred = stored.deferred;
  row_.version = stored.version;
  if (stored.status == SessionStatus::Suspended) {
    held_ = true;
    row_.retry_at.reset();
  } else if (stored.status != SessionStatus::Done) {
    held_ = stored.retry_at && *stored.retry_at > now;
  }
}

LiveSession& SessionInBatch::live(const Chart& chart) {
  if (!live_) {
    const Bytes& state = stepped_ ? row_.state : stored_->state;
    live_ = started() ? chart.load(state) : chart.create_from(stored_->version, state);
    live_version_ = chart.version();
  }
  return *live_;
}

void SessionInBatch::keep_step() {
  Bytes state;
  state.reserve(stepped_ ? row_.state.size() : stored_->state.size());
  live_->save(state);
  const std::vector<std::string_view> names = live_->active();
  std::vector<std::string> active(names.begin(), names.end());
  const bool is_done = live_->done();
  Bytes result = is_done ? live_->result() : Bytes{};

  row_.state = std::move(state);
  row_.version = live_version_;
  row_.active = std::move(active);
  row_.result = std::move(result);
  row_.status = is_done ? SessionStatus::Done : SessionStatus::Running;
  stepped_ = true;
  succeed();
}

void SessionInBatch::keep_ignored() { succeed(); }

void SessionInBatch::succeed() {
  ++row_.revision;
  row_.attempts = 0;
  row_.retry_at.reset();
  row_.failure.clear();
  changed_ = true;
}

void SessionInBatch::count_attempt(std::string_view failure) {
  ++row_.attempts;
  row_.failure = failure;
  changed_ = true;
}

void SessionInBatch::uncount_attempt() {
  if (row_.attempts == 0) return;
  if (--row_.attempts == 0) row_.failure.clear();
  changed_ = true;
}

void SessionInBatch::hold(Timestamp until, std::string why) {
  row_.retry_at = until;
  row_.failure = std::move(why);
  held_ = true;
  changed_ = true;
}

void SessionInBatch::suspend(std::string why) {
  row_.status = SessionStatus::Suspended;
  row_.retry_at.reset();
  row_.failure = std::move(why);
  held_ = true;
  changed_ = true;
}

std::optional<BatchWrite::Session> SessionInBatch::take_row() {
  if (!changed_) return std::nullopt;
  if (!stepped_) {
    row_.state = stored_->state;
    row_.active = stored_->active;
    row_.result = stored_->result;
  }
  return std::move(row_);
}

}  // namespace perdure::turn
