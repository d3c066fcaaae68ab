// The journal as it is written, each entry once and none missed.
//
// Numbers of entries are drawn before what has them is committed, so one that is seen says nothing of those below it.
// What is read again and again is therefore all behind the highest number of which it is known that everybody who had one
// up to it is done: JournalHead.
#pragma once

#include <perdure/history.h>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <set>
#include <vector>

namespace perdure::view {

// By one thread.
class Follower {
 public:
  // Begins behind what is there now; `filter.after` and its limit are not looked at. The history must outlive it.
  Follower(History& history, JournalFilter filter);

  struct Fresh {
    std::vector<JournalEntry> entries;  // By number.
    bool passed_over = false;           // There were more, which will not be told.
  };
  // What was committed since it was last asked: at most so much of it. Two entries that were committed between different
  // calls may come in the other order. What was at work so long that 10,000 numbers were drawn meanwhile may be missed.
  Fresh next(std::size_t most = std::numeric_limits<std::size_t>::max());

 private:
  // Everybody who had a number up to this one is done, once everybody is who was at work at that horizon.
  struct Pending {
    std::int64_t number;
    std::int64_t horizon;
  };

  void begin_at(const JournalHead& head);
  // Entries behind settled_ that have not been seen before, until there are so many.
  std::vector<JournalEntry> read(std::size_t most);
  void settle(const JournalHead& head);

  History& history_;
  JournalFilter filter_;
  std::int64_t settled_ = 0;  // Everybody who had a number up to it is done.
  std::int64_t drawn_ = 0;    // Up to this one when it was last asked.
  std::optional<Pending> pending_;
  std::set<std::int64_t> seen_;  // Behind settled_.
};

}  // namespace perdure::view
