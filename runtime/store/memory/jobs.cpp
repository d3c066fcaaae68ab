#include "runtime/store/memory/jobs.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace perdure::memory {

std::optional<StoredJob> MemoryJobRows::find(std::string_view session,
                                             std::string_view invocation) {
  const auto found = data_.jobs.find({std::string(session), std::string(invocation)});
  if (found == data_.jobs.end()) return std::nullopt;
  return found->second;
}

std::vector<StoredJob> MemoryJobRows::of(std::string_view session) {
  std::vector<StoredJob> found;
  auto at = data_.jobs.lower_bound({std::string(session), std::string()});
  for (; at != data_.jobs.end() && at->first.first == session; ++at) found.push_back(at->second);
  return found;
}

std::vector<StoredJob> MemoryJobRows::due(std::string_view service, JobState state,
                                          std::size_t limit) {
  std::vector<StoredJob> found;
  for (const auto& [key, job] : data_.jobs) {
    if (job.job.service == service && job.state == state && job.due <= now_) found.push_back(job);
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const StoredJob& a, const StoredJob& b) { return a.due < b.due; });
  if (found.size() > limit) found.resize(limit);
  return found;
}

void MemoryJobRows::save(const StoredJob& job) {
  data_.jobs.insert_or_assign({job.job.session, job.job.invocation}, job);
}

void MemoryJobRows::remove(const StoredJob& job) {
  data_.jobs.erase({job.job.session, job.job.invocation});
}

template <typename Change>
auto MemoryJobs::change(Change change) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  MemoryJobRows rows(*data_, data_->now());
  const auto result = change(rows);
  data_->announce();
  return result;
}

std::vector<ClaimedJob> MemoryJobs::claim(const JobClaims& claims) {
  rows::check(claims);
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  const std::int64_t before = data_->last_sequence;
  MemoryJobRows rows(*data_, data_->now());
  std::vector<ClaimedJob> claimed = rows::claim(rows, claims);
  // Not where nothing was found: those who look in turns would wake each other for ever.
  if (data_->last_sequence != before) data_->announce();
  return claimed;
}

JobHold MemoryJobs::heartbeat(const JobLease& job, Duration lease, const JobNews& news) {
  rows::check(job);
  rows::check_lease(lease);
  rows::check(news);
  return change([&](rows::JobRows& rows) { return rows::heartbeat(rows, job, lease, news); });
}

JobHold MemoryJobs::complete(const JobLease& job, std::span<const std::byte> result) {
  rows::check(job);
  return change([&](rows::JobRows& rows) { return rows::complete(rows, job, result); });
}

JobHold MemoryJobs::fail(const JobLease& job, std::string_view why, bool for_good) {
  rows::check(job);
  return change([&](rows::JobRows& rows) { return rows::fail(rows, job, why, for_good); });
}

JobHold MemoryJobs::release(const JobLease& job) {
  rows::check(job);
  return change([&](rows::JobRows& rows) { return rows::release(rows, job); });
}

void MemoryJobs::wait(const std::vector<std::string>& services, Duration limit,
                      std::stop_token stop) {
  std::unique_lock lock(data_->mutex);
  for (const Deadline end(limit);;) {
    data_->require_schema();
    Timestamp next = Timestamp::max();
    for (const auto& [key, job] : data_->jobs) {
      const bool served =
          std::find(services.begin(), services.end(), job.job.service) != services.end();
      if (served) next = std::min(next, job.due);
    }
    const Timestamp now = data_->now();
    if (next <= now || end.left() <= Duration::zero() || stop.stop_requested()) return;
    data_->wait(lock, stop, std::min(end.left(), next - now));
  }
}

std::vector<StoredJob> MemoryJobs::list(const JobFilter& filter) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  std::vector<StoredJob> found;
  for (const auto& [key, job] : data_->jobs) {
    if (found.size() == filter.limit) break;
    if (key <= std::pair(filter.after_session, filter.after_invocation)) continue;
    const bool matches = (filter.session.empty() || job.job.session == filter.session) &&
                         (filter.invocation.empty() || job.job.invocation == filter.invocation) &&
                         (filter.service.empty() || job.job.service == filter.service) &&
                         (!filter.state || job.state == *filter.state);
    if (matches) found.push_back(job);
  }
  return found;
}

std::vector<ServiceBacklog> MemoryJobs::backlog() {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  const Timestamp now = data_->now();
  std::map<std::string_view, ServiceBacklog> services;
  for (const auto& [key, job] : data_->jobs) {
    ServiceBacklog& service = services[job.job.service];
    service.service = job.job.service;
    if (job.state == JobState::Running) ++service.running;
    if (job.state == JobState::Cancelled) ++service.cancelled;
    if (job.state != JobState::Waiting) continue;
    ++service.waiting;
    service.oldest = std::max(service.oldest, now - job.due);
  }
  std::vector<ServiceBacklog> all;
  for (auto& [name, service] : services) all.push_back(std::move(service));
  return all;
}

bool MemoryJobs::retry(std::string_view session, std::string_view invocation) {
  return change([&](rows::JobRows& rows) { return rows::retry(rows, session, invocation); });
}

bool MemoryJobs::cancel(std::string_view session, std::string_view invocation,
                        std::string_view why) {
  return change([&](rows::JobRows& rows) { return rows::cancel(rows, session, invocation, why); });
}

}  // namespace perdure::memory
