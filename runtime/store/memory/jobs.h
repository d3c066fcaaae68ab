// The jobs of a memory store.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/store/memory/data.h"
#include "runtime/store/rows/jobs.h"

namespace perdure::memory {

// Under the mutex of `data`, which outlives it.
class MemoryJobRows : public rows::JobRows {
 public:
  MemoryJobRows(Data& data, Timestamp now) : data_(data), now_(now) {}

  Timestamp now() const override { return now_; }
  std::optional<StoredJob> find(std::string_view session, std::string_view invocation) override;
  std::vector<StoredJob> of(std::string_view session) override;
  std::vector<StoredJob> due(std::string_view service, JobState state, std::size_t limit) override;
  void save(const StoredJob& job) override;
  void remove(const StoredJob& job) override;
  void queue(const NewEvent& event) override { data_.add(event, now_); }
  std::int64_t next_fence(const StoredJob&) override { return ++data_.last_sequence; }

 private:
  Data& data_;
  const Timestamp now_;
};

class MemoryJobs : public Jobs {
 public:
  explicit MemoryJobs(std::shared_ptr<Data> data) : data_(std::move(data)) {}

  std::vector<ClaimedJob> claim(const JobClaims& claims) override;
  JobHold heartbeat(const JobLease& job, Duration lease, const JobNews& news) override;
  JobHold complete(const JobLease& job, std::span<const std::byte> result) override;
  JobHold fail(const JobLease& job, std::string_view why, bool for_good) override;
  JobHold release(const JobLease& job) override;
  void wait(const std::vector<std::string>& services, Duration limit,
            std::stop_token stop) override;
  std::vector<StoredJob> list(const JobFilter& filter) override;
  std::vector<ServiceBacklog> backlog() override;
  bool retry(std::string_view session, std::string_view invocation) override;
  bool cancel(std::string_view session, std::string_view invocation, std::string_view why) override;

 private:
  // Calls `change` with the rows, under the mutex; whoever waits looks again.
  template <typename Change>
  auto change(Change change);

  std::shared_ptr<Data> data_;
};

}  // namespace perdure::memory
