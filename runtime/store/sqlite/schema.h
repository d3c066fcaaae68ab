// The tables: which there are, and bringing them up to date.
#pragma once

#include <perdure/store.h>

#include "runtime/store/sqlite/pool.h"
#include "runtime/store/sqlite/turn.h"

namespace perdure::sqlite {

// How many lanes there are. Throws Error(NotMigrated) unless the schema is this build's.
std::int32_t require_schema(Connection& db);

class SqliteSchema : public Schema {
 public:
  SqliteSchema(Pool& pool, WriteTurns& turns) : pool_(pool), turns_(turns) {}

  SchemaStatus status() override;
  std::vector<std::string> migrate(std::int32_t lanes, const MigrationBegins& begins) override;
  std::vector<std::string> migrate_to(std::int32_t to, std::int32_t lanes,
                                      const MigrationBegins& begins) override;
  std::string script(std::int32_t from, std::int32_t to, std::int32_t lanes) override;
  void drop() override;

 private:
  Pool& pool_;
  WriteTurns& turns_;
};

}  // namespace perdure::sqlite
