// perdure backlog
#include <fmt/ostream.h>

#include <algorithm>
#include <ostream>

#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/table.h"
#include "runtime/ops/text.h"

namespace perdure::ops {
namespace {

LaneBacklog sum_of(const std::vector<LaneBacklog>& lanes) {
  LaneBacklog sum;
  for (const LaneBacklog& lane : lanes) {
    sum.queued += lane.queued;
    sum.oldest = std::max(sum.oldest, lane.oldest);
    sum.waiting += lane.waiting;
    sum.postponed += lane.postponed;
    sum.dead += lane.dead;
  }
  return sum;
}

// How many times the mean the fullest lane has; 1: all have the same. 0 where nothing is queued.
double imbalance(const std::vector<LaneBacklog>& lanes, std::int64_t queued) {
  if (queued == 0) return 0;
  const auto fullest = std::max_element(
      lanes.begin(), lanes.end(), [](const auto& a, const auto& b) { return a.queued < b.queued; });
  return static_cast<double>(fullest->queued) * static_cast<double>(lanes.size()) /
         static_cast<double>(queued);
}

bool is_empty(const LaneBacklog& lane) {
  return lane.queued + lane.waiting + lane.postponed + lane.dead == 0;
}

void add(Table& table, std::string lane, const LaneBacklog& backlog) {
  table.row({std::move(lane), std::to_string(backlog.queued), age_text(backlog.oldest),
             std::to_string(backlog.waiting), std::to_string(backlog.postponed),
             std::to_string(backlog.dead)});
}

}  // namespace

int backlog(Store& store, bool all_lanes, Output output) {
  const std::vector<LaneBacklog> lanes = store.records().backlog();
  const LaneBacklog sum = sum_of(lanes);
  if (output.json) {
    Json total = to_json(sum);
    total.erase("lane");
    print(
        output.out,
        {{"total", total}, {"imbalance", imbalance(lanes, sum.queued)}, {"lanes", to_json(lanes)}});
    return 0;
  }
  Table table({"LANE", "QUEUED", "OLDEST", "WAITING", "POSTPONED", "DEAD"});
  for (const LaneBacklog& lane : lanes) {
    if (all_lanes || !is_empty(lane)) add(table, std::to_string(lane.lane), lane);
  }
  add(table, "all", sum);
  table.print(output.out, output.columns);
  if (sum.queued > 0) {
    fmt::print(output.out, "the fullest lane has {:.1f} times as much queued as the mean of {}\n",
               imbalance(lanes, sum.queued), lanes.size());
  }
  return 0;
}

}  // namespace perdure::ops
