// Events that were given up: listed, queued again, removed.
#include "runtime/console/desk.h"
#include "runtime/console/refusal.h"
#include "runtime/definition/decoder.h"

namespace perdure::console {
namespace {

Response list_dead(Desk& desk, Call& call) {
  DeadFilter filter;
  filter.event = call.query.id("event");
  filter.session = call.query.text("session", 200);
  filter.chart = call.query.text("chart");
  filter.before = call.query.number("after", 0, 0, INT64_MAX);
  filter.limit = call.query.limit();
  call.query.finish();
  const std::vector<DeadEvent> found = desk.store().records().dead(filter);
  const bool is_full = found.size() == filter.limit;
  definition::Decoder decoder(desk.store());
  Json dead = Json::array();
  for (const DeadEvent& event : found) {
    Json each = view::to_json(event);
    each["fields"] =
        decoder.event(event.session, event.kind, event.name, event.invocation, event.payload);
    dead.push_back(std::move(each));
  }
  return page("dead", std::move(dead),
              is_full ? Json(std::to_string(found.back().number)) : Json(nullptr));
}

// In one request and one transaction: as many as nobody waits long for.
constexpr std::size_t AtOnce = 1000;

// What a request names, oldest first. All of it was there when the first of several requests came: what dies again
// meanwhile has a higher number, and is left alone.
DeadFilter filter_of_settling(operate::Operator& by, Body& body) {
  DeadFilter filter;
  const std::string event = body.text("event");
  if (!event.empty()) filter.event = parse_id(event, "event");
  filter.session = body.text("session", 200);
  filter.chart = body.text("chart");
  filter.before = body.number("before", 0, 0, INT64_MAX);
  body.finish();
  if (!filter.event && filter.session.empty() && filter.chart.empty()) {
    refuse("which events? Name an `event`, a `session` or a `chart`");
  }
  if (filter.before == 0 && !by.keep_to_present(filter)) not_found("no dead event is the one");
  filter.limit = AtOnce;
  return filter;
}

Response settle_dead(Desk& desk, Call& call, operate::DeadAction action) {
  Body body(call.request.body);
  operate::Operator by = desk.by(call);
  const DeadFilter filter = filter_of_settling(by, body);
  const operate::Settled settled = by.settle_dead(action, filter);
  return json({{action == operate::DeadAction::Retry ? "retried" : "discarded", settled.done},
               {"before", settled.more ? Json(filter.before) : Json(nullptr)}});
}

Response retry_dead(Desk& desk, Call& call) {
  return settle_dead(desk, call, operate::DeadAction::Retry);
}
Response discard_dead(Desk& desk, Call& call) {
  return settle_dead(desk, call, operate::DeadAction::Discard);
}

constexpr Route DeadRoutes[] = {
    {"GET", "/api/dead", Role::Read, list_dead},
    {"POST", "/api/dead/retry", Role::Operate, retry_dead},
    {"POST", "/api/dead/discard", Role::Operate, discard_dead},
};

}  // namespace

std::span<const Route> dead_routes() { return DeadRoutes; }

}  // namespace perdure::console
