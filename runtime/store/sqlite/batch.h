// A lane's due work, read in a transaction that stays open until the commit.
#pragma once

#include <perdure/store.h>

#include <vector>

#include "runtime/store/sqlite/transaction.h"

namespace perdure::sqlite {

class SqliteBatch : public Batch {
 public:
  // Reads at most `limit` events of `lane`, of `lanes`, with their sessions.
  SqliteBatch(Transaction transaction, std::int32_t lane, std::int32_t lanes, Timestamp now,
              std::size_t limit);

  std::int32_t lane() const override { return lane_; }
  Timestamp now() const override { return now_; }
  const std::vector<StoredSession>& sessions() const override { return sessions_; }
  const std::vector<DueEvent>& events() const override { return events_; }
  CommitResult commit(const BatchWrite& write) override;

 private:
  void read_events(Connection& db, std::size_t limit);
  void read_sessions(Connection& db);
  // False if a session is not as it was read.
  bool save_sessions(Connection& db, const BatchWrite& write);
  void settle_events(Connection& db, const BatchWrite& write);
  void add_journal(Connection& db, const BatchWrite& write);

  std::optional<Transaction> transaction_;  // Nothing once committed.
  std::int32_t lane_;
  std::int32_t lanes_;
  Timestamp now_;
  std::vector<StoredSession> sessions_;
  std::vector<DueEvent> events_;
};

}  // namespace perdure::sqlite
