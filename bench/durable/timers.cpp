#include "bench/durable/bed.h"
#include "bench/durable/bench.h"

namespace bench {

void measure_timers(const Target& target) {
  // As many events in two schemas, of which one has timers besides.
  const Workload workload{.sessions = 10'000, .events = 100'000};
  const std::int64_t timers = target.quick ? 100'000 : 1'000'000;
  const std::string with_timers = with_schema(target.uri, "bench_with_timers");
  perdure::open(with_timers)->schema().migrate();
  Bed without(target.uri, workload);
  Bed with(with_timers, workload);
  without.fill();
  with.fill();
  with.queue(timers, std::chrono::hours(24));
  std::vector<double> ratios;
  for (int round = 0; round < 7; ++round) {
    const double rate = without.run(workload.events);
    ratios.push_back(with.run(workload.events) / rate);
  }
  report(target, "with_pending_timers_to_without", median(ratios), "");
  with.runtime().store().schema().drop();
}

}  // namespace bench
