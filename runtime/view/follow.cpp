#include "runtime/view/follow.h"

#include <algorithm>
#include <utility>

namespace perdure::view {
namespace {

constexpr std::size_t PageSize = 1000;
// So far behind the last number nobody is at work any more, so that what is read again has an end whatever else the
// database does.
constexpr std::int64_t LongestWork = 10'000;

}  // namespace

Follower::Follower(History& history, JournalFilter filter)
    : history_(history), filter_(std::move(filter)) {
  begin_at(history_.head());
  read(std::numeric_limits<std::size_t>::max());
}

Follower::Fresh Follower::next(std::size_t most) {
  // Before the entries are read: what was written by then is found.
  const JournalHead head = history_.head();
  if (head.number < settled_) {  // The store was emptied, and begins anew.
    settled_ = drawn_ = 0;
    pending_.reset();
    seen_.clear();
  }
  Fresh fresh;
  fresh.entries = read(most == std::numeric_limits<std::size_t>::max() ? most : most + 1);
  fresh.passed_over = fresh.entries.size() > most;
  if (fresh.passed_over) {
    fresh.entries.resize(most);
    seen_.clear();
    settled_ = drawn_ = head.number;
    pending_.reset();
  } else {
    settle(head);
  }
  return fresh;
}

void Follower::begin_at(const JournalHead& head) {
  drawn_ = head.number;
  settled_ = std::max<std::int64_t>(drawn_ - LongestWork, 0);
}

// A number is drawn a moment before the one who draws it is known to be at work. The horizon is therefore that of the
// call after the one that the number is of.
void Follower::settle(const JournalHead& head) {
  if (pending_ && head.unfinished >= pending_->horizon) {
    settled_ = std::max(settled_, pending_->number);
    pending_.reset();
  }
  if (!pending_) pending_ = {drawn_, head.horizon};
  drawn_ = head.number;
  settled_ = std::max(settled_, drawn_ - LongestWork);
  seen_.erase(seen_.begin(), seen_.upper_bound(settled_));
}

std::vector<JournalEntry> Follower::read(std::size_t most) {
  std::vector<JournalEntry> fresh;
  filter_.after = settled_;
  filter_.limit = PageSize;
  for (;;) {
    std::vector<JournalEntry> page = history_.journal(filter_);
    const bool is_last = page.size() < PageSize;
    if (!is_last) filter_.after = page.back().number;
    for (JournalEntry& entry : page) {
      if (fresh.size() == most) return fresh;
      if (seen_.insert(entry.number).second) fresh.push_back(std::move(entry));
    }
    if (is_last) return fresh;
  }
}

}  // namespace perdure::view
