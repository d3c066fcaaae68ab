// The store's tables: made, asked about, removed. On connections of its own, by libpqxx.
#pragma once

#include <perdure/store.h>

#include <functional>
#include <utility>

#include "runtime/store/postgres/address.h"

namespace perdure::postgres {

class PostgresSchema : public Schema {
 public:
  // `dropped` is called when the tables are gone.
  PostgresSchema(Address address, std::function<void()> dropped)
      : address_(std::move(address)), dropped_(std::move(dropped)) {}

  SchemaStatus status() override;
  std::vector<std::string> migrate(std::int32_t lanes, const MigrationBegins& begins) override;
  std::vector<std::string> migrate_to(std::int32_t to, std::int32_t lanes,
                                      const MigrationBegins& begins) override;
  std::string script(std::int32_t from, std::int32_t to, std::int32_t lanes) override;
  void drop() override;

 private:
  const Address address_;
  const std::function<void()> dropped_;
};

}  // namespace perdure::postgres
