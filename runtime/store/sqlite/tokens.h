// The tokens of a SQLite store.
#pragma once

#include <perdure/store.h>

#include "runtime/store/sqlite/transaction.h"

namespace perdure::sqlite {

class SqliteTokens : public Tokens {
 public:
  SqliteTokens(Pool& readers, Pool& writers, WriteTurns& turns)
      : readers_(readers), writers_(writers), turns_(turns) {}

  Redeemed redeem(const TokenHash& hash, const NewEvent& event) override;
  std::optional<TokenHolder> holder(const TokenHash& hash, std::string_view event) override;
  std::vector<StoredToken> of(std::string_view session) override;

 private:
  Pool& readers_;
  Pool& writers_;
  WriteTurns& turns_;
};

// In the transaction of a batch.
void write_tokens(Connection& db, const BatchWrite& write, std::int32_t lanes);

}  // namespace perdure::sqlite
