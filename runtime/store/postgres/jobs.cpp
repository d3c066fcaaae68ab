#include "runtime/store/postgres/jobs.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <limits>
#include <optional>
#include <thread>

#include "runtime/store/postgres/queries.h"
#include "runtime/store/postgres/rows.h"
#include "runtime/store/postgres/transaction.h"
#include "runtime/store/rows/jobs.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/names.h"
#include "runtime/store/rows/text.h"

namespace perdure::postgres {
namespace {

struct DueLane {
  std::int32_t lane = 0;
  Duration in{0};  // Not positive: now.
};

Array texts(const std::vector<std::string>& all) {
  Array array(Array::Of::Text);
  for (const std::string& text : all) array.add(std::string_view(text));
  return array;
}

std::vector<DueLane> due_lanes(Connection& connection, const std::vector<std::string>& services) {
  Array names = texts(services);
  const Result rows = connection.run(query("due_job_lanes"), Parameters()(names));
  std::vector<DueLane> lanes;
  for (int i = 0; i < rows.size(); ++i) {
    const Timestamp due = rows[i].time(2).value_or(Timestamp::max());
    lanes.push_back({rows[i].int16(0), due - rows[i].time(1).value_or(Timestamp{})});
  }
  return lanes;
}

ClaimedJob claimed_from(const Row& row, std::string_view service) {
  ClaimedJob job;
  job.lease = {std::string(row.text(0)), std::string(row.text(1)), row.int64(2)};
  job.id = row.id(3);
  job.service = service;
  job.arguments = row.bytes(5);
  job.attempt = row.int32(6);
  job.attempts = row.int32(7);
  job.checkpoint = row.bytes(8);
  job.leased_until = row.time(9).value_or(Timestamp::max());
  job.deadline = row.time(10);
  job.timeout = Duration(row.int64(11));
  return job;
}

StoredJob stored_from(const Row& row) { return stored_job_from(row, 0); }

// No interval of the server's may overflow.
std::int64_t microseconds(Duration length) {
  return std::min<Duration>(length, std::chrono::hours(24 * 3650)).count();
}

}  // namespace

std::vector<ClaimedJob> PostgresJobs::claim(const JobClaims& claims) {
  rows::check(claims);
  std::vector<ClaimedJob> claimed;
  Array services = texts(claims.services);
  const Pool::Lease lease = pool_.lease();
  std::vector<DueLane> lanes = due_lanes(*lease, claims.services);
  // Each begins elsewhere, so that they do not all want the same ones.
  thread_local std::size_t turn = std::hash<std::thread::id>()(std::this_thread::get_id());
  if (!lanes.empty()) {
    std::rotate(lanes.begin(), lanes.begin() + static_cast<std::ptrdiff_t>(turn++ % lanes.size()),
                lanes.end());
  }
  bool ended_some = false;
  for (const DueLane& lane : lanes) {
    if (claimed.size() >= claims.limit && claims.limit > 0) break;
    if (lane.in > Duration::zero()) continue;
    const auto limit =
        static_cast<std::int32_t>(std::min<std::size_t>(claims.limit - claimed.size(), 10'000));
    const Result rows =
        lease->run(query("claim_jobs"), Parameters().lane(lane.lane)(services)(limit)(microseconds(
                                            claims.lease))(std::string_view(claims.worker)));
    for (int i = 0; i < rows.size(); ++i) claimed.push_back(claimed_from(rows[i], rows[i].text(4)));
    ended_some |= rows.empty();
  }
  // What it found that was no job to begin was perhaps one that has failed.
  if (ended_some) notifier_.announce();
  return claimed;
}

JobHold PostgresJobs::call(const Query& query, const JobLease& job,
                           const std::function<void(Parameters&)>& more, const EventId* proof) {
  rows::check(job);
  JobHold hold = JobHold::Lost;
  bool in_doubt = false;
  insist([&] {
    Pool::Lease lease = pool_.lease();
    const std::int32_t lane = rows::lane_of(job.session, lease.lanes());
    Parameters parameters;
    parameters.lane(lane)(std::string_view(job.session))(std::string_view(job.invocation))(
        job.fence);
    more(parameters);
    try {
      hold = rows::job_hold(lease->run(query, parameters)[0].text(0));
    } catch (const Error&) {
      in_doubt = true;
      throw;
    }
    if (hold != JobHold::Lost || !in_doubt || proof == nullptr) return;
    const Result told =
        lease->run(postgres::query("was_queued"),
                   Parameters().lane(lane).lane(lane)(std::string_view(job.session))(*proof));
    if (told[0].boolean(0)) hold = JobHold::Yours;
  });
  return hold;
}

JobHold PostgresJobs::heartbeat(const JobLease& job, Duration lease, const JobNews& news) {
  rows::check_lease(lease);
  rows::check(news);
  const std::string text = rows::readable(news.text);
  const JobHold hold = call(query("heartbeat_job"), job, [&](Parameters& parameters) {
    parameters(microseconds(lease));
    if (news.checkpoint) {
      parameters(std::span<const std::byte>(*news.checkpoint));
    } else {
      parameters.null();
    }
    if (news.done) {
      parameters.real (*news.done)(std::string_view(text));
    } else {
      parameters.null().null();
    }
  });
  if (news.done || hold == JobHold::Lost) notifier_.announce();
  return hold;
}

JobHold PostgresJobs::complete(const JobLease& job, std::span<const std::byte> result) {
  const EventId event = EventId::random();
  const JobHold hold = call(
      query("complete_job"), job, [&](Parameters& parameters) { parameters(result)(event); },
      &event);
  if (hold == JobHold::Yours) notifier_.announce();
  return hold;
}

JobHold PostgresJobs::fail(const JobLease& job, std::string_view why, bool for_good) {
  const EventId event = EventId::random();
  const std::string words = rows::readable(why);
  const JobHold hold = call(
      query("fail_job"), job,
      [&](Parameters& parameters) { parameters(std::string_view(words)).boolean(for_good)(event); },
      &event);
  if (hold == JobHold::Yours) {
    notifier_.announce();
    notifier_.announce_jobs();
  }
  return hold;
}

JobHold PostgresJobs::release(const JobLease& job) {
  const JobHold hold = call(query("release_job"), job, [](Parameters&) {});
  if (hold == JobHold::Yours) notifier_.announce_jobs();
  return hold;
}

void PostgresJobs::wait(const std::vector<std::string>& services, Duration limit,
                        std::stop_token stop) {
  const std::uint64_t arrivals = idle_.arrivals();
  notifier_.listen();
  for (const DueLane& lane : due_lanes(*pool_.lease(), services)) limit = std::min(limit, lane.in);
  if (limit > Duration::zero()) idle_.wait_since(arrivals, limit, std::move(stop));
}

std::vector<StoredJob> PostgresJobs::list(const JobFilter& filter) {
  std::vector<StoredJob> jobs;
  const bool askable = rows::is_plain_text(filter.session) && rows::is_plain_text(filter.service) &&
                       rows::is_plain_text(filter.invocation);
  if (!askable) return jobs;  // Nothing is called so.
  insist([&] {
    const auto limit = static_cast<std::int64_t>(
        std::min<std::size_t>(filter.limit, std::numeric_limits<std::int64_t>::max()));
    const std::string_view state = filter.state ? name(*filter.state) : std::string_view();
    const Pool::Lease lease = reads_.lease();
    Parameters parameters = Parameters()(std::string_view(filter.service))(
        state)(limit)(std::string_view(filter.after_session))(
        std::string_view(filter.after_invocation))(std::string_view(filter.invocation));
    if (!filter.session.empty()) {
      parameters.lane(rows::lane_of(filter.session, lease.lanes()))(
          std::string_view(filter.session));
    }
    const Result rows = lease->run(
        filter.session.empty() ? query("list_jobs") : query("list_jobs_of_session"), parameters);
    jobs.clear();
    for (int i = 0; i < rows.size(); ++i) jobs.push_back(stored_from(rows[i]));
  });
  return jobs;
}

std::vector<ServiceBacklog> PostgresJobs::backlog() {
  std::vector<ServiceBacklog> services;
  insist([&] {
    const Result rows = reads_.lease()->run(query("job_backlog"));
    services.clear();
    for (int i = 0; i < rows.size(); ++i) {
      const Row row = rows[i];
      services.push_back({std::string(row.text(0)), row.int64(1), row.int64(2), row.int64(3),
                          Duration(row.int64(4))});
    }
  });
  return services;
}

bool PostgresJobs::change(const Query& query, std::string_view session, std::string_view invocation,
                          const std::string* why) {
  if (!is_session_id(session) || !rows::is_plain_text(invocation)) return false;
  bool changed = false;
  insist([&] {
    const Pool::Lease lease = pool_.lease();
    Parameters parameters;
    parameters.lane(rows::lane_of(session, lease.lanes()))(session)(invocation);
    if (why != nullptr) parameters(std::string_view(*why));
    const Result rows = lease->run(query, parameters);
    changed = !rows.empty() && rows[0].boolean(0);
  });
  if (changed) {
    notifier_.announce();
    notifier_.announce_jobs();
  }
  return changed;
}

bool PostgresJobs::retry(std::string_view session, std::string_view invocation) {
  return change(query("retry_job"), session, invocation, nullptr);
}

bool PostgresJobs::cancel(std::string_view session, std::string_view invocation,
                          std::string_view why) {
  const std::string words = rows::readable(why);
  return change(query("fail_job_for_operator"), session, invocation, &words);
}

}  // namespace perdure::postgres
