#include "runtime/store/memory/registry.h"

#include "runtime/store/rows/registry.h"

namespace perdure::memory {

void MemoryRegistry::add(const ChartVersion& chart) {
  rows::check(chart);
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  const auto [known, is_new] = data_->charts.try_emplace({chart.name, chart.version}, chart);
  if (!is_new) {
    rows::require_shape(chart, known->second.shape);
    const bool same =
        known->second.behaviour == chart.behaviour && known->second.definition == chart.definition;
    if (same) return;
    known->second = chart;
  }
  known->second.registered = data_->now();
}

std::optional<ChartVersion> MemoryRegistry::find(std::string_view name, std::uint32_t version) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  const auto found = data_->charts.find({std::string(name), version});
  if (found == data_->charts.end()) return std::nullopt;
  return found->second;
}

std::vector<ChartVersion> MemoryRegistry::list() {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  std::vector<ChartVersion> all;
  for (const auto& [key, chart] : data_->charts) {
    all.push_back(chart);
    all.back().definition.clear();
  }
  return all;
}

}  // namespace perdure::memory
