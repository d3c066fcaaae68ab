#include "compiler/simulate/world/jobs.h"

#include <algorithm>
#include <limits>

#include "compiler/simulate/text.h"

namespace perdure::simulate {

namespace {

using What = check::Outcome::Kind;

Timestamp later(Timestamp now, Duration wait) {
  std::int64_t then = 0;
  const bool never = __builtin_add_overflow(now.microseconds, wait.microseconds, &then);
  return {never ? std::numeric_limits<std::int64_t>::max() : then};
}

// Before the attempt after `attempt`: doubled each time, up to the limit.
Duration wait_after(const InvokeEffect& effect, std::int64_t attempt) {
  const std::int64_t limit = effect.backoff_limit.microseconds > 0
                                 ? effect.backoff_limit.microseconds
                                 : std::numeric_limits<std::int64_t>::max();
  std::int64_t wait = std::min(effect.backoff.microseconds, limit);
  for (std::int64_t i = 1; i < attempt && wait < limit && wait > 0; ++i) {
    wait = wait > limit / 2 ? limit : wait * 2;
  }
  return {wait};
}

void tell(const Job& job, Outcome outcome, Timestamp now, Agenda& agenda) {
  outcome.invocation = job.effect.invocation;
  agenda.add(now, Arrival{job.session, std::move(outcome)});
}

// "shop.Order.charge_card" or "charge.1", as people call it.
bool is_called(const Job& job, const std::string& name) {
  const std::string& service = job.effect.name;
  const std::string& invocation = job.effect.invocation;
  return service.substr(service.rfind('.') + 1) == name ||
         invocation.substr(0, invocation.rfind('.')) == name || invocation == name;
}

}  // namespace

void Jobs::start(const std::string& session, const InvokeEffect& effect, Timestamp now,
                 Agenda& agenda) {
  const Number number = next_++;
  jobs_.emplace(number, Job{session, effect});
  agenda.add(now, JobTick{number, 1, std::nullopt});
}

void Jobs::cancel(const std::string& session, const std::string& invocation) {
  std::erase_if(jobs_, [&](const auto& entry) {
    return entry.second.session == session && entry.second.effect.invocation == invocation;
  });
}

void Jobs::cancel_all_of(const std::string& session) {
  std::erase_if(jobs_, [&](const auto& entry) { return entry.second.session == session; });
}

void Jobs::handle(const JobTick& tick, Timestamp now, Agenda& agenda) {
  const auto found = jobs_.find(tick.job);
  if (found == jobs_.end()) return;
  Job& job = found->second;
  if (tick.failure) {
    if (job.attempt == tick.attempt) fail(tick.job, *tick.failure, now, agenda);
    return;
  }
  job.attempt = tick.attempt;
  job.waits = true;
  const Duration timeout = job.effect.timeout;
  if (timeout.microseconds <= 0) return;
  agenda.add(later(now, timeout),
             JobTick{tick.job, job.attempt, "timed out after " + text_of(timeout)});
}

std::optional<Jobs::Number> Jobs::waiting(const std::string& name) const {
  for (const auto& [number, job] : jobs_) {
    if (job.waits && is_called(job, name)) return number;
  }
  return std::nullopt;
}

void Jobs::succeed(Number number, std::optional<Value> result, Timestamp now, Agenda& agenda) {
  const auto job = jobs_.extract(number);
  tell(job.mapped(), {What::Done, {}, std::move(result)}, now, agenda);
}

void Jobs::fail(Number number, const std::string& why, Timestamp now, Agenda& agenda) {
  Job& job = jobs_.at(number);
  job.waits = false;
  if (job.attempt <= job.effect.retries) {
    const Timestamp next = later(now, wait_after(job.effect, job.attempt));
    agenda.add(next, JobTick{number, job.attempt + 1, std::nullopt});
    job.attempt = 0;  // Between two attempts: what is late to say of the last one is not heard.
    return;
  }
  const auto ended = jobs_.extract(number);
  tell(ended.mapped(), {What::Failed, {}, {}, {"failed", {{"error", {why}}}}}, now, agenda);
}

void Jobs::progress(Number number, double fraction, const std::string& text, Timestamp now,
                    Agenda& agenda) const {
  tell(jobs_.at(number),
       {What::Progress, {}, {}, {"progress", {{"fraction", {fraction}}, {"text", {text}}}}}, now,
       agenda);
}

}  // namespace perdure::simulate
