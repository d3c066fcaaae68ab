// The upkeep: partitions of the journal, sessions that are over.
#pragma once

#include <perdure/maintenance.h>

#include "runtime/store/postgres/pool.h"

namespace perdure::postgres {

class PostgresMaintenance : public Maintenance {
 public:
  // `pool` must outlive it.
  explicit PostgresMaintenance(Pool& pool) : pool_(pool) {}

  std::vector<std::string> prepare() override;
  std::size_t index_journal() override;
  Trimmed trim_journal(Duration age, std::size_t limit) override;
  Swept sweep(const SweepPlace& from, Duration age, bool archive, std::size_t limit) override;
  std::size_t forget_keys(std::size_t limit) override;

 private:
  Pool& pool_;
};

}  // namespace perdure::postgres
