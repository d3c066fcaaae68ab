#include "runtime/store/sqlite/registry.h"

#include "runtime/store/rows/registry.h"
#include "runtime/store/sqlite/rows.h"
#include "runtime/store/sqlite/schema.h"
#include "runtime/store/sqlite/transaction.h"

namespace perdure::sqlite {
namespace {

ChartVersion chart_from(const Rows& rows) {
  ChartVersion chart;
  chart.name = rows.text(0);
  chart.version = static_cast<std::uint32_t>(rows.integer(1));
  chart.shape = rows.text(2);
  chart.behaviour = rows.text(3);
  chart.node = rows.text(4);
  chart.registered = rows.time(5);
  return chart;
}

std::vector<std::string> statements(Connection& db) {
  Rows rows = db.read("list_views");
  std::vector<std::string> all;
  while (rows.next()) all.push_back(rows.text(0));
  return all;
}

}  // namespace

// Most often nothing is new, and nothing is written.
void SqliteRegistry::add(const ChartVersion& chart) {
  rows::check(chart);
  const std::optional<ChartVersion> known = find(chart.name, chart.version);
  if (known) rows::require_shape(chart, known->shape);
  if (known && known->behaviour == chart.behaviour && known->definition == chart.definition) return;
  Transaction transaction(writers_, turns_);
  Connection& db = transaction.connection();
  require_schema(db);
  db.run("register_chart", chart.name, chart.version, chart.shape, chart.behaviour,
         chart.definition, chart.node, clock_now());
  // Somebody else may have come first.
  {
    Rows rows = db.read("find_chart", chart.name, chart.version);
    rows.next();
    rows::require_shape(chart, rows.text(2));
  }
  transaction.commit();
}

std::optional<ChartVersion> SqliteRegistry::find(std::string_view name, std::uint32_t version) {
  const Pool::Lease db = readers_.lend();
  require_schema(*db);
  Rows rows = db->read("find_chart", name, version);
  if (!rows.next()) return std::nullopt;
  ChartVersion chart = chart_from(rows);
  chart.definition = rows.text(6);
  return chart;
}

std::vector<ChartVersion> SqliteRegistry::list() {
  const Pool::Lease db = readers_.lend();
  require_schema(*db);
  Rows rows = db->read("list_charts");
  std::vector<ChartVersion> all;
  while (rows.next()) all.push_back(chart_from(rows));
  return all;
}

std::vector<std::string> SqliteRegistry::views(bool) {
  const Pool::Lease db = readers_.lend();
  require_schema(*db);
  return statements(*db);
}

void SqliteRegistry::make_views(bool) {
  Transaction transaction(writers_, turns_);
  Connection& db = transaction.connection();
  require_schema(db);
  for (const std::string& sql : statements(db)) db.run_script(sql);
  transaction.commit();
}

}  // namespace perdure::sqlite
