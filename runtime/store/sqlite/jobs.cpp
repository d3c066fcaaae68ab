#include "runtime/store/sqlite/jobs.h"

#include <algorithm>
#include <utility>

#include "runtime/store/rows/check.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/names.h"
#include "runtime/store/sqlite/rows.h"
#include "runtime/store/sqlite/schema.h"
#include "runtime/store/sqlite/transaction.h"

namespace perdure::sqlite {
namespace {

// From columns 0 to 20.
StoredJob stored_job(const Rows& rows) {
  StoredJob stored;
  stored.job.id = rows.id(0);
  stored.job.session = rows.text(1);
  stored.job.invocation = rows.text(2);
  stored.job.service = rows.text(3);
  stored.job.arguments = rows.bytes(4);
  stored.job.cause = rows.optional_id(5);
  stored.job.attempts = static_cast<std::int32_t>(rows.integer(6));
  stored.job.backoff = Duration(rows.integer(7));
  stored.job.backoff_limit = Duration(rows.integer(8));
  stored.job.timeout = Duration(rows.integer(9));
  stored.state = rows::job_state(rows.text(10));
  stored.due = rows.time(11);
  stored.attempt = static_cast<std::int32_t>(rows.integer(12));
  stored.fence = rows.integer(13);
  stored.worker = rows.text(14);
  stored.deadline = rows.optional_time(15);
  stored.checkpoint = rows.bytes(16);
  stored.done = rows.real(17);
  stored.text = rows.text(18);
  stored.failure = rows.text(19);
  stored.created = rows.time(20);
  return stored;
}

std::vector<StoredJob> all(Rows rows) {
  std::vector<StoredJob> jobs;
  while (rows.next()) jobs.push_back(stored_job(rows));
  return jobs;
}

}  // namespace

std::int32_t SqliteJobRows::lane_of(std::string_view session) const {
  return rows::lane_of(session, lanes_);
}

std::optional<StoredJob> SqliteJobRows::find(std::string_view session,
                                             std::string_view invocation) {
  std::vector<StoredJob> found = all(db_.read("find_job", lane_of(session), session, invocation));
  if (found.empty()) return std::nullopt;
  return std::move(found.front());
}

std::vector<StoredJob> SqliteJobRows::of(std::string_view session) {
  return all(db_.read("jobs_of", lane_of(session), session));
}

std::vector<StoredJob> SqliteJobRows::due(std::string_view service, JobState state,
                                          std::size_t limit) {
  return all(db_.read("due_jobs", service, name(state), now_, as_limit(limit)));
}

void SqliteJobRows::save(const StoredJob& stored) {
  const NewJob& job = stored.job;
  db_.run("save_job", lane_of(job.session), job.id, job.session, job.invocation, job.service,
          job.arguments, job.cause, job.attempts, job.backoff.count(), job.backoff_limit.count(),
          job.timeout.count(), name(stored.state), stored.due, stored.attempt, stored.fence,
          stored.worker, stored.deadline, stored.checkpoint, Real{stored.done}, stored.text,
          stored.failure, stored.created);
}

void SqliteJobRows::remove(const StoredJob& job) {
  db_.run("delete_job", lane_of(job.job.session), job.job.session, job.job.invocation);
}

void SqliteJobRows::queue(const NewEvent& event) { add_event(db_, event, now_, lanes_); }

std::int64_t SqliteJobRows::next_fence(const StoredJob& job) {
  return next_number(db_, lane_of(job.job.session));
}

template <typename Change>
auto SqliteJobs::change(Change change) {
  Transaction transaction(writers_, turns_);
  SqliteJobRows rows(transaction.connection(), clock_now(),
                     require_schema(transaction.connection()));
  auto result = change(rows);
  transaction.commit();
  return result;
}

std::vector<ClaimedJob> SqliteJobs::claim(const JobClaims& claims) {
  rows::check(claims);
  {
    // Mostly there is nothing to do, and that is seen without the right to write.
    const Pool::Lease db = readers_.lend();
    SqliteJobRows rows(*db, clock_now(), require_schema(*db));
    const bool any = std::any_of(
        claims.services.begin(), claims.services.end(), [&](const std::string& service) {
          return !rows.due(service, JobState::Waiting, claims.limit == 0 ? 0 : 1).empty() ||
                 !rows.due(service, JobState::Running, 1).empty() ||
                 !rows.due(service, JobState::Cancelled, 1).empty();
        });
    if (!any) return {};
  }
  return change([&](rows::JobRows& rows) { return rows::claim(rows, claims); });
}

JobHold SqliteJobs::heartbeat(const JobLease& job, Duration lease, const JobNews& news) {
  rows::check(job);
  rows::check_lease(lease);
  rows::check(news);
  return change([&](rows::JobRows& rows) { return rows::heartbeat(rows, job, lease, news); });
}

JobHold SqliteJobs::complete(const JobLease& job, std::span<const std::byte> result) {
  rows::check(job);
  return change([&](rows::JobRows& rows) { return rows::complete(rows, job, result); });
}

JobHold SqliteJobs::fail(const JobLease& job, std::string_view why, bool for_good) {
  rows::check(job);
  return change([&](rows::JobRows& rows) { return rows::fail(rows, job, why, for_good); });
}

JobHold SqliteJobs::release(const JobLease& job) {
  rows::check(job);
  return change([&](rows::JobRows& rows) { return rows::release(rows, job); });
}

void SqliteJobs::wait(const std::vector<std::string>& services, Duration limit,
                      std::stop_token stop) {
  const auto next_due = [&services](Connection& db) {
    require_schema(db);
    Timestamp next = Timestamp::max();
    for (const std::string& service : services) {
      Rows rows = db.read("next_due_job", service);
      if (rows.next()) next = std::min(next, rows.optional_time(0).value_or(Timestamp::max()));
    }
    return next;
  };
  sleep_(next_due, limit, std::move(stop));
}

std::vector<StoredJob> SqliteJobs::list(const JobFilter& filter) {
  const Pool::Lease db = readers_.lend();
  const std::int32_t lanes = require_schema(*db);
  const std::string_view state = filter.state ? name(*filter.state) : std::string_view();
  if (filter.session.empty()) {
    return all(db->read("list_jobs", filter.service, state, as_limit(filter.limit),
                        filter.after_session, filter.after_invocation, filter.invocation));
  }
  return all(db->read("list_jobs_of_session", filter.service, state, as_limit(filter.limit),
                      filter.after_session, filter.after_invocation, filter.invocation,
                      rows::lane_of(filter.session, lanes), filter.session));
}

std::vector<ServiceBacklog> SqliteJobs::backlog() {
  const Pool::Lease db = readers_.lend();
  require_schema(*db);
  const Timestamp now = clock_now();
  std::vector<ServiceBacklog> services;
  Rows rows = db->read("job_backlog", now);
  while (rows.next()) {
    services.push_back({rows.text(0), rows.integer(1), rows.integer(2), rows.integer(3),
                        now - rows.optional_time(4).value_or(now)});
  }
  return services;
}

bool SqliteJobs::retry(std::string_view session, std::string_view invocation) {
  return change([&](rows::JobRows& rows) { return rows::retry(rows, session, invocation); });
}

bool SqliteJobs::cancel(std::string_view session, std::string_view invocation,
                        std::string_view why) {
  return change([&](rows::JobRows& rows) { return rows::cancel(rows, session, invocation, why); });
}

}  // namespace perdure::sqlite
