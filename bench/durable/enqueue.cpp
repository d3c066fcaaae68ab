#include "bench/durable/bed.h"
#include "bench/durable/bench.h"

namespace bench {

void measure_enqueue(const Target& target) {
  const std::int64_t events = target.quick ? 50'000 : 500'000;
  Bed bed(target.uri, {.sessions = 10'000});
  bed.fill();
  const auto begin = std::chrono::steady_clock::now();
  bed.queue(events);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  report(target, "enqueued_per_s", static_cast<double>(events) / took.count(), "events/s");
}

}  // namespace bench
