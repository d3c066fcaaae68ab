#include <algorithm>
#include <iostream>
#include <numeric>
#include <vector>

#include "bench/durable/bed.h"
#include "bench/durable/bench.h"

namespace bench {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t Intervals = 20;

double mean(const std::vector<double>& rates, std::size_t first, std::size_t count) {
  const auto begin = rates.begin() + static_cast<std::ptrdiff_t>(first);
  return std::accumulate(begin, begin + static_cast<std::ptrdiff_t>(count), 0.0) /
         static_cast<double>(count);
}

}  // namespace

void measure_soak(const Target& target) {
  const auto interval = std::max<std::chrono::seconds>(target.soak / Intervals, 1s);
  Bed bed(target.uri, full_workload(target));
  bed.fill();
  bed.run_for(interval);  // Caches are warm, and sessions decoded, when the first begins.
  std::vector<double> rates;
  while (rates.size() < Intervals) {
    rates.push_back(bed.run_for(interval));
    report(target, "soak_" + std::to_string(rates.size()) + "_events_per_s", rates.back(),
           "events/s");
  }
  // Tenths of the run, so that one checkpoint more or less does not decide.
  constexpr std::size_t Tenth = Intervals / 10;
  const double first = mean(rates, 0, Tenth);
  report(target, "soak_last_to_first", mean(rates, Intervals - Tenth, Tenth) / first, "");
  report(target, "soak_least_to_first", *std::min_element(rates.begin(), rates.end()) / first, "");
}

}  // namespace bench
