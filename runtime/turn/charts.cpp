#include "runtime/turn/charts.h"

#include <perdure/error.h>

#include <utility>

namespace perdure::turn {

void Charts::add(std::unique_ptr<Chart> chart, ChartOptions options) {
  const Chart* const added = chart.get();
  std::string name(chart->name());
  const std::uint32_t version = chart->version();
  if (!charts_[name].try_emplace(version, std::move(chart)).second) {
    throw Error(ErrorKind::InvalidArgument,
                "chart " + name + " version " + std::to_string(version) + " was added before");
  }
  options_.emplace(added, options);
}

const Chart* Charts::find(std::string_view name, std::uint32_t version) const {
  const auto versions = charts_.find(name);
  if (versions == charts_.end()) return nullptr;
  const auto same = versions->second.find(version);
  if (same != versions->second.end()) return same->second.get();
  for (auto chart = versions->second.rbegin(); chart != versions->second.rend(); ++chart) {
    if (chart->second->loads(version)) return chart->second.get();
  }
  return nullptr;
}

const Chart* Charts::latest(std::string_view name) const {
  const auto versions = charts_.find(name);
  return versions == charts_.end() ? nullptr : versions->second.rbegin()->second.get();
}

ChartOptions Charts::options(const Chart* chart) const {
  const auto found = options_.find(chart);
  return found == options_.end() ? ChartOptions{} : found->second;
}

}  // namespace perdure::turn
