// The tokens of a PostgreSQL store.
#pragma once

#include <perdure/store.h>

#include <functional>
#include <utility>

#include "runtime/store/postgres/pipeline.h"
#include "runtime/store/postgres/pool.h"

namespace perdure::postgres {

class PostgresTokens : public Tokens {
 public:
  // `pool` must outlive it. `queued` is called when a session has got an event.
  PostgresTokens(Pool& pool, std::function<void()> queued)
      : pool_(pool), queued_(std::move(queued)) {}

  Redeemed redeem(const TokenHash& hash, const NewEvent& event) override;
  std::optional<TokenHolder> holder(const TokenHash& hash, std::string_view event) override;
  std::vector<StoredToken> of(std::string_view session) override;

 private:
  Pool& pool_;
  const std::function<void()> queued_;
};

// A batch's: a statement or none for each list.
void send_tokens(Pipeline& pipeline, const BatchWrite& write, std::int32_t lane);

}  // namespace perdure::postgres
