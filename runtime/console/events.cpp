// Events: sent, and looked up by their ids.
#include <perdure/error.h>

#include <utility>

#include "runtime/console/desk.h"
#include "runtime/console/refusal.h"
#include "runtime/view/causes.h"

namespace perdure::console {
namespace {

constexpr std::int64_t LongestDelay =
    std::int64_t{10} * 365 * 86400 * 1000;  // Milliseconds: ten years.

Response send_event(Desk& desk, Call& call) {
  Body body(call.request.body);
  NewEvent event;
  event.name = body.needed_text("event");
  event.send_id = body.text("send_id", 200);
  event.key = body.text("key");
  event.delay = std::chrono::milliseconds(body.number("delay_ms", 0, 0, LongestDelay));
  Json fields = body.any("fields");
  body.finish();
  if (fields.is_null()) fields = Json::object();
  const StoredSession session = desk.session(call.path[0]);
  if (has_ended(session.status)) {
    conflict("session `" + session.id + "` is " + std::string(name(session.status)) +
             ": it takes no more events");
  }
  try {
    event.payload = desk.definition(session.chart, session.version).write_event(event.name, fields);
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::InvalidArgument) throw;
    throw Refusal(422, "unprocessable", error.what());
  }
  event.session = session.id;
  event.chart = session.chart;
  const std::optional<EventId> sent = desk.by(call).send(std::move(event));
  return json({{"event", sent ? Json(sent->text()) : Json(nullptr)}}, 202);
}

// Takes back what was sent under a send id and is not yet handled.
Response cancel_sends(Desk& desk, Call& call) {
  Body body(call.request.body);
  const std::string send_id = body.needed_text("send_id", 200);
  body.finish();
  const StoredSession session = desk.session(call.path[0]);
  return json({{"cancelled", desk.by(call).cancel_sends(session.id, send_id)}});
}

Response find_events(Desk& desk, Call& call) {
  std::vector<EventId> ids;
  for (const std::string& text : call.query.texts("id", 100)) ids.push_back(parse_id(text, "id"));
  call.query.finish();
  constexpr std::size_t Most = 500;
  const std::vector<TracedEvent> found =
      ids.empty() ? std::vector<TracedEvent>() : desk.store().history().find(ids, {}, Most);
  return json({{"events", view::to_json(found)}});
}

Response show_causes(Desk& desk, Call& call) {
  constexpr std::chrono::seconds LongestTrace{2};
  const view::CausesLimit limit = {.events = call.query.limit(200),
                                   .until = view::CausesLimit::Clock::now() + LongestTrace};
  call.query.finish();
  const EventId id = parse_id(call.path[0], "id");
  const auto tree = view::read_causes(desk.store(), id, limit);
  if (!tree) not_found("nothing is known of an event " + id.text());
  return json(view::to_json(*tree, id));
}

constexpr Route EventRoutes[] = {
    {"POST", "/api/sessions/{id}/events", Role::Operate, send_event},
    {"POST", "/api/sessions/{id}/events/cancel", Role::Operate, cancel_sends},
    {"GET", "/api/events", Role::Read, find_events},
    {"GET", "/api/events/{id}/causes", Role::Read, show_causes},
};

}  // namespace

std::span<const Route> event_routes() { return EventRoutes; }

}  // namespace perdure::console
