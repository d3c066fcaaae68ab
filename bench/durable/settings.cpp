#include <string_view>
#include <vector>

#include "bench/durable/bed.h"
#include "bench/durable/bench.h"
#include "bench/floor/pipeline.h"

namespace bench {
namespace {

using namespace std::chrono_literals;

// By turns with a store whose tables have lost the settings that `script` takes away.
void measure_without(const Target& target, std::string_view script, std::string_view name) {
  const Workload workload{.sessions = 50'000, .events = target.quick ? 20'000 : 200'000};
  const auto slice = target.quick ? 2s : 20s;
  const std::string plain_uri = with_schema(target.uri, "bench_plain_settings");
  perdure::open(plain_uri)->schema().migrate();
  floor::run_script(target.uri, script);
  Bed as_installed(target.uri, workload);
  Bed plain(plain_uri, workload);
  as_installed.fill();
  plain.fill();
  std::vector<double> ratios;
  for (int round = 0; round < 7; ++round) {
    const double rate = plain.run_for(slice);
    ratios.push_back(as_installed.run_for(slice) / rate);
  }
  report(target, std::string(name) + "_to_plain", median(ratios), "");
  report(target, std::string(name) + "_to_plain_in_the_last_round", ratios.back(), "");
  plain.runtime().store().schema().drop();
}

}  // namespace

void measure_settings(const Target& target) {
  measure_without(target, "plain_fillfactor", "fillfactor");
  perdure::open(target.uri)->schema().drop();
  perdure::open(target.uri)->schema().migrate();
  measure_without(target, "plain_autovacuum", "autovacuum");
}

}  // namespace bench
