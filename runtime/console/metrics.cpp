// How the work goes: over time, and by lane.
#include <chrono>

#include "runtime/console/desk.h"
#include "runtime/view/time.h"

namespace perdure::console {
namespace {

Json sample_json(const Sample& sample) {
  return {{"at", view::time_text(sample.at)},
          {"per_second", sample.per_second},
          {"queued", sample.queued},
          {"oldest", std::chrono::duration<double>(sample.oldest).count()},
          {"waiting", sample.waiting},
          {"postponed", sample.postponed},
          {"dead", sample.dead}};
}

// Of the last `minutes`, thinned to as many as a chart can show.
Response show_samples(Desk& desk, Call& call) {
  const std::int64_t minutes = call.query.number("minutes", 60, 1, 360);
  call.query.finish();
  const std::vector<Sample> all = desk.sampler().samples();
  Json samples = Json::array();
  for (const Sample& sample : all) {
    if (sample.at >= all.back().at - std::chrono::minutes(minutes)) {
      samples.push_back(sample_json(sample));
    }
  }
  return json({{"samples", std::move(samples)}});
}

Response show_lanes(Desk& desk, Call& call) {
  call.query.finish();
  return json({{"lanes", view::to_json(desk.sampler().lanes())}});
}

constexpr Route MetricRoutes[] = {
    {"GET", "/api/metrics", Role::Read, show_samples},
    {"GET", "/api/lanes", Role::Read, show_lanes},
};

}  // namespace

std::span<const Route> metric_routes() { return MetricRoutes; }

}  // namespace perdure::console
