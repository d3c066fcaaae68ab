// A lane of a memory store, in one owner's hands.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "runtime/store/memory/data.h"

namespace perdure::memory {

class MemoryTenure : public Tenure {
 public:
  // Takes `lane`, which nobody has, under `data`'s mutex, which the caller holds.
  MemoryTenure(std::shared_ptr<Data> data, std::size_t lane, Timestamp now,
               const TakeOptions& options);
  ~MemoryTenure() override;

  std::int32_t lane() const override { return static_cast<std::int32_t>(lane_); }
  std::int64_t epoch() const override { return epoch_; }
  const std::optional<Abandoned>& abandoned() const override { return abandoned_; }
  std::unique_ptr<Batch> claim(const ClaimLimits& limits, KnownSessions* known) override;
  void abandon() override { is_abandoned_ = true; }

 private:
  // Under the mutex.
  bool is_mine() const;
  void give_back();

  std::shared_ptr<Data> data_;
  std::size_t lane_;
  std::int64_t epoch_ = 0;
  std::uint64_t drops_;
  std::optional<Abandoned> abandoned_;
  bool is_abandoned_ = false;
};

}  // namespace perdure::memory
