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

Transaction::Transaction(Pool& pool, WriteTurns& turns)
    : Transaction(turns.take(), pool.lend(), true) {}

Transaction::Transaction(Turn turn, Pool::Lease connection, bool wait)
    : turn_(std::move(turn)), connection_(std::move(connection)) {
  connection_->wait_for_writers(wait);
  connection_->run("begin");
}

std::optional<Transaction> Transaction::for_batch(Pool& pool, WriteTurns& turns) {
  std::optional<Turn> turn = turns.take_for_batch();
  if (!turn) return std::nullopt;
  if (turns.is_hogging()) std::this_thread::sleep_for(WayForOthers);
  Pool::Lease connection = pool.lend();
  try {
    return Transaction(std::move(*turn), std::move(connection), false);
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
