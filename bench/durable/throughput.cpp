#include "bench/durable/bed.h"
#include "bench/durable/bench.h"

namespace bench {

void measure_throughput(const Target& target) {
  const std::int64_t events = target.quick ? 10'000 : 100'000;
  Bed bed(target.uri, {.sessions = events / 10, .events = events});
  bed.fill();
  report(target, "events_per_s", bed.run(events), "events/s");
}

}  // namespace bench
