#include "runtime/store/postgres/schema.h"

#include <string>

#include "runtime/store/postgres/migrations.h"
#include "runtime/store/postgres/queries.h"
#include "runtime/store/postgres/work.h"
#include "runtime/store/rows/check.h"

namespace perdure::postgres {
namespace {

std::string sql(const Query& query) { return std::string(query.sql); }

std::int32_t current_version(pqxx::work& work) {
  if (!work.exec1(sql(query("has_schema")))[0].as<bool>()) return 0;
  return work.exec1(sql(query("applied_version")))[0].as<std::int32_t>();
}

void drop_schema(pqxx::work& work) {
  try {
    pqxx::subtransaction attempt(work, "drop_schema");
    attempt.exec(sql(query("drop_schema")));
    attempt.commit();
  } catch (const pqxx::sql_error& failure) {
    // Others may keep things in it, or own it: the tables are gone, and that was asked.
    const std::string state = failure.sqlstate();
    if (state != DependentObjectsStillExist && state != InsufficientPrivilege) throw;
  }
}

// Applies what leads from one version to the other, and says what that was.
std::vector<std::string> go(pqxx::work& work, std::int32_t from, std::int32_t to,
                            std::int32_t lanes, const MigrationBegins& begins) {
  const std::vector<rows::Step> steps = rows::way(all_migrations(), from, to);
  if (from == 0 && to > 0) work.exec(sql(query("create_schema")));
  for (const rows::Step& step : steps) {
    const std::int32_t number = step.migration.number;
    if (begins) begins(step.migration.name);
    if (step.down) work.exec_params(sql(query("delete_version")), number);
    work.exec(std::string(step.sql()));
    if (step.down) continue;
    work.exec_params(sql(query("insert_version")), number, std::string(step.migration.name));
    if (number == 1 && lanes > 0) work.exec_params(sql(query("set_lanes")), lanes);
  }
  if (from > 0 && to == 0) drop_schema(work);
  return rows::names(steps);
}

std::string quoted(std::string_view identifier) {
  std::string out = "\"";
  for (const char c : identifier) out.append(c == '"' ? 2 : 1, c);
  return out + '"';
}

}  // namespace

std::vector<rows::Migration> all_migrations() { return rows::migrations(embedded::files); }

std::int32_t wanted_version() {
  static const std::int32_t version = all_migrations().back().number;
  return version;
}

SchemaStatus PostgresSchema::status() {
  return in_transaction(address_, [](pqxx::work& work) {
    SchemaStatus status;
    status.wanted = wanted_version();
    status.current = current_version(work);
    if (status.current > 0) {
      status.lanes = work.exec1(sql(query("schema_facts")))[1].as<std::int32_t>();
    }
    for (const rows::Migration& migration : all_migrations()) {
      if (migration.number > status.current) status.pending.emplace_back(migration.name);
    }
    return status;
  });
}

std::vector<std::string> PostgresSchema::migrate(std::int32_t lanes,
                                                 const MigrationBegins& begins) {
  rows::check_lanes(lanes);
  return in_transaction(address_, [lanes, &begins](pqxx::work& work) {
    work.exec(sql(query("lock_migrations")));
    const std::int32_t current = current_version(work);
    if (current > wanted_version()) return std::vector<std::string>();
    return go(work, current, wanted_version(), lanes, begins);
  });
}

std::vector<std::string> PostgresSchema::migrate_to(std::int32_t to, std::int32_t lanes,
                                                    const MigrationBegins& begins) {
  rows::check_lanes(lanes);
  auto done = in_transaction(address_, [to, lanes, &begins](pqxx::work& work) {
    work.exec(sql(query("lock_migrations")));
    return go(work, current_version(work), to, lanes, begins);
  });
  if (to == 0) dropped_();
  return done;
}

std::string PostgresSchema::script(std::int32_t from, std::int32_t to, std::int32_t lanes) {
  rows::check_lanes(lanes);
  const std::vector<rows::Step> steps = rows::way(all_migrations(), from, to);
  if (steps.empty()) return {};
  const std::string name = quoted(address_.schema);
  std::string script = "begin;\n";
  if (from == 0) script += "create schema if not exists " + name + ";\n";
  script += "set local search_path to " + name + ";\n";
  for (const rows::Step& step : steps) {
    const std::string number = std::to_string(step.migration.number);
    script += "\n-- " + std::string(step.migration.name) + (step.down ? ", taken back" : "") + "\n";
    if (step.down) script += "delete from version where version = " + number + ";\n";
    script += step.sql();
    if (!step.down) {
      script += "insert into version (version, name) values (" + number + ", '" +
                std::string(step.migration.name) + "');\n";
    }
    if (!step.down && step.migration.number == 1 && lanes > 0) {
      std::string set_lanes = sql(query("set_lanes"));
      for (std::size_t at = 0; (at = set_lanes.find("$1", at)) != std::string::npos;) {
        set_lanes.replace(at, 2, std::to_string(lanes));
      }
      script += set_lanes + ";\n";
    }
  }
  return script + "\ncommit;\n";
}

void PostgresSchema::drop() {
  in_transaction(address_, [](pqxx::work& work) {
    work.exec(sql(query("lock_migrations")));
    // Without our own table of versions, tables of these names are somebody else's.
    const std::int32_t current = current_version(work);
    if (current > 0) go(work, current, 0, 0, {});
    return 0;
  });
  dropped_();
}

}  // namespace perdure::postgres
