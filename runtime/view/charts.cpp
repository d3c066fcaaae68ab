#include "runtime/view/charts.h"

#include <string>
#include <utility>

namespace perdure::view {

std::int64_t ChartInUse::live() const {
  std::int64_t count = 0;
  for (const auto& [status, some] : sessions) count += has_ended(status) ? 0 : some;
  return count;
}

std::vector<ChartInUse> charts_in_use(const std::vector<ChartVersion>& registered,
                                      const std::vector<ChartCount>& counts) {
  std::map<std::pair<std::string, std::uint32_t>, ChartInUse> charts;
  for (const ChartVersion& each : registered) charts[{each.name, each.version}] = {each, true, {}};
  for (const ChartCount& count : counts) {
    ChartInUse& chart = charts[{count.chart, count.version}];
    chart.chart.name = count.chart;
    chart.chart.version = count.version;
    chart.sessions[count.status] = count.sessions;
  }
  std::vector<ChartInUse> all;
  for (auto& [key, chart] : charts) all.push_back(std::move(chart));
  return all;
}

Json to_json(const ChartInUse& chart) {
  Json json = to_json(chart.chart);
  if (!chart.is_registered) json["registered"] = nullptr;
  json["sessions"] = Json::object();
  for (const auto& [status, count] : chart.sessions) {
    json["sessions"][std::string(name(status))] = count;
  }
  return json;
}

}  // namespace perdure::view
