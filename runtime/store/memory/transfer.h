// Sessions into and out of a memory store.
#pragma once

#include <perdure/transfer.h>

#include <memory>

#include "runtime/store/memory/data.h"

namespace perdure::memory {

class MemoryTransfer : public Transfer {
 public:
  explicit MemoryTransfer(std::shared_ptr<Data> data) : data_(std::move(data)) {}

  std::unique_ptr<SessionReader> read(const TransferFilter& filter) override;
  std::vector<std::string> existing(std::span<const std::string> ids) override;
  void insert(std::span<const TransferredSession> sessions) override;

 private:
  std::shared_ptr<Data> data_;
};

}  // namespace perdure::memory
