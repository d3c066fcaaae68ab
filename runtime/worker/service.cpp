#include "runtime/worker/service.h"

#include <perdure/error.h>

#include <chrono>
#include <exception>
#include <memory>
#include <utility>

#include "runtime/turn/fault.h"

namespace perdure::worker {
namespace {

// What came of calling the user's function.
struct Outcome {
  enum class Kind { Done, Failed, GaveUp };
  Kind kind;
  Bytes result;     // Done.
  std::string why;  // Of the others.
};

// The one place where what a service throws is caught.
Outcome call(const ServiceWork& work, Attempt& attempt) {
  using Kind = Outcome::Kind;
  try {
    return {Kind::Done, work(attempt.claimed().arguments, attempt), {}};
  } catch (const GiveUp& error) {
    return {Kind::GaveUp, {}, error.what()};
  } catch (const std::exception& error) {
    return {Kind::Failed, {}, error.what()};
  } catch (...) {
    return {Kind::Failed, {}, "an exception that is no std::exception"};
  }
}

}  // namespace

Service::Service(Shared& shared, Pulse& pulse, std::string node, std::string name, ServiceWork work,
                 ServeOptions options)
    : shared_(shared),
      pulse_(pulse),
      jobs_(shared.store.jobs()),
      node_(std::move(node)),
      name_(std::move(name)),
      work_(std::move(work)),
      options_(options) {}

void Service::work(std::stop_token stop) {
  Backoff backoff;
  while (!stop.stop_requested()) {
    const auto began = std::chrono::steady_clock::now();
    try {
      std::optional<ClaimedJob> job;
      {
        const std::lock_guard one_at_a_time(looking_);
        if (stop.stop_requested()) return;
        job = claim();
        shared_.outage.worked(began);
        if (!job) jobs_.wait({name_}, shared_.poll, stop);
      }
      if (job) attempt(*std::move(job), stop);
      backoff.reset();
    } catch (const Error& error) {
      shared_.failed(error);
      backoff.wait(stop);
    }
  }
}

void Service::work_off(std::stop_token stop) {
  Activity::FirstLook first_look(shared_.activity);
  while (!stop.stop_requested()) {
    const std::uint64_t seen = shared_.activity.enter();
    std::optional<ClaimedJob> job;
    try {
      job = claim();
      if (job) attempt(*job, stop);
    } catch (...) {
      shared_.activity.leave();
      throw;
    }
    if (job) shared_.activity.committed();
    shared_.activity.leave();
    first_look.over();
    if (!job && shared_.activity.quiet_since(seen, stop)) return;
  }
}

std::optional<ClaimedJob> Service::claim() {
  PERDURE_FAULT("job.claim.before");
  std::vector<ClaimedJob> claimed = jobs_.claim({{name_}, 1, options_.lease, node_});
  if (claimed.empty()) return std::nullopt;
  PERDURE_FAULT("job.claim.after");
  return std::move(claimed.front());
}

void Service::attempt(ClaimedJob job, const std::stop_token& stop) {
  const auto began = std::chrono::steady_clock::now();
  const std::int32_t number = job.attempt;
  const AttemptOutcome outcome = make_attempt(std::move(job), stop);
  if (shared_.observer == nullptr) return;
  const auto took = std::chrono::steady_clock::now() - began;
  shared_.observer->attempted({name_, number, outcome, std::chrono::duration_cast<Duration>(took)});
}

AttemptOutcome Service::make_attempt(ClaimedJob job, const std::stop_token& stop) {
  const auto attempt = std::make_shared<Attempt>(jobs_, std::move(job), options_.lease, stop);
  const Pulse::Beating beating(pulse_, attempt);
  const JobLease& lease = attempt->claimed().lease;
  if (stop.stop_requested()) {
    jobs_.release(lease);
    return AttemptOutcome::Released;
  }
  const Outcome outcome = call(work_, *attempt);
  AttemptOutcome made = AttemptOutcome::Done;
  JobHold hold = attempt->hold();
  if (hold == JobHold::Yours) {
    PERDURE_FAULT("job.end.before");
    if (outcome.kind == Outcome::Kind::Done) {
      hold = tell(*attempt, made, [&] { return jobs_.complete(lease, outcome.result); });
    } else if (outcome.kind == Outcome::Kind::Failed && stop.stop_requested()) {
      made = AttemptOutcome::Released;
      hold = tell(*attempt, made, [&] { return jobs_.release(lease); });
    } else {
      const bool for_good = outcome.kind == Outcome::Kind::GaveUp;
      const bool last = for_good || attempt->claimed().attempt >= attempt->claimed().attempts;
      made = last ? AttemptOutcome::GaveUp : AttemptOutcome::Failed;
      hold = tell(*attempt, made, [&] { return jobs_.fail(lease, outcome.why, for_good); });
      log(LogLevel::Warning,
          last ? "a service has failed" : "a service has failed; it will be tried again", *attempt,
          outcome.why);
    }
    PERDURE_FAULT("job.end.after");
  }
  if (hold == JobHold::Lost) {
    log(LogLevel::Warning, "a service took too long, or was not heard of", *attempt);
    made = AttemptOutcome::Lost;
  }
  if (hold == JobHold::Cancelled) {
    log(LogLevel::Debug, "nobody waits for a service any more", *attempt);
    made = AttemptOutcome::Cancelled;
  }
  return made;
}

JobHold Service::tell(const Attempt& attempt, AttemptOutcome& made,
                      const std::function<JobHold()>& how) {
  Backoff backoff;
  for (;;) {
    try {
      return how();
    } catch (const Error& error) {
      shared_.failed(error);
      // A result that the store refuses: the session hears of that, as it would of any failure.
      if (error.kind() != ErrorKind::StoreUnavailable) {
        log(LogLevel::Error, "what came of a service could not be stored", attempt, error.what());
        made = AttemptOutcome::Failed;
        return jobs_.fail(attempt.claimed().lease, error.what());
      }
      if (attempt.cancelled() || attempt.stop_token().stop_requested()) throw;
      backoff.wait(attempt.stop_token());
    }
  }
}

void Service::log(LogLevel level, std::string_view text, const Attempt& attempt,
                  std::string_view cause) {
  shared_.log.write(level, text,
                    {{"service", name_},
                     {"session", attempt.session()},
                     {"invocation", attempt.invocation()},
                     {"attempt", std::to_string(attempt.attempt())},
                     {"cause", cause}});
}

}  // namespace perdure::worker
