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

std::vector<std::string> SqliteSchema::migrate(std::int32_t lanes) {
  rows::check_lanes(lanes);
  Transaction transaction(pool_, turns_);
  Connection& db = transaction.connection();
  const Facts found = facts(db);
  std::vector<std::string> applied;
  for (const rows::Migration& migration : all_migrations()) {
    if (migration.number <= found.version) continue;
    db.run_script(migration.sql);
    db.run("insert_version", migration.number, migration.name, clock_now());
    applied.emplace_back(migration.name);
  }
  if (found.lanes == 0) db.run("set_lanes", lanes == 0 ? DefaultLanes : lanes);
  transaction.commit();
  return applied;
}

void SqliteSchema::drop() {
  Transaction transaction(pool_, turns_);
  transaction.connection().run_script(Query("drop_tables").sql());
  transaction.commit();
}

}  // namespace perdure::sqlite
