// The journal as it is written, each entry once and none missed.
//
// Numbers of entries are drawn before what has them is committed, so one that is seen says nothing of those below it.
// What is read again and again is therefore all behind the highest number of which it is known that everybody who had one
// up to it is done: JournalHead.
#pragma once

#include <perdure/history.h>

#include <cstdint>
#include <optional>
#include <set>
#include <vector>

namespace perdure::ops {

class Follower {
 public:
  // Begins behind what is there now; `filter.after` and its limit are not looked at. The history must outlive it.
  Follower(History& history, JournalFilter filter);

  // What was committed since it was last asked, by number. Two entries that were committed between different calls may
  // come in the other order.
  std::vector<JournalEntry> next();

 private:
  // Entries behind settled_ that have not been seen before.
  std::vector<JournalEntry> read();

  History& history_;
  JournalFilter filter_;
  std::int64_t settled_ = 0;  // Everybody who had a number up to it is done.
  std::optional<JournalHead> ahead_;  // settled_, once those are done that were at work then.
  std::set<std::int64_t> seen_;  // Behind settled_.
};

}  // namespace perdure::ops
