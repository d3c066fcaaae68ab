#include "runtime/store/rows/jobs.h"

#include <perdure/archive.h>
#include <perdure/error.h>

#include <algorithm>
#include <random>
#include <string>
#include <utility>

#include "runtime/store/rows/check.h"
#include "runtime/store/rows/text.h"

namespace perdure::rows {
namespace {

constexpr std::size_t Unlimited = 1'000'000;

Timestamp after(Timestamp now, Duration wait) {
  return wait > Timestamp::max() - now ? Timestamp::max() : now + wait;
}

// Before the attempt after the `attempt`th: doubled each time, and at random by as much as half of it shorter.
Duration pause_after(const NewJob& job, std::int32_t attempt) {
  const Duration limit =
      job.backoff_limit > Duration::zero() ? job.backoff_limit : Duration::max() / 4;
  Duration pause = std::min(job.backoff, limit);
  for (std::int32_t i = 1; i < attempt && pause < limit && pause > Duration::zero(); ++i) {
    pause = std::min(pause * 2, limit);
  }
  thread_local std::minstd_rand random{std::random_device{}()};
  return Duration(
      std::uniform_int_distribution<std::int64_t>(pause.count() / 2, pause.count())(random));
}

// `charge.3` is heard of as `charge.done`.
std::string event_name(std::string_view invocation, EventKind kind) {
  const std::size_t dot = invocation.find_last_not_of("0123456789");
  const bool numbered =
      dot != std::string_view::npos && dot + 1 < invocation.size() && invocation[dot] == '.';
  return std::string(numbered ? invocation.substr(0, dot) : invocation) + "." +
         std::string(name(kind));
}

void tell(JobRows& rows, const NewJob& job, EventKind kind, Bytes payload) {
  NewEvent event;
  event.id = EventId::random();
  event.kind = kind;
  event.session = job.session;
  event.sender = job.session;
  event.name = event_name(job.invocation, kind);
  event.payload = std::move(payload);
  event.cause = job.cause;
  event.invocation = job.invocation;
  rows.queue(event);
}

void attempt_failed(JobRows& rows, StoredJob job, std::string_view why, bool for_good) {
  if (for_good || job.attempt >= job.job.attempts) {
    rows.remove(job);
    return tell(rows, job.job, EventKind::Failed, to_bytes(readable(why)));
  }
  job.state = JobState::Waiting;
  job.due = after(rows.now(), pause_after(job.job, job.attempt));
  job.deadline.reset();
  job.failure = readable(why);
  rows.save(job);
}

// Ends the attempts of a service whose lease or time is over.
void end_overdue(JobRows& rows, std::string_view service) {
  for (const StoredJob& job : rows.due(service, JobState::Cancelled, Unlimited)) rows.remove(job);
  for (const StoredJob& job : rows.due(service, JobState::Running, Unlimited)) {
    const bool out_of_time = job.deadline && *job.deadline <= rows.now();
    attempt_failed(rows, job, out_of_time ? "timed out" : "the worker was lost: " + job.worker,
                   false);
  }
}

ClaimedJob begin_attempt(JobRows& rows, StoredJob job, const JobClaims& claims) {
  job.state = JobState::Running;
  ++job.attempt;
  job.fence = rows.next_fence(job);
  job.worker = claims.worker;
  job.due = after(rows.now(), claims.lease);
  if (job.job.timeout > Duration::zero()) {
    job.deadline = after(rows.now(), job.job.timeout);
    job.due = std::min(job.due, *job.deadline);
  }
  rows.save(job);
  ClaimedJob claimed;
  claimed.lease = {job.job.session, job.job.invocation, job.fence};
  claimed.id = job.job.id;
  claimed.service = std::move(job.job.service);
  claimed.arguments = std::move(job.job.arguments);
  claimed.attempt = job.attempt;
  claimed.attempts = job.job.attempts;
  claimed.checkpoint = std::move(job.checkpoint);
  claimed.leased_until = job.due;
  claimed.timeout = job.job.timeout;
  claimed.deadline = job.deadline;
  return claimed;
}

struct Held {
  JobHold hold = JobHold::Lost;
  StoredJob job;  // Yours.
};

Held held(JobRows& rows, const JobLease& lease) {
  std::optional<StoredJob> job = rows.find(lease.session, lease.invocation);
  if (!job || job->fence != lease.fence || job->state == JobState::Waiting) return {};
  if (job->state == JobState::Running) return {JobHold::Yours, *std::move(job)};
  // Its worker has heard of it: then it is of no more use.
  rows.remove(*job);
  return {JobHold::Cancelled, {}};
}

}  // namespace

void make(JobRows& rows, const NewJob& job) {
  StoredJob made;
  made.job = job;
  made.due = made.created = rows.now();
  rows.save(made);
}

void cancel(JobRows& rows, const JobCancel& cancel) {
  for (StoredJob& job : rows.of(cancel.session)) {
    if (!cancel.invocation.empty() && job.job.invocation != cancel.invocation) continue;
    if (job.state == JobState::Running) {
      job.state = JobState::Cancelled;
      rows.save(job);
    } else if (job.state == JobState::Waiting) {
      rows.remove(job);
    }
  }
}

std::vector<ClaimedJob> claim(JobRows& rows, const JobClaims& claims) {
  std::vector<ClaimedJob> claimed;
  for (const std::string& service : claims.services) {
    end_overdue(rows, service);
    for (StoredJob& job : rows.due(service, JobState::Waiting, claims.limit - claimed.size())) {
      claimed.push_back(begin_attempt(rows, std::move(job), claims));
    }
  }
  return claimed;
}

JobHold heartbeat(JobRows& rows, const JobLease& lease, Duration length, const JobNews& news) {
  Held found = held(rows, lease);
  if (found.hold != JobHold::Yours) return found.hold;
  StoredJob& job = found.job;
  if (job.deadline && *job.deadline <= rows.now()) {
    attempt_failed(rows, std::move(job), "timed out", false);
    return JobHold::Lost;
  }
  job.due = std::min(after(rows.now(), length), job.deadline.value_or(Timestamp::max()));
  if (news.checkpoint) job.checkpoint = *news.checkpoint;
  if (news.done) {
    job.done = *news.done;
    job.text = readable(news.text);
    Bytes payload;
    OutArchive archive(payload);
    archive(job.done, job.text);
    tell(rows, job.job, EventKind::Progress, std::move(payload));
  }
  rows.save(job);
  return JobHold::Yours;
}

JobHold complete(JobRows& rows, const JobLease& lease, std::span<const std::byte> result) {
  const Held found = held(rows, lease);
  if (found.hold != JobHold::Yours) return found.hold;
  rows.remove(found.job);
  tell(rows, found.job.job, EventKind::Done, {result.begin(), result.end()});
  return JobHold::Yours;
}

JobHold fail(JobRows& rows, const JobLease& lease, std::string_view why, bool for_good) {
  Held found = held(rows, lease);
  if (found.hold == JobHold::Yours) attempt_failed(rows, std::move(found.job), why, for_good);
  return found.hold;
}

JobHold release(JobRows& rows, const JobLease& lease) {
  Held found = held(rows, lease);
  if (found.hold != JobHold::Yours) return found.hold;
  found.job.state = JobState::Waiting;
  --found.job.attempt;
  found.job.due = rows.now();
  found.job.deadline.reset();
  rows.save(found.job);
  return JobHold::Yours;
}

bool retry(JobRows& rows, std::string_view session, std::string_view invocation) {
  std::optional<StoredJob> job = rows.find(session, invocation);
  if (!job || job->state != JobState::Waiting) return false;
  job->due = rows.now();
  job->attempt = 0;
  rows.save(*job);
  return true;
}

bool cancel(JobRows& rows, std::string_view session, std::string_view invocation,
            std::string_view why) {
  std::optional<StoredJob> job = rows.find(session, invocation);
  if (!job || job->state == JobState::Cancelled) return false;
  cancel(rows, JobCancel{job->job.session, job->job.invocation});
  tell(rows, job->job, EventKind::Failed, to_bytes(readable(why)));
  return true;
}

void check(const NewJob& job) {
  check_session_id(job.session);
  check_name(job.invocation, "an invocation's id");
  check_name(job.service, "a service's name");
  const bool in_range = job.attempts >= 1 && job.backoff >= Duration::zero() &&
                        job.backoff_limit >= Duration::zero() && job.timeout >= Duration::zero();
  if (!in_range) {
    throw Error(ErrorKind::InvalidArgument,
                "a job has at least 1 attempt, and no negative length of time");
  }
}

void check(const JobClaims& claims) {
  for (const std::string& service : claims.services) check_name(service, "a service's name");
  if (!claims.worker.empty()) check_name(claims.worker, "a worker's name");
  check_lease(claims.lease);
}

void check(const JobLease& lease) {
  check_session_id(lease.session);
  check_name(lease.invocation, "an invocation's id");
}

void check_lease(Duration length) {
  if (length <= Duration::zero())
    throw Error(ErrorKind::InvalidArgument, "a lease is longer than nothing");
}

void check(const JobNews& news) {
  if (news.done && !(*news.done >= 0 && *news.done <= 1)) {
    throw Error(ErrorKind::InvalidArgument, "a job's progress is a number from 0 to 1");
  }
}

}  // namespace perdure::rows
