#include "runtime/foreign/jobs.h"

#include <perdure/error.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <span>
#include <string>
#include <utility>

#include "runtime/definition/decoder.h"
#include "runtime/definition/text.h"
#include "runtime/definition/types.h"
#include "runtime/foreign/request.h"

namespace perdure::foreign {
namespace {

constexpr std::chrono::seconds UsualLease{30};
constexpr std::size_t MostJobs = 1000;
constexpr std::size_t MostServices = 1000;

Json to_json(const std::optional<Timestamp>& time) {
  return time ? Json(definition::timestamp_text(*time)) : Json();
}

// What a worker in another language left, or one in C++.
void add_checkpoint(Json& json, const Bytes& checkpoint) {
  json["checkpoint"] = nullptr;
  if (checkpoint.empty()) return;
  const auto* text = reinterpret_cast<const char*>(checkpoint.data());
  Json parsed = Json::parse(text, text + checkpoint.size(), nullptr, false);
  if (parsed.is_discarded() || definition::is_too_deep(parsed)) {
    json["checkpoint_bytes"] = definition::hexadecimal(checkpoint);
  } else {
    json["checkpoint"] = std::move(parsed);
  }
}

Json to_json(const ClaimedJob& job, definition::Decoder& decoder) {
  Json json = {{"lease",
                {{"session", job.lease.session},
                 {"invocation", job.lease.invocation},
                 {"fence", job.lease.fence}}},
               {"id", job.id.text()},
               {"service", job.service},
               {"attempt", job.attempt},
               {"attempts", job.attempts},
               {"leased_until", definition::timestamp_text(job.leased_until)},
               {"deadline", to_json(job.deadline)}};
  json["arguments"] = nullptr;
  try {
    json["arguments"] = decoder.of(job.lease.session).arguments(job.service, job.arguments);
  } catch (const Error& error) {
    json["unread"] = error.what();  // The worker may know better, and has the bytes.
  }
  json["arguments_bytes"] = definition::hexadecimal(job.arguments);
  add_checkpoint(json, job.checkpoint);
  return json;
}

JobLease lease_of(Request& request) {
  Request lease = request.object("lease");
  JobLease made{lease.text("session"), lease.text("invocation"), lease.whole("fence")};
  lease.finish();
  return made;
}

Json answer(JobHold hold) { return {{"hold", name(hold)}}; }

}  // namespace

const std::vector<std::string_view>& Jobs::calls() {
  static const std::vector<std::string_view> names = {"checkpoint", "claim",    "complete", "fail",
                                                      "heartbeat",  "progress", "release"};
  return names;
}

Json Jobs::call(std::string_view name, const Json& request) {
  using Call = Json (Jobs::*)(const Json&);
  // As calls().
  static constexpr std::array<Call, 7> Calls = {
      &Jobs::checkpoint, &Jobs::claim,    &Jobs::complete, &Jobs::fail,
      &Jobs::heartbeat,  &Jobs::progress, &Jobs::release};
  const auto known = std::lower_bound(calls().begin(), calls().end(), name);
  if (known == calls().end() || *known != name) {
    throw Error(ErrorKind::InvalidArgument, "jobs have no call `" + std::string(name) + "`");
  }
  return (this->*Calls[static_cast<std::size_t>(known - calls().begin())])(request);
}

Json Jobs::claim(const Json& json) {
  Request request("claim", json);
  JobClaims claims;
  claims.services = request.texts("services", MostServices);
  claims.worker = request.text("worker", "");
  claims.limit = static_cast<std::size_t>(request.whole("limit", 1, 0, MostJobs));
  claims.lease = request.duration("for", UsualLease);
  request.finish();
  definition::Decoder decoder(store_);
  Json jobs = Json::array();
  for (const ClaimedJob& job : store_.jobs().claim(claims)) {
    jobs.push_back(to_json(job, decoder));
  }
  return {{"jobs", std::move(jobs)}};
}

Json Jobs::heartbeat(const Json& json) {
  Request request("heartbeat", json);
  const JobLease lease = lease_of(request);
  const Duration length = request.duration("for", UsualLease);
  request.finish();
  return answer(store_.jobs().heartbeat(lease, length));
}

Json Jobs::checkpoint(const Json& json) {
  Request request("checkpoint", json);
  const JobLease lease = lease_of(request);
  const Duration length = request.duration("for", UsualLease);
  const std::string text = request.any("checkpoint").dump();
  request.finish();
  JobNews news;
  const auto bytes = std::as_bytes(std::span(text));
  news.checkpoint.emplace(bytes.begin(), bytes.end());
  return answer(store_.jobs().heartbeat(lease, length, news));
}

Json Jobs::progress(const Json& json) {
  Request request("progress", json);
  const JobLease lease = lease_of(request);
  const Duration length = request.duration("for", UsualLease);
  JobNews news;
  news.done = request.number("done");
  news.text = request.text("text", "");
  request.finish();
  return answer(store_.jobs().heartbeat(lease, length, news));
}

Json Jobs::complete(const Json& json) {
  Request request("complete", json);
  const JobLease lease = lease_of(request);
  const bool as_bytes = request.has("result_bytes");
  static const Json nothing;
  const Json& result = as_bytes ? request.any("result_bytes") : request.any("result", nothing);
  request.finish();
  if (as_bytes) return answer(store_.jobs().complete(lease, request.bytes("result_bytes")));

  // Of which type it has to be is not the worker's to say.
  JobFilter filter;
  filter.session = lease.session;
  filter.invocation = lease.invocation;
  const std::vector<StoredJob> found = store_.jobs().list(filter);
  if (found.empty() || found.front().fence != lease.fence) return answer(JobHold::Lost);
  definition::Decoder decoder(store_);
  const definition::Definition& chart = decoder.of(lease.session);
  const Bytes written = chart.write_service_result(found.front().job.service, result);
  return answer(store_.jobs().complete(lease, written));
}

Json Jobs::fail(const Json& json) {
  Request request("fail", json);
  const JobLease lease = lease_of(request);
  const std::string why = request.text("why");
  const bool for_good = request.flag("for_good", false);
  request.finish();
  return answer(store_.jobs().fail(lease, why, for_good));
}

Json Jobs::release(const Json& json) {
  Request request("release", json);
  const JobLease lease = lease_of(request);
  request.finish();
  return answer(store_.jobs().release(lease));
}

}  // namespace perdure::foreign
