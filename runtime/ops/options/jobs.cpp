// perdure jobs
#include <map>

#include "runtime/ops/options/line.h"

namespace perdure::ops {
namespace {

const std::map<std::string, JobState> JobStates = {
    {"waiting", JobState::Waiting},
    {"running", JobState::Running},
    {"cancelled", JobState::Cancelled},
};

struct JobWords {
  JobFilter filter;
  std::string state;
  std::string id;
  std::string invocation;
  std::string reason;
};

void add_job(CLI::App& app, JobWords& given) {
  add_id(app, given.id);
  app.add_option("JOB", given.invocation, "Which: as `perdure jobs list` shows it")->required();
}

}  // namespace

void add_jobs(Line& line) {
  const auto given = std::make_shared<JobWords>();
  CLI::App& jobs = line.add_group("jobs", "What services do, or are to do, for sessions");
  CLI::App& list =
      line.add(jobs, "list", "List them, by session", [given](Store& store, Output output) {
        JobFilter filter = given->filter;
        if (!given->state.empty()) filter.state = JobStates.at(given->state);
        return list_jobs(store, filter, output);
      });
  list.add_option("--session", given->filter.session, "That this session waits for");
  list.add_option("--service", given->filter.service, "Of this service: shop.Order.charge_card");
  list.add_option("--state", given->state, "In this state")->check(CLI::IsMember(JobStates));
  add_limit(list, given->filter.limit);
  CLI::App& retry =
      line.add_operation(jobs, "retry", "Begin one that waits at once, with all of its attempts",
                         [given](operate::Operator& by, Output output) {
                           return retry_job(by, given->id, given->invocation, output);
                         });
  add_job(retry, *given);
  CLI::App& cancel = line.add_operation(
      jobs, "cancel", "End one: its session hears that it has failed",
      [given](operate::Operator& by, Output output) {
        return cancel_job(by, given->id, given->invocation, given->reason, output);
      });
  add_job(cancel, *given);
  cancel.add_option("--reason", given->reason, "What its session hears; otherwise who did it");
}

}  // namespace perdure::ops
