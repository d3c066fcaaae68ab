#include "runtime/store/postgres/registry.h"

#include "runtime/store/postgres/queries.h"
#include "runtime/store/postgres/rows.h"
#include "runtime/store/postgres/transaction.h"
#include "runtime/store/postgres/work.h"
#include "runtime/store/rows/registry.h"
#include "runtime/store/rows/text.h"

namespace perdure::postgres {
namespace {

ChartVersion chart_from(const Row& row) {
  ChartVersion chart;
  chart.name = row.text(0);
  chart.version = static_cast<std::uint32_t>(row.int64(1));
  chart.shape = row.text(2);
  chart.behaviour = row.text(3);
  chart.node = row.text(4);
  chart.registered = row.time(5).value_or(Timestamp{});
  return chart;
}

}  // namespace

void PostgresRegistry::add(const ChartVersion& chart) {
  rows::check(chart);
  const std::string node = rows::readable(chart.node);
  insist([&] {
    const Pool::Lease lease = pool_.lease();
    // Nothing is written where nothing is new.
    const Parameters parameters = Parameters()(std::string_view(chart.name))(std::int64_t{
        chart.version})(std::string_view(chart.shape))(std::string_view(chart.behaviour))(
        std::string_view(chart.definition))(std::string_view(node));
    Result known = lease->run(query("register_chart"), parameters);
    while (known.empty()) known = lease->run(query("register_chart"), parameters);
    rows::require_shape(chart, known[0].text(0));
  });
}

std::optional<ChartVersion> PostgresRegistry::find(std::string_view name, std::uint32_t version) {
  if (!rows::is_plain_text(name)) return std::nullopt;  // Nothing is called so.
  std::optional<ChartVersion> chart;
  insist([&] {
    const Pool::Lease lease = pool_.lease();
    const Result found = lease->run(query("find_chart"), Parameters()(name)(std::int64_t{version}));
    if (found.empty()) return;
    chart = chart_from(found[0]);
    chart->definition = found[0].text(6);
  });
  return chart;
}

std::vector<ChartVersion> PostgresRegistry::list() {
  std::vector<ChartVersion> all;
  insist([&] {
    const Pool::Lease lease = pool_.lease();
    const Result found = lease->run(query("list_charts"));
    all.clear();
    for (int i = 0; i < found.size(); ++i) all.push_back(chart_from(found[i]));
  });
  return all;
}

std::vector<std::string> PostgresRegistry::views(bool with_indexes) {
  std::vector<std::string> all;
  insist([&] {
    const Pool::Lease lease = pool_.lease();
    const Result found = lease->run(query("list_views"), Parameters()(std::int32_t{with_indexes}));
    all.clear();
    for (int i = 0; i < found.size(); ++i) all.emplace_back(found[i].text(0));
  });
  return all;
}

void PostgresRegistry::make_views(bool with_indexes) {
  const std::vector<std::string> statements = views(with_indexes);
  in_transaction(address_, [&](pqxx::work& work) {
    for (const std::string& sql : statements) work.exec(sql);
    return true;
  });
}

}  // namespace perdure::postgres
