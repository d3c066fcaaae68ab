#include "runtime/store/sqlite/transaction.h"

#include <perdure/error.h>

#include <chrono>
#include <thread>
#include <utility>

namespace perdure::sqlite {
namespace {

// Long enough for a process that waits to look a few times, as it does in Connection::busy.
constexpr std::chrono::milliseconds WayForOthers(1);

}  // namespace

Transaction::Transaction(Pool& pool, WriteTurns& turns, Kept kept)
    : Transaction(turns.take(), pool.lend(), true, kept) {}

Transaction::Transaction(Turn turn, Pool::Lease connection, bool wait, Kept kept)
    : turn_(std::move(turn)), connection_(std::move(connection)) {
  connection_->wait_for_writers(wait);
  connection_->sync_each_commit(kept == Kept::Always);
  connection_->run("begin");
}

Transaction Transaction::for_batch(Pool& pool, WriteTurns& turns) {
  Turn turn = turns.take_for_batch();
  if (turns.is_hogging()) std::this_thread::sleep_for(WayForOthers);
  return {std::move(turn), pool.lend(), true, Kept::Always};
}

std::optional<Transaction> Transaction::for_taking(Pool& pool, WriteTurns& turns) {
  std::optional<Turn> turn = turns.take_unless_batch();
  if (!turn) return std::nullopt;
  try {
    return Transaction(std::move(*turn), pool.lend(), false, Kept::WithoutOutages);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::StoreUnavailable) throw;
    turns.note_refusal();
    return std::nullopt;
  }
}

Transaction::~Transaction() {
  if (!connection_ || !connection_->in_transaction()) return;
  try {
    connection_->run("rollback");
  } catch (const Error&) {
    // Then the pool closes the connection, which rolls back too.
  }
}

void Transaction::commit() { connection_->run("commit"); }

}  // namespace perdure::sqlite
