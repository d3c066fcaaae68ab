// A store's tables: which there are, and bringing them up to date.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace perdure {

struct SchemaStatus {
  std::int32_t current = 0;  // 0: no schema.
  std::int32_t wanted = 0;   // This build's.
  std::int32_t lanes = 0;
  std::vector<std::string> pending;  // Names of the migrations that migrate() would apply.
};

// Told of each migration, by name, before it is applied or taken back, within the transaction: those who wait can
// be told what takes so long. May throw: then nothing was done.
using MigrationBegins = std::function<void(std::string_view name)>;

// The store's tables. Schema methods never throw Error(NotMigrated).
class Schema {
 public:
  virtual ~Schema() = default;
  virtual SchemaStatus status() = 0;
  // Brings the schema to this build's version and returns what was applied. Several callers at once are
  // safe. `lanes` is fixed by the first migration: 1 to 1024; 0: the store's own default.
  virtual std::vector<std::string> migrate(std::int32_t lanes = 0,
                                           const MigrationBegins& begins = {}) = 0;
  // Brings the schema to version `to`, up or down, and returns what was applied or taken back, in that
  // order. Down removes what later versions brought, with all that is in it; 0: all of it. Builds of other
  // versions do not use the schema then. Throws Error(InvalidArgument) if this build knows no such version,
  // Error(StoreFailure) if the schema is a later build's.
  virtual std::vector<std::string> migrate_to(std::int32_t to, std::int32_t lanes = 0,
                                              const MigrationBegins& begins = {}) = 0;
  // What migrate_to(to) does where the schema is at version `from`, as a script for the database's own
  // client: one transaction. Empty if they are the same. Throws as migrate_to().
  virtual std::string script(std::int32_t from, std::int32_t to, std::int32_t lanes = 0) = 0;
  // Removes every table and all that is in them. As migrate_to(0), but without a schema it does nothing.
  virtual void drop() = 0;
};

}  // namespace perdure
