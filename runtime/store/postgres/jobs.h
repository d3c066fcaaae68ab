// The jobs of a PostgreSQL store: the functions of schema/postgres/0003_jobs.sql, called.
#pragma once

#include <perdure/jobs.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/store/postgres/idle.h"
#include "runtime/store/postgres/notifier.h"
#include "runtime/store/postgres/pool.h"

namespace perdure::postgres {

class PostgresJobs : public Jobs {
 public:
  // All of them outlive it. `idle` is where those who wait for jobs are woken.
  PostgresJobs(Pool& pool, Pool& reads, Idle& idle, Notifier& notifier)
      : pool_(pool), reads_(reads), idle_(idle), notifier_(notifier) {}

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
  // Runs one of the functions that answer for a lease. `more` adds the parameters behind the fence. Yours, too, if
  // an answer was lost and `proof`, the id of the event that it queues, shows that it was committed.
  JobHold call(const Query& query, const JobLease& job,
               const std::function<void(Parameters&)>& more, const EventId* proof = nullptr);
  // Of a session's job, for an operator: whether the query gave a row that says so.
  bool change(const Query& query, std::string_view session, std::string_view invocation,
              const std::string* why);

  Pool& pool_;
  Pool& reads_;
  Idle& idle_;
  Notifier& notifier_;
};

}  // namespace perdure::postgres
