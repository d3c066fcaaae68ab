// The table `chart` of a PostgreSQL store.
#pragma once

#include <perdure/registry.h>

#include "runtime/store/postgres/pool.h"

namespace perdure::postgres {

class PostgresRegistry : public Registry {
 public:
  PostgresRegistry(Pool& pool, const Address& address) : pool_(pool), address_(address) {}
  void add(const ChartVersion& chart) override;
  std::optional<ChartVersion> find(std::string_view name, std::uint32_t version) override;
  std::vector<ChartVersion> list() override;
  std::vector<std::string> views(bool with_indexes) override;
  void make_views(bool with_indexes) override;

 private:
  Pool& pool_;
  const Address address_;
};

}  // namespace perdure::postgres
