// perdure charts, and perdure charts NAME
#include "runtime/view/charts.h"

#include <fmt/ostream.h>

#include <ostream>

#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/table.h"
#include "runtime/ops/text.h"

namespace perdure::ops {
namespace {

std::int64_t in_status(const view::ChartInUse& chart, SessionStatus status) {
  const auto found = chart.sessions.find(status);
  return found == chart.sessions.end() ? 0 : found->second;
}

int list(const std::vector<view::ChartInUse>& all, Output output) {
  if (output.json) {
    print(output.out, to_json(all));
    return 0;
  }
  Table table({"CHART", "VERSION", "LIVE", "SUSPENDED", "DONE", "CANCELLED", "SHAPE", "BEHAVIOUR",
               "REGISTERED", "BY"});
  for (const view::ChartInUse& each : all) {
    const ChartVersion& chart = each.chart;
    table.row({chart.name, std::to_string(chart.version), std::to_string(each.live()),
               std::to_string(in_status(each, SessionStatus::Suspended)),
               std::to_string(in_status(each, SessionStatus::Done)),
               std::to_string(in_status(each, SessionStatus::Cancelled)), chart.shape,
               chart.behaviour, each.is_registered ? time_text(chart.registered) : "never",
               chart.node});
  }
  table.print(output.out, output.columns);
  return 0;
}

}  // namespace

int charts(Store& store, const std::string& name, std::uint32_t version, Output output) {
  const std::vector<ChartVersion> all = store.registry().list();
  if (name.empty()) return list(view::charts_in_use(all, store.records().count()), output);
  // The latest, unless one was asked for.
  std::optional<ChartVersion> chart;
  for (const ChartVersion& each : all) {
    const bool wanted = each.name == name && (version == 0 || each.version == version);
    if (wanted) chart = store.registry().find(each.name, each.version);
  }
  if (!chart) {
    fmt::print(output.error, "perdure: no program has registered {}{} in this store\n",
               printable(name), version == 0 ? "" : fmt::format(" version {}", version));
    return 1;
  }
  const Json definition = Json::parse(chart->definition, nullptr, false);
  if (definition.is_discarded()) {
    fmt::print(output.error, "perdure: {} version {} was registered without a definition\n",
               printable(chart->name), chart->version);
    return 1;
  }
  print(output.out, definition);
  return 0;
}

}  // namespace perdure::ops
