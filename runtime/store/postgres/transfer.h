// Sessions into and out of a PostgreSQL store.
#pragma once

#include <perdure/transfer.h>

#include <functional>
#include <utility>

#include "runtime/store/postgres/pool.h"

namespace perdure::postgres {

class PostgresTransfer : public Transfer {
 public:
  // `pool` must outlive it. `queued` is called when there may be work.
  PostgresTransfer(Pool& pool, std::function<void()> queued)
      : pool_(pool), queued_(std::move(queued)) {}

  std::unique_ptr<SessionReader> read(const TransferFilter& filter) override;
  std::vector<std::string> existing(std::span<const std::string> ids) override;
  void insert(std::span<const TransferredSession> sessions) override;

 private:
  Pool& pool_;
  const std::function<void()> queued_;
};

}  // namespace perdure::postgres
