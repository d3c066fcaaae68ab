#include "runtime/testing/jobs.h"

#include <perdure/error.h>
#include <perdure/text.h>

#include <algorithm>
#include <exception>
#include <utility>

namespace perdure::testing {
namespace {

// Before the attempt after `attempt`.
Duration wait_after(const InvokeEffect& effect, std::int64_t attempt) {
  const Duration limit =
      effect.backoff_limit > Duration::zero() ? effect.backoff_limit : Duration::max();
  Duration wait = std::min(effect.backoff, limit);
  for (std::int64_t i = 1; i < attempt && wait < limit && wait > Duration::zero(); ++i) {
    wait = wait > limit / 2 ? limit : wait * 2;
  }
  return wait;
}

std::string timed_out(Duration timeout) { return "timed out after " + text_of(timeout); }

// Notes what a double says, and when.
class Attempt final : public Job {
 public:
  Attempt(const std::string& session, const std::string& invocation, std::int64_t attempt,
          std::int64_t fence, Bytes& checkpoint)
      : session_(session),
        invocation_(invocation),
        key_(session + "/" + invocation),
        attempt_(attempt),
        fence_(fence),
        checkpoint_(checkpoint) {}

  const std::string& session() const override { return session_; }
  const std::string& invocation() const override { return invocation_; }
  std::int64_t attempt() const override { return attempt_; }
  const std::string& idempotency_key() const override { return key_; }
  std::int64_t fence() const override { return fence_; }
  void works(Duration time) override { elapsed_ += std::max(time, Duration::zero()); }
  void progress(double done, std::string text) override {
    if (!(done >= 0 && done <= 1)) {
      throw Error(ErrorKind::InvalidArgument, "a job's progress is a number from 0 to 1");
    }
    progress_.emplace_back(elapsed_, progress_payload(done, text));
  }
  void checkpoint(Bytes kept) override { checkpoint_ = std::move(kept); }
  const Bytes& checkpoint() const override { return checkpoint_; }
  // A double's time passes at once: nothing can happen meanwhile.
  bool cancelled() const override { return false; }
  std::stop_token stop_token() const override { return {}; }

  Duration elapsed() const { return elapsed_; }
  std::vector<std::pair<Duration, Bytes>>& said() { return progress_; }

