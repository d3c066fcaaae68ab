#include "runtime/store/sqlite/turn.h"

#include <algorithm>

#include "runtime/store/sqlite/error.h"

namespace perdure::sqlite {

Turn::~Turn() {
  if (turns_ != nullptr) turns_->give_back();
}

Turn WriteTurns::take() {
  wait_in_line(For::Write);
  return Turn(*this);
}

Turn WriteTurns::take_for_batch() {
  wait_in_line(For::Batch);
  return Turn(*this);
}

std::optional<Turn> WriteTurns::take_unless_batch() {
  if (!wait_in_line(For::Taking)) return std::nullopt;
  return Turn(*this);
}

bool WriteTurns::wait_in_line(For purpose) {
  std::unique_lock lock(mutex_);
  if (taken_ && batch_ && purpose != For::Taking && owner_ == std::this_thread::get_id()) {
    throw Error(ErrorKind::StoreFailure,
                "the SQLite file `" + file_ +
                    "` has one writer, and this thread's batch is it: commit that first");
  }
  const std::uint64_t ticket = ++last_ticket_;
  line_.push_back(ticket);
  const auto leave = [&] {
    line_.erase(std::find(line_.begin(), line_.end(), ticket));
    changed_.notify_all();
  };
  const auto decided = [&] {
    return (!taken_ && line_.front() == ticket) || (purpose == For::Taking && taken_ && batch_);
  };
  if (!changed_.wait_for(lock, std::chrono::seconds(BusySeconds), decided)) {
    leave();
    fail(nullptr, SQLITE_BUSY, file_);
  }
  const bool mine = !taken_;
  if (mine) {
    taken_ = true;
    batch_ = purpose == For::Batch;
    owner_ = std::this_thread::get_id();
  } else {
    refused_ = true;
  }
  leave();
  return mine;
}

void WriteTurns::give_back() {
  const std::lock_guard guard(mutex_);
  taken_ = batch_ = false;
  given_back_ = std::chrono::steady_clock::now();
  ++changes_;
  changed_.notify_all();
}

std::uint64_t WriteTurns::changes() {
  const std::lock_guard guard(mutex_);
  return changes_;
}

void WriteTurns::sleep(std::uint64_t since, Duration limit, const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, stop, limit, [&] { return changes_ != since; });
}

bool WriteTurns::take_refusal() {
  const std::lock_guard guard(mutex_);
  return std::exchange(refused_, false);
}

void WriteTurns::note_refusal() {
  const std::lock_guard guard(mutex_);
  refused_ = true;
}

bool WriteTurns::is_hogging() {
  constexpr std::chrono::microseconds Pause(500);
  constexpr std::chrono::milliseconds LongRow(20);
  const std::lock_guard guard(mutex_);
  const auto now = std::chrono::steady_clock::now();
  if (now - given_back_ > Pause) row_began_ = now;
  if (now - row_began_ < LongRow) return false;
  row_began_ = now;
  return true;
}

}  // namespace perdure::sqlite
