// A store's tables: which there are, and bringing them up to date.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace perdure {

struct SchemaStatus {
  std::int32_t current = 0;  // 0: no schema.
  std::int32_t wanted = 0;   // This build's.
  std::int32_t lanes = 0;
  std::vector<std::string> pending;  // Names of the migrations that migrate() would apply.
};

// The store's tables. Schema methods never throw Error(NotMigrated).
class Schema {
 public:
  virtual ~Schema() = default;
  virtual SchemaStatus status() = 0;
  // Brings the schema to this build's version and returns what was applied. Several callers at once are
  // safe. `lanes` is fixed by the first migration: 1 to 1024; 0: the store's own default.
  virtual std::vector<std::string> migrate(std::int32_t lanes = 0) = 0;
  // Removes every table and all that is in them.
  virtual void drop() = 0;
};

}  // namespace perdure
