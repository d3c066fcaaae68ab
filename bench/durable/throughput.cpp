#include "bench/durable/bed.h"
#include "bench/durable/bench.h"

namespace bench {

void measure_throughput(const Target& target) {
  // A server's store is filled as for the ratio, the others with what they hold at ease.
  Workload workload = full_workload(target);
  if (target.store != "postgres") {
    workload.sessions /= 10;
    workload.events /= 10;
  }
  Bed bed(target.uri, workload);
  bed.fill();
  std::vector<double> rates;  // Of each tenth.
  for (int i = 0; i < 10; ++i) rates.push_back(bed.run(workload.events / 10));
  report(target, "events_per_s", median(rates), "events/s");
  report(target, "first_events_per_s", rates.front(), "events/s");
  report(target, "last_events_per_s", rates.back(), "events/s");
}

}  // namespace bench
