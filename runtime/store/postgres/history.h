// What happened. Of all sessions it is read on connections that the server plans for as it sees fit, of one session, and
// of given events, on those where it plans by indexes: what came lately is in no statistics.
#pragma once

#include <perdure/history.h>

#include "runtime/store/postgres/pool.h"

namespace perdure::postgres {

class PostgresHistory : public History {
 public:
  // The pools must outlive it.
  PostgresHistory(Pool& pool, Pool& by_index) : pool_(pool), by_index_(by_index) {}

  std::vector<JournalEntry> journal(const JournalFilter& filter) override;
  JournalHead head() override;
  std::vector<TracedEvent> find(std::span<const EventId> ids, std::span<const EventId> causes,
                                std::size_t limit) override;
  std::vector<TracedEvent> effects(std::span<const TracedEvent> causes, std::size_t limit) override;

 private:
  Pool& pool_;
  Pool& by_index_;
};

}  // namespace perdure::postgres
