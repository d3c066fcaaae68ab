// Sessions into and out of a SQLite store.
#pragma once

#include <perdure/transfer.h>

#include "runtime/store/sqlite/pool.h"
#include "runtime/store/sqlite/turn.h"

namespace perdure::sqlite {

class SqliteTransfer : public Transfer {
 public:
  SqliteTransfer(Pool& readers, Pool& writers, WriteTurns& turns)
      : readers_(readers), writers_(writers), turns_(turns) {}

  std::unique_ptr<SessionReader> read(const TransferFilter& filter) override;
  std::vector<std::string> existing(std::span<const std::string> ids) override;
  void insert(std::span<const TransferredSession> sessions) override;

 private:
  Pool& readers_;
  Pool& writers_;
  WriteTurns& turns_;
};

}  // namespace perdure::sqlite
