// The upkeep of a SQLite store: small transactions, so that nobody waits long for the only writer.
#pragma once

#include <perdure/maintenance.h>

#include "runtime/store/sqlite/pool.h"
#include "runtime/store/sqlite/turn.h"

namespace perdure::sqlite {

class SqliteMaintenance : public Maintenance {
 public:
  SqliteMaintenance(Pool& pool, WriteTurns& turns) : pool_(pool), turns_(turns) {}

  std::vector<std::string> prepare() override;
  std::size_t index_journal() override { return 0; }
  Trimmed trim_journal(Duration age, std::size_t limit) override;
  Swept sweep(const SweepPlace& from, Duration age, bool archive, std::size_t limit) override;
  std::size_t forget_keys(std::size_t limit) override;

 private:
  Pool& pool_;
  WriteTurns& turns_;
};

}  // namespace perdure::sqlite
