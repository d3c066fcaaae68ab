// What operators change in a memory store.
#pragma once

#include <perdure/repairs.h>

#include <memory>
#include <utility>

#include "runtime/store/memory/data.h"

namespace perdure::memory {

class MemoryRepairs : public Repairs {
 public:
  explicit MemoryRepairs(std::shared_ptr<Data> data) : data_(std::move(data)) {}

  std::size_t retry_dead(const DeadFilter& filter,
                         std::optional<std::string_view> done_by) override;
  std::size_t discard_dead(const DeadFilter& filter,
                           std::optional<std::string_view> done_by) override;
  bool suspend(std::string_view id, std::string_view reason) override;
  void note(const Operation& operation) override;

 private:
  // Each under the mutex.
  // Takes the oldest that match.
  std::vector<Event> take_dead(const DeadFilter& filter);
  void write(const Operation& operation);
  // Who did what about the event, where somebody did.
  void tell(const Event& event, std::string_view operation,
            std::optional<std::string_view> done_by);

  std::shared_ptr<Data> data_;
};

}  // namespace perdure::memory
