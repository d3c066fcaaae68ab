// How many events of a batch became what, by chart: for who observes the runtime.
#pragma once

#include <perdure/observer.h>

#include <string_view>
#include <vector>

namespace perdure::turn {

class Tally {
 public:
  // Of that chart, from now on. The name outlives the tally.
  ChartCounts& of(std::string_view chart) {
    // Most batches are of one chart.
    if (last_ < counts_.size() && counts_[last_].chart == chart) return counts_[last_];
    for (last_ = 0; last_ < counts_.size(); ++last_) {
      if (counts_[last_].chart == chart) return counts_[last_];
    }
    counts_.push_back({chart});
    return counts_.back();
  }

  std::vector<ChartCounts> take() { return std::move(counts_); }

 private:
  std::vector<ChartCounts> counts_;
  std::size_t last_ = 0;
};

}  // namespace perdure::turn
