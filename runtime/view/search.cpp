#include "runtime/view/search.h"

#include <perdure/error.h>

#include <algorithm>
#include <functional>
#include <optional>

#include "runtime/definition/definition.h"
#include "runtime/view/where.h"

namespace perdure::view {
namespace {

std::vector<std::uint32_t> versions_of(Store& store, const std::string& chart) {
  std::vector<std::uint32_t> versions;
  for (const ChartVersion& each : store.registry().list()) {
    if (each.name == chart) versions.push_back(each.version);
  }
  std::sort(versions.rbegin(), versions.rend());
  return versions;
}

// By the latest definition that it can be read by; otherwise what the latest of all has against it. Nothing where there is
// no definition.
std::optional<Condition> read_by_latest(Store& store, const std::string& chart,
                                        const std::function<Condition(const Json&)>& read) {
  std::optional<Error> why_not;
  for (const std::uint32_t version : versions_of(store, chart)) {
    const auto known = store.registry().find(chart, version);
    if (!known || known->definition.empty()) continue;
    try {
      return read(definition::Definition(known->definition).json());
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::InvalidArgument) throw;
      if (!why_not) why_not = error;
    }
  }
  if (why_not) throw *why_not;
  return std::nullopt;
}

}  // namespace

void add_conditions(Store& store, const std::vector<std::string>& where, SessionFilter& filter) {
  if (filter.chart.empty()) {
    if (where.empty()) return;
    throw Error(ErrorKind::InvalidArgument, "an attribute is one of a chart's: name the chart too");
  }
  for (const std::string& each : where) {
    const auto condition = read_by_latest(store, filter.chart, [&](const Json& definition) {
      return parse_condition(each, definition);
    });
    if (!condition) {
      throw Error(ErrorKind::UnknownChart,
                  "no program has registered `" + filter.chart + "` with its definition");
    }
    filter.conditions.push_back(*condition);
  }
  if (filter.state.empty()) return;
  const auto condition = read_by_latest(store, filter.chart, [&](const Json& definition) {
    return in_state(filter.state, definition);
  });
  if (!condition) return;
  filter.conditions.push_back(*condition);
  filter.state.clear();
}

}  // namespace perdure::view
