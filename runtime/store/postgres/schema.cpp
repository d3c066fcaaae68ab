#include "runtime/store/postgres/schema.h"

#include <algorithm>
#include <pqxx/pqxx>
#include <string>

#include "runtime/store/postgres/connection.h"
#include "runtime/store/postgres/error.h"
#include "runtime/store/postgres/migrations.h"
#include "runtime/store/postgres/queries.h"
#include "runtime/store/rows/check.h"

namespace perdure::postgres {
namespace {

std::string sql(const Query& query) { return std::string(query.sql); }

// Runs `body` in one transaction of a new connection. Nothing happened if it throws, unless the
// connection was lost while committing: then the words say so.
template <typename Body>
auto in_transaction(const Address& address, Body body) {
  Connection connection(address);
  try {
    pqxx::work work(connection.pqxx());
    auto result = body(work);
    work.commit();
    return result;
  } catch (const pqxx::in_doubt_error&) {
    throw Error(ErrorKind::StoreUnavailable,
                "the connection to PostgreSQL was lost while the schema was being changed; "
                "`perdure db status` shows whether it was");
  } catch (const pqxx::broken_connection& failure) {
    throw Error(ErrorKind::StoreUnavailable,
                "the connection to PostgreSQL was lost: " + first_line(failure.what()));
  } catch (const pqxx::sql_error& failure) {
    throw refused(failure.sqlstate(), failure.what());
  } catch (const pqxx::failure& failure) {
    throw Error(ErrorKind::StoreFailure, "PostgreSQL refused: " + first_line(failure.what()));
  }
}

std::int32_t current_version(pqxx::work& work) {
  if (!work.exec1(sql(query("has_schema")))[0].as<bool>()) return 0;
  return work.exec1(sql(query("applied_version")))[0].as<std::int32_t>();
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

std::vector<std::string> PostgresSchema::migrate(std::int32_t lanes) {
  rows::check_lanes(lanes);
  return in_transaction(address_, [lanes](pqxx::work& work) {
    work.exec(sql(query("lock_migrations")));
    work.exec(sql(query("create_schema")));
    const std::int32_t before = current_version(work);
    std::vector<std::string> applied;
    for (const rows::Migration& migration : all_migrations()) {
      if (migration.number <= before) continue;
      work.exec(std::string(migration.sql));
      applied.emplace_back(migration.name);
    }
    if (before == 0 && lanes > 0) work.exec_params(sql(query("set_lanes")), lanes);
    return applied;
  });
}

void PostgresSchema::drop() {
  in_transaction(address_, [](pqxx::work& work) {
    work.exec(sql(query("lock_migrations")));
    // Without our own table of versions, tables of these names are somebody else's.
    if (current_version(work) == 0) return 0;
    work.exec(sql(query("drop_tables")));
    work.exec(sql(query("drop_sequence")));
    try {
      pqxx::subtransaction attempt(work, "drop_schema");
      attempt.exec(sql(query("drop_schema")));
      attempt.commit();
    } catch (const pqxx::sql_error& failure) {
      // Others may keep things in it, or own it: the tables are gone, and that was asked.
      const std::string state = failure.sqlstate();
      if (state != DependentObjectsStillExist && state != InsufficientPrivilege) throw;
    }
    return 0;
  });
  dropped_();
}

}  // namespace perdure::postgres
