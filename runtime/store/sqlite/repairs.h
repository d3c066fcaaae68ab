// What operators change in a SQLite store, each a transaction of its own.
#pragma once

#include <perdure/repairs.h>

#include "runtime/store/sqlite/pool.h"
#include "runtime/store/sqlite/turn.h"

namespace perdure::sqlite {

class SqliteRepairs : public Repairs {
 public:
  SqliteRepairs(Pool& pool, WriteTurns& turns) : pool_(pool), turns_(turns) {}

  std::size_t retry_dead(const DeadFilter& filter,
                         std::optional<std::string_view> done_by) override;
  std::size_t discard_dead(const DeadFilter& filter,
                           std::optional<std::string_view> done_by) override;
  bool suspend(std::string_view id, std::string_view reason) override;
  void note(const Operation& operation) override;

 private:
  Pool& pool_;
  WriteTurns& turns_;
};

}  // namespace perdure::sqlite
