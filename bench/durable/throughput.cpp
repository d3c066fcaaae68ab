#include "bench/durable/bed.h"
#include "bench/durable/bench.h"

namespace bench {

void measure_throughput(const Target& target) {
  // A server's store is filled as ratio.cpp fills it, the others with what they hold at ease.
  const std::int64_t share = (target.store == "postgres" ? 1 : 10) * (target.quick ? 10 : 1);
  const Workload workload{.sessions = 100'000 / share, .events = 1'000'000 / share};
  Bed bed(target.uri, workload);
  bed.fill();
  std::vector<double> rates;  // Of each tenth.
  for (int i = 0; i < 10; ++i) rates.push_back(bed.run(workload.events / 10));
  report(target, "events_per_s", median(rates), "events/s");
  report(target, "first_events_per_s", rates.front(), "events/s");
  report(target, "last_events_per_s", rates.back(), "events/s");
}

}  // namespace bench
