// The lanes that had work when somebody last looked, handed out one by one.
//
// Threads of a process share it, so that they go for different lanes; each look begins behind the last
// lane handed out, so that no lane waits for another for ever. Lanes that a notification names come without a look.
#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>
#include <set>
#include <vector>

namespace perdure::postgres {

// Any thread.
class DueLanes {
 public:
  // `first`: behind which lane the first look begins. Processes should differ in it.
  explicit DueLanes(std::int32_t first) : last_(first) {}

  // Nothing: it is time to look.
  std::optional<std::int32_t> next();
  bool empty() const;
  // `lanes` in rising order.
  void replace(const std::vector<std::int32_t>& lanes);
  // Behind those that are known.
  void add(const std::set<std::int32_t>& lanes);

 private:
  mutable std::mutex mutex_;  // Guards all below.
  std::deque<std::int32_t> lanes_;
  std::int32_t last_;
};

}  // namespace perdure::postgres
