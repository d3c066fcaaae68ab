#include "runtime/turn/jobs.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace perdure::turn {
namespace {

Duration not_negative(Duration length) { return std::max(length, Duration::zero()); }

std::int32_t attempts_of(const InvokeEffect& effect) {
  constexpr std::int64_t Most = std::numeric_limits<std::int32_t>::max();
  return static_cast<std::int32_t>(std::clamp<std::int64_t>(effect.retries, 0, Most - 1) + 1);
}

}  // namespace

void JobOrders::make(InvokeEffect&& effect, const DueEvent& cause) {
  NewJob job;
  job.id = EventId::random();
  job.session = cause.session;
  job.invocation = std::move(effect.invocation);
  job.service = std::move(effect.name);
  job.arguments = std::move(effect.arguments);
  job.cause = cause.id;
  job.attempts = attempts_of(effect);
  job.backoff = not_negative(effect.backoff);
  job.backoff_limit = not_negative(effect.backoff_limit);
  job.timeout = not_negative(effect.timeout);
  jobs_.push_back(std::move(job));
}

void JobOrders::cancel(const std::string& session, const std::string& invocation) {
  const auto made = std::find_if(jobs_.begin(), jobs_.end(), [&](const NewJob& job) {
    return job.session == session && job.invocation == invocation;
  });
  if (made == jobs_.end()) {
    cancels_.push_back({session, invocation});
  } else {
    jobs_.erase(made);
  }
}

void JobOrders::cancel_all_of(const std::string& session) {
  std::erase_if(jobs_, [&](const NewJob& job) { return job.session == session; });
  cancels_.push_back({session, {}});
}

void JobOrders::write_to(BatchWrite& write) {
  write.jobs = std::move(jobs_);
  write.job_cancels = std::move(cancels_);
}

}  // namespace perdure::turn
