#include "runtime/turn/session.h"

#include <algorithm>
#include <utility>

namespace perdure::turn {

SessionInBatch::SessionInBatch(Batch& batch, std::size_t index, HotSessions* hot)
    : batch_(&batch),
      stored_(&batch.sessions()[index]),
      hot_(hot),
      asks_hot_(hot != nullptr),
      state_size_(stored_->state.size()) {
  const StoredSession& stored = *stored_;
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
  } else if (!perdure::has_ended(stored.status)) {
    held_ = stored.retry_at && *stored.retry_at > batch.now();
  }
}

LiveSession& SessionInBatch::live(const Chart& chart) {
  if (live_) return *live_;
  make_live(chart);
  live_version_ = chart.version();
  // A session that has not started, or that another version wrote, has others in its row, or none. A machine that was
  // kept is the one that its row is of.
  is_indexed_ = started() && row_.version == live_version_;
  indexed_ = live_->indexed();
  return *live_;
}

void SessionInBatch::make_live(const Chart& chart) {
  if (!large_ && chart.keeps_apart())
    large_ = std::make_shared<LargeInBatch>(*batch_, row_.session);
  const Bytes& state = stepped_ ? row_.state : stored_->state;
  if (!started()) {
    live_ = chart.create_from(stored_->version, state);
    return;
  }
  if (std::exchange(asks_hot_, false)) live_ = hot_->take_machine(*stored_);
  if (live_) {
    if (large_) large_->take(*live_);
  } else if (large_) {
    large_->read(!stepped_);
    live_ = chart.load_apart(state, large_);
  } else {
    live_ = chart.load(state);
  }
}

void SessionInBatch::keep_step(const DueEvent& event, Handled handled) {
  const bool is_done = live_->done();
  Bytes result = is_done ? live_->result() : Bytes{};
  keep_state();
  keep_deferred(event, handled);
  row_.result = std::move(result);
  row_.status = is_done ? SessionStatus::Done : SessionStatus::Running;
  succeed();
}

void SessionInBatch::keep_cancel() {
  keep_state();
  row_.result.clear();
  row_.status = SessionStatus::Cancelled;
  held_ = false;
  succeed();
}

void SessionInBatch::cancel_unstarted() {
  // Its state stays that of one without a step: the parameters.
  row_.status = SessionStatus::Cancelled;
  row_.attempts = 0;
  row_.retry_at.reset();
  row_.failure.clear();
  held_ = false;
  changed_ = true;
}

void SessionInBatch::keep_state() {
  Bytes state;
  if (large_) {
    large_->keep(*live_, row_.revision + 1);
    live_->save_apart(state);
  } else {
    state.reserve(stepped_ ? row_.state.size() : stored_->state.size());
    live_->save(state);
  }
  const std::vector<std::string_view> names = live_->active();
  std::vector<std::string> active(names.begin(), names.end());
  state_size_ = state.size();
  std::vector<IndexedAttribute> indexed = live_->indexed();

  if (indexed != indexed_ || (!is_indexed_ && !indexed.empty())) {
    row_.indexed = indexed;
    indexed_ = std::move(indexed);
  }
  is_indexed_ = true;
  row_.state = std::move(state);
  row_.version = live_version_;
  row_.active = std::move(active);
  stepped_ = true;
}

// The machine knows the names of what it defers, the row the ids too. Events of one name come out oldest first.
void SessionInBatch::keep_deferred(const DueEvent& event, Handled handled) {
  const std::vector<std::string_view> names = live_->deferred();
  if (names.empty() && row_.deferred.empty()) return;
  std::vector<DeferredEvent> before = std::move(row_.deferred);
  if (handled == Handled::Deferred) before.push_back({event.id, event.name});
  row_.deferred.clear();
  for (const std::string_view name : names) {
    const auto known = std::find_if(before.begin(), before.end(),
                                    [&](const DeferredEvent& one) { return one.name == name; });
    if (known == before.end()) {
      row_.deferred.push_back({EventId::random(), std::string(name)});
    } else {
      row_.deferred.push_back(std::move(*known));
      before.erase(known);
    }
  }
}

std::optional<Invoked> SessionInBatch::take_invoked(std::string_view invocation) {
  const auto found = std::find_if(row_.invoked.begin(), row_.invoked.end(),
                                  [&](const Invoked& one) { return one.invocation == invocation; });
  if (found == row_.invoked.end()) return std::nullopt;
  Invoked taken = std::move(*found);
  row_.invoked.erase(found);
  return taken;
}

bool SessionInBatch::hears(std::string_view invocation) const {
  const auto has = [&](const std::vector<Invoked>& invoked) {
    return std::any_of(invoked.begin(), invoked.end(),
                       [&](const Invoked& one) { return one.invocation == invocation; });
  };
  return has(row_.invoked) || has(stored_->invoked);
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

void SessionInBatch::keep_live(HotSessions& hot) {
  if (live_ && !has_ended()) hot.keep(stored_->id, row_.revision, state_size_, std::move(live_));
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
