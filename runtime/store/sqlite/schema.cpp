#include "runtime/store/sqlite/schema.h"

#include <string>

#include "runtime/store/rows/check.h"
#include "runtime/store/rows/migrations.h"
#include "runtime/store/sqlite/rows.h"
#include "runtime/store/sqlite/transaction.h"

namespace perdure::sqlite {
namespace {

// There is one writer, so more lanes would only cost a search.
constexpr std::int32_t DefaultLanes = 1;

struct Facts {
  std::int32_t version = 0;  // 0: no schema.
  std::int32_t lanes = 0;
};

Facts facts(Connection& db) {
  Rows exists = db.read("has_schema");
  if (!exists.next() || exists.integer(0) == 0) return {};
  Rows rows = db.read("schema_facts");
  rows.next();
  return {static_cast<std::int32_t>(rows.integer(0)), static_cast<std::int32_t>(rows.integer(1))};
}

const std::vector<rows::Migration>& all_migrations() {
  static const std::vector<rows::Migration> all = rows::migrations(schema::files);
  return all;
}

std::int32_t wanted_version() { return all_migrations().back().number; }

// Applies what leads from one version to the other, and says what that was.
std::vector<std::string> go(Connection& db, std::int32_t from, std::int32_t to, std::int32_t lanes,
                            const MigrationBegins& begins) {
  const std::vector<rows::Step> steps = rows::way(all_migrations(), from, to);
  for (const rows::Step& step : steps) {
    const std::int32_t number = step.migration.number;
    if (begins) begins(step.migration.name);
    if (step.down) db.run("delete_version", number);
    db.run_script(step.sql());
    if (step.down) continue;
    db.run("insert_version", number, step.migration.name, clock_now());
    if (number == 1) db.run("set_lanes", lanes == 0 ? DefaultLanes : lanes);
  }
  return rows::names(steps);
}

}  // namespace

std::int32_t require_schema(Connection& db) {
  const Facts found = facts(db);
  const std::int32_t wanted = wanted_version();
  if (found.version == wanted) return found.lanes;
  const std::string name = "the SQLite file `" + db.file() + "` has ";
  if (found.version == 0) {
    throw Error(ErrorKind::NotMigrated, name + "no schema: run `perdure db migrate`");
  }
  const std::string versions = "a schema of version " + std::to_string(found.version) +
                               ", and this build wants " + std::to_string(wanted) + ": ";
  throw Error(ErrorKind::NotMigrated,
              name + versions +
                  (found.version < wanted ? "run `perdure db migrate`" : "use a later build"));
}

SchemaStatus SqliteSchema::status() {
  const Pool::Lease db = pool_.lend();
  const Facts found = facts(*db);
  SchemaStatus status{found.version, wanted_version(), found.lanes, {}};
  for (const rows::Migration& migration : all_migrations()) {
    if (migration.number > found.version) status.pending.emplace_back(migration.name);
  }
  return status;
}

std::vector<std::string> SqliteSchema::migrate(std::int32_t lanes, const MigrationBegins& begins) {
  rows::check_lanes(lanes);
  Transaction transaction(pool_, turns_);
  const std::int32_t current = facts(transaction.connection()).version;
  if (current > wanted_version()) return {};
  std::vector<std::string> applied =
      go(transaction.connection(), current, wanted_version(), lanes, begins);
  transaction.commit();
  return applied;
}

std::vector<std::string> SqliteSchema::migrate_to(std::int32_t to, std::int32_t lanes,
                                                  const MigrationBegins& begins) {
  rows::check_lanes(lanes);
  Transaction transaction(pool_, turns_);
  const std::int32_t current = facts(transaction.connection()).version;
  std::vector<std::string> done = go(transaction.connection(), current, to, lanes, begins);
  transaction.commit();
  return done;
}

std::string SqliteSchema::script(std::int32_t from, std::int32_t to, std::int32_t lanes) {
  rows::check_lanes(lanes);
  const std::vector<rows::Step> steps = rows::way(all_migrations(), from, to);
  if (steps.empty()) return {};
  std::string script = "BEGIN IMMEDIATE;\n";
  for (const rows::Step& step : steps) {
    const std::string number = std::to_string(step.migration.number);
    script += "\n-- " + std::string(step.migration.name) + (step.down ? ", taken back" : "") + "\n";
    if (step.down) script += "DELETE FROM version WHERE version = " + number + ";\n";
    script += step.sql();
    if (step.down) continue;
    script += "INSERT INTO version (version, name, applied) VALUES (" + number + ", '" +
              std::string(step.migration.name) + "', unixepoch() * 1000000);\n";
    if (step.migration.number == 1) {
      std::string set_lanes(Query("set_lanes").sql());
      set_lanes.replace(set_lanes.find("?1"), 2, std::to_string(lanes == 0 ? DefaultLanes : lanes));
      script += set_lanes + ";\n";
    }
  }
  return script + "\nCOMMIT;\n";
}

void SqliteSchema::drop() {
  Transaction transaction(pool_, turns_);
  const std::int32_t current = facts(transaction.connection()).version;
  if (current == 0) return;
  go(transaction.connection(), current, 0, 0, {});
  transaction.commit();
}

}  // namespace perdure::sqlite