 private:
  const std::string& session_;
  const std::string& invocation_;
  const std::string key_;
  const std::int64_t attempt_;
  const std::int64_t fence_;
  Bytes& checkpoint_;
  Duration elapsed_{0};
  std::vector<std::pair<Duration, Bytes>> progress_;
};

}  // namespace

Bytes progress_payload(double done, std::string_view text) {
  Bytes payload;
  OutArchive archive(payload);
  archive(done, std::string(text));
  return payload;
}

void Jobs::serve(std::string_view service, World::Serve work) {
  doubles_.insert_or_assign(std::string(service), std::move(work));
}

void Jobs::start(const std::string& session, const InvokeEffect& effect, Timestamp now) {
  const Number number = next_number_++;
  jobs_.emplace(number, Running{session, effect, 0, false, {}});
  agenda_.add(now, JobTick{number, 1, JobTick::Begin{}});
}

void Jobs::cancel(std::string_view session, std::string_view invocation) {
  std::erase_if(jobs_, [&](const auto& entry) {
    return entry.second.session == session && entry.second.effect.invocation == invocation;
  });
}

void Jobs::cancel_all_of(std::string_view session) {
  std::erase_if(jobs_, [&](const auto& entry) { return entry.second.session == session; });
}

void Jobs::handle(JobTick& tick, Timestamp now) {
  const auto found = jobs_.find(tick.job);
  if (found == jobs_.end()) return;
  Running& job = found->second;
  if (std::holds_alternative<JobTick::Begin>(tick.what)) {
    job.attempt = tick.attempt;
    return begin(tick.job, job, now);
  }
  if (job.attempt != tick.attempt) return;
  if (auto* progress = std::get_if<JobTick::Progress>(&tick.what)) {
    tell(job, EventKind::Progress, std::move(progress->payload), now);
  } else if (auto* result = std::get_if<JobTick::Result>(&tick.what)) {
    succeeded(tick.job, std::move(result->payload), now);
  } else {
    failed(tick.job, std::get<JobTick::Failure>(tick.what).why, now);
  }
}

void Jobs::begin(Number number, Running& job, Timestamp now) {
  const auto found = doubles_.find(job.effect.name);
  if (found != doubles_.end()) return work(number, job, found->second, now);
  job.waits = true;
  const Duration timeout = job.effect.timeout;
  if (timeout > Duration::zero()) {
    agenda_.add(now + timeout, JobTick{number, job.attempt, JobTick::Failure{timed_out(timeout)}});
  }
}

void Jobs::work(Number number, Running& job, const World::Serve& serve, Timestamp now) {
  Attempt attempt(job.session, job.effect.invocation, job.attempt, ++last_fence_, job.checkpoint);
  JobTick answer{number, job.attempt, {}};
  bool gave_up = false;
  try {
    answer.what = JobTick::Result{serve(job.effect.arguments, attempt)};
  } catch (const GiveUp& error) {
    gave_up = true;
    answer.what = JobTick::Failure{error.what()};
  } catch (const std::exception& error) {
    answer.what = JobTick::Failure{error.what()};
  } catch (...) {
    answer.what = JobTick::Failure{"an exception that is no std::exception"};
  }
  Duration end = attempt.elapsed();
  const Duration timeout = job.effect.timeout;
  if (timeout > Duration::zero() && end > timeout) {
    end = timeout;
    answer.what = JobTick::Failure{timed_out(timeout)};
  } else if (gave_up) {
    job.effect.retries = 0;
  }
  for (auto& [at, payload] : attempt.said()) {
    if (at > end) break;
    agenda_.add(now + at, JobTick{number, job.attempt, JobTick::Progress{std::move(payload)}});
  }
  agenda_.add(now + end, std::move(answer));
}

void Jobs::succeeded(Number number, Bytes result, Timestamp now) {
  const auto job = jobs_.extract(number);
  tell(job.mapped(), EventKind::Done, std::move(result), now);
}

void Jobs::failed(Number number, std::string_view why, Timestamp now) {
  Running& job = jobs_.at(number);
  job.waits = false;
  if (job.attempt <= job.effect.retries) {
    const Timestamp next = now + wait_after(job.effect, job.attempt);
    agenda_.add(next, JobTick{number, job.attempt + 1, JobTick::Begin{}});
    job.attempt = 0;  // Between two attempts: what is late to say of the last one is not heard.
    return;
  }
  const auto ended = jobs_.extract(number);
  tell(ended.mapped(), EventKind::Failed, to_bytes(std::string(why)), now);
}

void Jobs::tell(const Running& job, EventKind kind, Bytes payload, Timestamp now) {
  Arrival arrival;
  arrival.to = job.session;
  arrival.kind = kind;
  arrival.payload = std::move(payload);
  arrival.invocation = job.effect.invocation;
  agenda_.add(now, std::move(arrival));
}

std::vector<Call> Jobs::calls() const {
  std::vector<Call> calls;
  for (const auto& entry : jobs_) {
    const Running& job = entry.second;
    if (!job.waits) continue;
    calls.push_back(
        {job.effect.name, job.session, job.effect.invocation, job.attempt, job.effect.arguments});
  }
  return calls;
}

Jobs::Number Jobs::waiting(const Call& call) const {
  for (const auto& [number, job] : jobs_) {
    if (job.waits && job.session == call.session && job.attempt == call.attempt &&
        job.effect.invocation == call.invocation) {
      return number;
    }
  }
  throw Error(ErrorKind::InvalidArgument,
              "no call of `" + call.service + "` by session `" + call.session +
                  "` waits for an answer: it has one, was cancelled, or took too long");
}

void Jobs::settle(const Call& call, JobTick::Result result, Timestamp now) {
  succeeded(waiting(call), std::move(result.payload), now);
}

void Jobs::settle(const Call& call, const JobTick::Failure& failure, Timestamp now) {
  failed(waiting(call), failure.why, now);
}

void Jobs::progress(const Call& call, Bytes payload, Timestamp now) {
  tell(jobs_.at(waiting(call)), EventKind::Progress, std::move(payload), now);
}

}  // namespace perdure::testing
