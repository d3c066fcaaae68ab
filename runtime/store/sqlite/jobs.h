// The jobs of a SQLite store.
#pragma once

#include <perdure/jobs.h>

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/store/rows/jobs.h"
#include "runtime/store/sqlite/pool.h"
#include "runtime/store/sqlite/turn.h"

namespace perdure::sqlite {

// In a transaction.
class SqliteJobRows : public rows::JobRows {
 public:
  SqliteJobRows(Connection& db, Timestamp now, std::int32_t lanes)
      : db_(db), now_(now), lanes_(lanes) {}

  Timestamp now() const override { return now_; }
  std::optional<StoredJob> find(std::string_view session, std::string_view invocation) override;
  std::vector<StoredJob> of(std::string_view session) override;
  std::vector<StoredJob> due(std::string_view service, JobState state, std::size_t limit) override;
  void save(const StoredJob& job) override;
  void remove(const StoredJob& job) override;
  void queue(const NewEvent& event) override;
  std::int64_t next_fence(const StoredJob& job) override;

 private:
  std::int32_t lane_of(std::string_view session) const;

  Connection& db_;
  const Timestamp now_;
  const std::int32_t lanes_;
};

class SqliteJobs : public Jobs {
 public:
  // Sleeps until something has changed or a time has come: see sleep_until_due() in sqlite.cpp.
  using Sleep = std::function<void(const std::function<Timestamp(Connection&)>& next_due,
                                   Duration limit, std::stop_token stop)>;
  SqliteJobs(Pool& readers, Pool& writers, WriteTurns& turns, Sleep sleep)
      : readers_(readers), writers_(writers), turns_(turns), sleep_(std::move(sleep)) {}

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
  // Calls `change` with the rows, in a transaction.
  template <typename Change>
  auto change(Change change);

  Pool& readers_;
  Pool& writers_;
  WriteTurns& turns_;
  const Sleep sleep_;
};

}  // namespace perdure::sqlite
