#include <algorithm>

#include "bench/durable/bed.h"
#include "bench/durable/bench.h"
#include "bench/floor/floor.h"

namespace bench {

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

void measure_ratio(const Target& target) {
  constexpr int Rounds = 5;
  const Workload workload = full_workload(target);
  const std::int64_t events = workload.events / 5;  // A round.

  Bed bed(target.uri, workload);
  bed.fill();
  floor::Floor floor(target.uri, {.lanes = bed.runtime().store().schema().status().lanes,
                                  .sessions = workload.sessions,
                                  .events = workload.events,
                                  .state_bytes = state_bytes(bed),
                                  .batch = workload.batch,
                                  .workers = static_cast<int>(workload.workers)});
  std::vector<double> rates;
  std::vector<double> floor_rates;
  std::vector<double> ratios;
  for (int round = 0; round < Rounds; ++round) {
    floor_rates.push_back(floor.run(events));
    rates.push_back(bed.run(events));
    ratios.push_back(rates.back() / floor_rates.back());
  }
  floor.check();
  report(target, "events_per_s", median(rates), "events/s");
  report(target, "floor_events_per_s", median(floor_rates), "events/s");
  report(target, "ratio_to_floor", median(ratios), "");
  report(target, "last_to_first_round", rates.back() / rates.front(), "");
}

}  // namespace bench
