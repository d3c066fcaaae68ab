// What happened, of a SQLite store.
#pragma once

#include <perdure/history.h>

#include "runtime/store/sqlite/pool.h"

namespace perdure::sqlite {

class SqliteHistory : public History {
 public:
  explicit SqliteHistory(Pool& pool) : pool_(pool) {}

  std::vector<JournalEntry> journal(const JournalFilter& filter) override;
  JournalHead head() override;
  std::vector<TracedEvent> find(std::span<const EventId> ids, std::span<const EventId> causes,
                                std::size_t limit) override;

 private:
  Pool& pool_;
};

}  // namespace perdure::sqlite
