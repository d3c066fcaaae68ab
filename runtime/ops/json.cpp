#include "runtime/ops/json.h"

#include <algorithm>
#include <chrono>
#include <ostream>
#include <string>

#include "runtime/ops/text.h"

namespace perdure::ops {

Json to_json(const std::optional<Timestamp>& time) {
  return time ? Json(time_text(*time)) : Json(nullptr);
}

Json to_json(const std::optional<EventId>& id) { return id ? Json(id->text()) : Json(nullptr); }

Json to_json(const SessionSummary& summary) {
  const StoredSession& session = summary.session;
  return {{"id", session.id},
          {"chart", session.chart},
          {"version", session.version},
          {"status", name(session.status)},
          {"active", session.active},
          {"revision", session.revision},
          {"parent", session.parent},
          {"invocation", session.invocation},
          {"tenant", session.tenant},
          {"metadata", Json::parse(session.metadata, nullptr, false)},
          {"queued", summary.queued},
          {"deferred", session.deferred.size()},
          {"waiting", summary.waiting},
          {"attempts", session.attempts},
          {"retry_at", to_json(session.retry_at)},
          {"failure", session.failure},
          {"created", time_text(session.created)},
          {"updated", time_text(session.updated)}};
}

Json to_json(const PendingEvent& event) {
  return {{"id", event.id.text()},     {"kind", name(event.kind)}, {"name", event.name},
          {"due", to_json(event.due)}, {"send_id", event.send_id}, {"deferred", event.deferred}};
}

Json to_json(const JournalEntry& entry) {
  return {
      {"number", entry.number},    {"session", entry.session},    {"revision", entry.revision},
      {"at", time_text(entry.at)}, {"event", entry.event.text()}, {"cause", to_json(entry.cause)},
      {"kind", name(entry.kind)},  {"name", entry.name},          {"outcome", name(entry.outcome)},
      {"left", entry.left},        {"entered", entry.entered}};
}

Json to_json(const DeadEvent& event) {
  return {{"number", event.number},   {"id", event.id.text()},    {"session", event.session},
          {"kind", name(event.kind)}, {"name", event.name},       {"cause", to_json(event.cause)},
          {"reason", event.reason},   {"at", time_text(event.at)}};
}

Json to_json(const TracedEvent& event) {
  return {{"id", event.id.text()},
          {"cause", to_json(event.cause)},
          {"place", name(event.place)},
          {"kind", name(event.kind)},
          {"session", event.session},
          {"chart", event.chart},
          {"name", event.name},
          {"at", to_json(event.at)},
          {"outcome", event.outcome ? Json(name(*event.outcome)) : Json(nullptr)},
          {"revision", event.revision},
          {"left", event.left},
          {"entered", event.entered},
          {"reason", event.reason}};
}

Json to_json(const StoredJob& stored) {
  return {{"session", stored.job.session},
          {"invocation", stored.job.invocation},
          {"service", stored.job.service},
          {"id", stored.job.id.text()},
          {"state", name(stored.state)},
          {"due", time_text(stored.due)},
          {"attempt", stored.attempt},
          {"attempts", stored.job.attempts},
          {"fence", stored.fence},
          {"worker", stored.worker},
          {"done", stored.done},
          {"text", stored.text},
          {"failure", stored.failure},
          {"deadline", to_json(stored.deadline)},
          {"created", time_text(stored.created)}};
}

Json to_json(const StoredToken& token) {
  return {{"name", token.name},
          {"accepts", token.accepts},
          {"expires", to_json(token.expires)},
          {"used", to_json(token.used)}};
}

Json to_json(const LaneBacklog& lane) {
  return {{"lane", lane.lane},
          {"queued", lane.queued},
          {"oldest", std::chrono::duration<double>(lane.oldest).count()},
          {"waiting", lane.waiting},
          {"postponed", lane.postponed},
          {"dead", lane.dead}};
}

void print_indented(std::ostream& out, const Json& json) {
  const std::string text = json.dump(2, ' ', false, Json::error_handler_t::replace);
  out << '\n';
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    out << printable(std::string_view(text).substr(begin, end - begin)) << '\n';
    begin = end + 1;
  }
}

void print(std::ostream& out, const Json& json) {
  out << json.dump(2, ' ', false, Json::error_handler_t::replace) << '\n';
}

}  // namespace perdure::ops
