// Jobs: for operators who look at them, and for workers in any language who do them.
#include "runtime/foreign/jobs.h"

#include <perdure/error.h>

#include "runtime/console/desk.h"
#include "runtime/console/refusal.h"
#include "runtime/definition/decoder.h"

namespace perdure::console {
namespace {

std::optional<JobState> job_state_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  for (const JobState each : {JobState::Waiting, JobState::Running, JobState::Cancelled}) {
    if (name(each) == text) return each;
  }
  refuse("the parameter `state` is one of waiting, running, cancelled");
}

// In words, where they cannot be read.
Json arguments_of(definition::Decoder& decoder, const NewJob& job) try {
  return decoder.of(job.session).arguments(job.service, job.arguments);
} catch (const Error& error) {
  return {{"unread", error.what()}};
}

Json list_jobs(Desk& desk, const JobFilter& filter) {
  definition::Decoder decoder(desk.store());
  Json jobs = Json::array();
  for (const StoredJob& each : desk.store().jobs().list(filter)) {
    Json job = view::to_json(each);
    job["arguments"] = arguments_of(decoder, each.job);
    jobs.push_back(std::move(job));
  }
  return jobs;
}

Response list_all_jobs(Desk& desk, Call& call) {
  JobFilter filter;
  filter.session = call.query.text("session", 200);
  filter.service = call.query.text("service");
  filter.state = job_state_of(call.query.text("state"));
  filter.limit = call.query.limit();
  const std::string after = call.query.text("after", 1201);
  call.query.finish();
  // "<session> <invocation>": neither an invocation nor what is before the last space has another.
  const std::size_t space = after.rfind(' ');
  if (!after.empty() && space == std::string::npos) refuse("the parameter `after` is no `next`");
  if (space != std::string::npos) {
    filter.after_session = after.substr(0, space);
    filter.after_invocation = after.substr(space + 1);
  }
  Json jobs = list_jobs(desk, filter);
  Json next = nullptr;
  if (jobs.size() == filter.limit) {
    next = jobs.back().at("session").get<std::string>() + " " +
           jobs.back().at("invocation").get<std::string>();
  }
  return page("jobs", std::move(jobs), std::move(next));
}

Response jobs_of_session(Desk& desk, Call& call) {
  call.query.finish();
  JobFilter filter;
  filter.session = desk.session(call.path[0]).id;
  filter.limit = 1000;
  return json({{"jobs", list_jobs(desk, filter)}});
}

Response retry_job(Desk& desk, Call& call) {
  Body(call.request.body).finish();
  const StoredSession session = desk.session(call.path[0]);
  if (!desk.by(call).retry_job(session.id, call.path[1])) {
    not_found("no such job of it waits: one that runs ends by itself or with its lease");
  }
  return json({{"retried", call.path[1]}});
}

Response cancel_job(Desk& desk, Call& call) {
  Body body(call.request.body);
  const std::string reason = body.text("reason", 4000);
  body.finish();
  const StoredSession session = desk.session(call.path[0]);
  if (!desk.by(call).cancel_job(session.id, call.path[1], reason)) {
    not_found("there is no such job of it");
  }
  return json({{"cancelled", call.path[1]}});
}

// What a worker says, as runtime/foreign has it.
Response answer_worker(Desk& desk, Call& call, std::string_view name) {
  Body body(call.request.body);
  Json answer;
  try {
    answer = foreign::Jobs(desk.store()).call(name, body.whole());
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::InvalidArgument) throw;
    throw Refusal(422, "unprocessable", error.what());
  }
  const bool is_over = answer.contains("hold") && answer.at("hold") != "yours";
  return json(answer, is_over ? 409 : 200);
}

constexpr Route JobRoutes[] = {
    {"GET", "/api/jobs", Role::Read, list_all_jobs},
    {"GET", "/api/sessions/{id}/jobs", Role::Read, jobs_of_session},
    {"POST", "/api/sessions/{id}/jobs/{invocation}/retry", Role::Operate, retry_job},
    {"POST", "/api/sessions/{id}/jobs/{invocation}/cancel", Role::Operate, cancel_job},
    {"POST", "/api/jobs/claim", Role::Operate,
     [](Desk& desk, Call& call) { return answer_worker(desk, call, "claim"); }},
    {"POST", "/api/jobs/heartbeat", Role::Operate,
     [](Desk& desk, Call& call) { return answer_worker(desk, call, "heartbeat"); }},
    {"POST", "/api/jobs/checkpoint", Role::Operate,
     [](Desk& desk, Call& call) { return answer_worker(desk, call, "checkpoint"); }},
    {"POST", "/api/jobs/progress", Role::Operate,
     [](Desk& desk, Call& call) { return answer_worker(desk, call, "progress"); }},
    {"POST", "/api/jobs/complete", Role::Operate,
     [](Desk& desk, Call& call) { return answer_worker(desk, call, "complete"); }},
    {"POST", "/api/jobs/fail", Role::Operate,
     [](Desk& desk, Call& call) { return answer_worker(desk, call, "fail"); }},
    {"POST", "/api/jobs/release", Role::Operate,
     [](Desk& desk, Call& call) { return answer_worker(desk, call, "release"); }},
};

}  // namespace

std::span<const Route> job_routes() { return JobRoutes; }

}  // namespace perdure::console
