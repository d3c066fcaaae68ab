// perdure jobs list | retry | cancel
#include <fmt/ostream.h>

#include <ostream>

#include "runtime/ops/commands.h"
#include "runtime/ops/json.h"
#include "runtime/ops/tables.h"
#include "runtime/ops/text.h"

namespace perdure::ops {
namespace {

int say(bool did, std::string_view what, const std::string& session, const std::string& invocation,
        Output output) {
  if (!did) {
    fmt::print(output.error, "perdure: session `{}` has no job `{}` that could be {}\n",
               printable(session), printable(invocation), what);
    return 1;
  }
  if (output.json) {
    print(output.out,
          {{"session", session}, {"invocation", invocation}, {"did", std::string(what)}});
  } else {
    fmt::print(output.out, "{} {} of {}\n", what, printable(invocation), printable(session));
  }
  return 0;
}

}  // namespace

Table job_table(const std::vector<StoredJob>& jobs) {
  Table table(
      {"SESSION", "JOB", "SERVICE", "STATE", "UNTIL", "ATTEMPT", "WORKER", "DONE", "FAILURE"});
  for (const StoredJob& job : jobs) {
    table.row({job.job.session, job.job.invocation, job.job.service, std::string(name(job.state)),
               time_text(job.due), fmt::format("{} of {}", job.attempt, job.job.attempts),
               job.worker, fmt::format("{:.0f} %", job.done * 100), job.failure});
  }
  return table;
}

int list_jobs(Store& store, const JobFilter& filter, Output output) {
  const std::vector<StoredJob> jobs = store.jobs().list(filter);
  if (output.json) {
    print(output.out, to_json(jobs));
  } else {
    job_table(jobs).print(output.out, output.columns);
  }
  if (!jobs.empty() && jobs.size() == filter.limit) {
    fmt::print(output.error, "perdure: there may be more: --limit\n");
  }
  return 0;
}

int retry_job(operate::Operator& by, const std::string& session, const std::string& invocation,
              Output output) {
  const bool did = by.retry_job(session, invocation);
  if (!did && by.state_of_job(session, invocation) == JobState::Running) {
    fmt::print(output.error,
               "perdure: job `{}` of `{}` is at work: it ends by itself, or with its lease, or by "
               "`perdure jobs cancel`\n",
               printable(invocation), printable(session));
    return 1;
  }
  return say(did, "retried", session, invocation, output);
}

int cancel_job(operate::Operator& by, const std::string& session, const std::string& invocation,
               const std::string& reason, Output output) {
  return say(by.cancel_job(session, invocation, reason), "cancelled", session, invocation, output);
}

}  // namespace perdure::ops
