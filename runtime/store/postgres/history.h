// What happened, read on connections that the server plans for as it sees fit.
#pragma once

#include <perdure/history.h>

#include "runtime/store/postgres/pool.h"

namespace perdure::postgres {

class PostgresHistory : public History {
 public:
  // `pool` must outlive it.
  explicit PostgresHistory(Pool& pool) : pool_(pool) {}

  std::vector<JournalEntry> journal(const JournalFilter& filter) override;
  JournalHead head() override;
  std::vector<TracedEvent> find(std::span<const EventId> ids, std::span<const EventId> causes,
                                std::size_t limit) override;
  std::vector<TracedEvent> effects(std::span<const TracedEvent> causes, std::size_t limit) override;

 private:
  Pool& pool_;
};

}  // namespace perdure::postgres
