// The upkeep of a memory store.
#pragma once

#include <perdure/maintenance.h>

#include <memory>
#include <utility>

#include "runtime/store/memory/data.h"

namespace perdure::memory {

class MemoryMaintenance : public Maintenance {
 public:
  explicit MemoryMaintenance(std::shared_ptr<Data> data) : data_(std::move(data)) {}

  std::vector<std::string> prepare() override;
  std::size_t index_journal() override { return 0; }
  Trimmed trim_journal(Duration age, std::size_t limit) override;
  Swept sweep(const SweepPlace& from, Duration age, bool archive, std::size_t limit) override;
  std::size_t forget_keys(std::size_t limit) override;

 private:
  std::shared_ptr<Data> data_;
};

}  // namespace perdure::memory
