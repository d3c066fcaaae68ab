// A lane of a memory store, locked, with copies of its due work.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "runtime/store/memory/data.h"

namespace perdure::memory {

class MemoryBatch : public Batch {
 public:
  // Locks `lane`, which has due work, under `data`'s mutex, which the caller holds.
  MemoryBatch(std::shared_ptr<Data> data, std::size_t lane, Timestamp now, std::size_t limit);
  ~MemoryBatch() override;

  std::int32_t lane() const override { return static_cast<std::int32_t>(lane_); }
  Timestamp now() const override { return now_; }
  const std::vector<StoredSession>& sessions() const override { return sessions_; }
  const std::vector<DueEvent>& events() const override { return events_; }
  std::optional<Bytes> large_value(std::size_t session, const LargeName& name) override;
  CommitResult commit(const BatchWrite& write) override;

 private:
  // Under the mutex.
  bool is_lost(const BatchWrite& write) const;
  void unlock();

  std::shared_ptr<Data> data_;
  std::size_t lane_;
  Timestamp now_;
  std::uint64_t drops_;
  bool locked_ = true;
  std::vector<StoredSession> sessions_;
  std::vector<DueEvent> events_;
};

}  // namespace perdure::memory
