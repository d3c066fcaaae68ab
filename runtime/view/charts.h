// Charts, and how many sessions live in each of their versions.
#pragma once

#include <perdure/store.h>

#include <cstdint>
#include <map>
#include <vector>

#include "runtime/view/json.h"

namespace perdure::view {

struct ChartInUse {
  ChartVersion
      chart;  // Without its definition. Of one that nobody has registered the name and the version alone.
  bool is_registered = false;
  std::map<SessionStatus, std::int64_t> sessions;  // By status; of none where there are none.

  // Those that have not ended.
  std::int64_t live() const;
};

// The registered ones, and those of which there are sessions all the same, by name and version.
std::vector<ChartInUse> charts_in_use(const std::vector<ChartVersion>& registered,
                                      const std::vector<ChartCount>& counts);

Json to_json(const ChartInUse& chart);

}  // namespace perdure::view
