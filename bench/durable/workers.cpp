#include <algorithm>
#include <memory>

#include "bench/durable/bed.h"
#include "bench/durable/bench.h"

namespace bench {

void measure_workers(const Target& target) {
  constexpr unsigned Counts[] = {1, 2, 4, 8};
  Workload workload = full_workload(target);
  std::vector<std::unique_ptr<Bed>> beds;
  for (const unsigned count : Counts) {
    workload.workers = count;
    beds.push_back(std::make_unique<Bed>(target.uri, workload));
  }
  beds.front()->fill();
  std::vector<std::vector<double>> rates(beds.size());
  for (int round = 0; round < 5; ++round) {
    for (std::size_t i = 0; i < beds.size(); ++i) {
      rates[i].push_back(beds[i]->run(workload.events / 10));
    }
  }
  double best = 0;
  double least = 1;  // Of a rate to the best of fewer workers.
  for (std::size_t i = 0; i < beds.size(); ++i) {
    const double rate = median(rates[i]);
    report(target, "workers_" + std::to_string(Counts[i]) + "_events_per_s", rate, "events/s");
    if (i > 0) least = std::min(least, rate / best);
    best = std::max(best, rate);
  }
  report(target, "more_workers_to_best_of_fewer", least, "");
}

}  // namespace bench
