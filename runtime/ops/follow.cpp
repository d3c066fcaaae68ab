#include "runtime/ops/follow.h"

#include <algorithm>
#include <utility>

namespace perdure::ops {
namespace {

constexpr std::size_t PageSize = 1000;
// Whoever drew a number before it began may still be at work, but not one so far back.
constexpr std::int64_t LongestWork = 10'000;

}  // namespace

Follower::Follower(History& history, JournalFilter filter)
    : history_(history), filter_(std::move(filter)) {
  ahead_ = history_.head();
  settled_ = std::max<std::int64_t>(ahead_->number - LongestWork, 0);
  read();
}

std::vector<JournalEntry> Follower::next() {
  // Before the entries are read: what was written by then is found.
  const JournalHead head = history_.head();
  if (head.number < settled_) {  // The store was emptied, and begins anew.
    settled_ = 0;
    ahead_ = head;
    seen_.clear();
  }
  std::vector<JournalEntry> entries = read();
  if (head.unfinished >= ahead_->horizon) {
    settled_ = ahead_->number;
    seen_.erase(seen_.begin(), seen_.upper_bound(settled_));
    ahead_ = head;
  }
  return entries;
}

std::vector<JournalEntry> Follower::read() {
  std::vector<JournalEntry> fresh;
  filter_.after = settled_;
  filter_.limit = PageSize;
  for (;;) {
    std::vector<JournalEntry> page = history_.journal(filter_);
    const bool more = page.size() == PageSize;
    if (more) filter_.after = page.back().number;
    for (JournalEntry& entry : page) {
      if (seen_.insert(entry.number).second) fresh.push_back(std::move(entry));
    }
    if (!more) return fresh;
  }
}

}  // namespace perdure::ops
