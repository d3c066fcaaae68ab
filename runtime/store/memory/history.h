// What happened, of a memory store.
#pragma once

#include <perdure/history.h>

#include <memory>
#include <utility>

#include "runtime/store/memory/data.h"

namespace perdure::memory {

class MemoryHistory : public History {
 public:
  explicit MemoryHistory(std::shared_ptr<Data> data) : data_(std::move(data)) {}

  std::vector<JournalEntry> journal(const JournalFilter& filter) override;
  JournalHead head() override;
  std::vector<TracedEvent> find(std::span<const EventId> ids, std::span<const EventId> causes,
                                std::size_t limit) override;

 private:
  std::shared_ptr<Data> data_;
};

}  // namespace perdure::memory
