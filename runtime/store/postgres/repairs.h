// What operators change, each a transaction of its own.
#pragma once

#include <perdure/repairs.h>

#include <functional>
#include <utility>

#include "runtime/store/postgres/pool.h"
#include "runtime/store/postgres/queries.h"

namespace perdure::postgres {

class PostgresRepairs : public Repairs {
 public:
  // `pool` must outlive it. `queued` is called when there may be work.
  PostgresRepairs(Pool& pool, std::function<void()> queued)
      : pool_(pool), queued_(std::move(queued)) {}

  std::size_t retry_dead(const DeadFilter& filter,
                         std::optional<std::string_view> done_by) override;
  std::size_t discard_dead(const DeadFilter& filter,
                           std::optional<std::string_view> done_by) override;
  bool suspend(std::string_view id, std::string_view reason) override;
  void note(const Operation& operation) override;

 private:
  std::size_t settle(const Query& query, const DeadFilter& filter,
                     std::optional<std::string_view> done_by);

  Pool& pool_;
  const std::function<void()> queued_;
};

}  // namespace perdure::postgres
