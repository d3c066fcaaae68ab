// A transaction that writes.
#pragma once

#include <optional>

#include "runtime/store/sqlite/pool.h"
#include "runtime/store/sqlite/turn.h"

namespace perdure::sqlite {

// Holds the file's write lock from its beginning. Rolled back unless committed.
class Transaction {
 public:
  enum class Kept {
    Always,          // What it commits is on the disk.
    WithoutOutages,  // What it commits outlives the process, not the machine.
  };

  // Waits for its turn; throws as WriteTurns::take() and Connection do.
  Transaction(Pool& pool, WriteTurns& turns, Kept kept = Kept::Always);
  // The same for a batch, and lets other processes have theirs.
  static Transaction for_batch(Pool& pool, WriteTurns& turns);
  // For taking a lane: kept WithoutOutages, and nothing where it would have to wait for a batch of this process, or
  // for anybody of another.
  static std::optional<Transaction> for_taking(Pool& pool, WriteTurns& turns);

  Transaction(Transaction&&) = default;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();

  Connection& connection() const { return *connection_; }

  // Once; nothing may be run afterwards. Nothing was written if it throws.
  void commit();

 private:
  Transaction(Turn turn, Pool::Lease connection, bool wait, Kept kept);

  Turn turn_;  // Given back last.
  Pool::Lease connection_;
};

}  // namespace perdure::sqlite
