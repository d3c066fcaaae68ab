// A lane's due work, read in a transaction that stays open until the commit.
#pragma once

#include <perdure/store.h>

#include <vector>

#include "runtime/store/sqlite/transaction.h"
#include "runtime/store/sqlite/user_transaction.h"

namespace perdure::sqlite {

class SqliteBatch : public Batch {
 public:
  // The tenure that it is a batch of.
  struct Owner {
    std::int32_t lane;
    std::int32_t lanes;  // In all.
    std::int64_t epoch;
    Timestamp touched;  // The last sign of life.
    bool& over;         // To be set once the lane is given back.
  };
  // Reads at most `limit` events, with their sessions.
  SqliteBatch(Transaction transaction, const Owner& owner, Timestamp now, std::size_t limit);

  std::int32_t lane() const override { return owner_.lane; }
  Timestamp now() const override { return now_; }
  const std::vector<StoredSession>& sessions() const override { return sessions_; }
  const std::vector<DueEvent>& events() const override { return events_; }
  StepTransaction* transaction() override { return transaction_ ? &user_ : nullptr; }
  std::optional<Bytes> large_value(std::size_t session, const LargeName& name) override;
  CommitResult commit(const BatchWrite& write) override;

 private:
  void read_events(Connection& db, std::size_t limit);
  void read_sessions(Connection& db);
  // False if a session is not as it was read.
  bool save_sessions(Connection& db, const BatchWrite& write);
  void settle_events(Connection& db, const BatchWrite& write);
  void add_journal(Connection& db, const BatchWrite& write);
  void settle_large(Connection& db, const BatchWrite& write);
  // Gives the lane back, and returns true, or a sign of life.
  bool settle_lane(Connection& db, const BatchWrite& write) const;

  std::optional<Transaction> transaction_;  // Nothing once committed.
  UserTransaction user_{transaction_->connection()};
  Owner owner_;
  Timestamp now_;
  std::vector<StoredSession> sessions_;
  std::vector<DueEvent> events_;
};

}  // namespace perdure::sqlite
