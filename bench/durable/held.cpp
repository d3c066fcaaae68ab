#include "bench/durable/bed.h"
#include "bench/durable/bench.h"
#include "bench/floor/beside.h"

namespace bench {

void measure_held(const Target& target) {
  using namespace std::chrono_literals;
  const auto slice = target.quick ? 2s : 10s;
  constexpr int Slices = 7;  // The last one begins after a minute.
  Bed bed(target.uri, full_workload(target));
  bed.fill();
  std::vector<double> without;
  for (int i = 0; i < 3; ++i) without.push_back(bed.run_for(slice));
  const floor::HeldSnapshot snapshot(target.uri);
  double held = 0;
  for (int i = 0; i < Slices; ++i) held = bed.run_for(slice);
  report(target, "held_snapshot_events_per_s", held, "events/s");
  report(target, "held_snapshot_to_without", held / median(without), "");
}

}  // namespace bench
