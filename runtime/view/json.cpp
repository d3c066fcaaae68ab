#include "runtime/view/json.h"

#include <chrono>

#include "runtime/view/time.h"

namespace perdure::view {

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
      {"left", entry.left},        {"entered", entry.entered},    {"done_by", entry.done_by}};
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
          {"reason", event.reason},
          {"done_by", event.done_by}};
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

Json to_json(const TreeNode& node) {
  return {{"id", node.id},         {"parent", node.parent},
          {"chart", node.chart},   {"status", name(node.status)},
          {"active", node.active}, {"depth", node.depth}};
}

Json to_json(const ChartVersion& chart) {
  return {{"name", chart.name},   {"version", chart.version},
          {"shape", chart.shape}, {"behaviour", chart.behaviour},
          {"node", chart.node},   {"registered", time_text(chart.registered)}};
}

Json to_json(const LaneBacklog& lane) {
  return {{"lane", lane.lane},
          {"queued", lane.queued},
          {"oldest", std::chrono::duration<double>(lane.oldest).count()},
          {"waiting", lane.waiting},
          {"postponed", lane.postponed},
          {"dead", lane.dead}};
}

}  // namespace perdure::view
