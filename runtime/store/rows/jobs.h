// What becomes of jobs, for stores whose database does not say it itself: memory and SQLite. In PostgreSQL the
// functions of schema/postgres/0003_jobs.sql do; tests/store/contract_jobs.cpp holds both to the same.
#pragma once

#include <perdure/jobs.h>
#include <perdure/store.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace perdure::rows {

// The jobs of a store within one transaction.
class JobRows {
 public:
  virtual ~JobRows() = default;

  virtual Timestamp now() const = 0;
  virtual std::optional<StoredJob> find(std::string_view session, std::string_view invocation) = 0;
  virtual std::vector<StoredJob> of(std::string_view session) = 0;
  // Of that service and state, due now, those first that have waited longest.
  virtual std::vector<StoredJob> due(std::string_view service, JobState state,
                                     std::size_t limit) = 0;
  // In place of the one of its session and invocation.
  virtual void save(const StoredJob& job) = 0;
  virtual void remove(const StoredJob& job) = 0;
  virtual void queue(const NewEvent& event) = 0;
  virtual std::int64_t next_fence(const StoredJob& job) = 0;
};

// In a batch's commit.
void make(JobRows& rows, const NewJob& job);
void cancel(JobRows& rows, const JobCancel& cancel);

// Each as the method of Jobs.
std::vector<ClaimedJob> claim(JobRows& rows, const JobClaims& claims);
JobHold heartbeat(JobRows& rows, const JobLease& lease, Duration length, const JobNews& news);
JobHold complete(JobRows& rows, const JobLease& lease, std::span<const std::byte> result);
JobHold fail(JobRows& rows, const JobLease& lease, std::string_view why, bool for_good);
JobHold release(JobRows& rows, const JobLease& lease);
bool retry(JobRows& rows, std::string_view session, std::string_view invocation);
bool cancel(JobRows& rows, std::string_view session, std::string_view invocation,
            std::string_view why);

// Each throws Error(InvalidArgument).
void check(const NewJob& job);
void check(const JobClaims& claims);
void check(const JobLease& lease);
void check_lease(Duration length);
void check(const JobNews& news);

}  // namespace perdure::rows
