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

// Of what a request names, at most so many, each with a note in its session's journal.
constexpr std::size_t AtOnce = 1000;

enum class Settle { Retry, Discard };

Response settle_dead(Desk& desk, Call& call, Settle action) {
  Body body(call.request.body);
  DeadFilter filter;
  const std::string event = body.text("event");
  if (!event.empty()) filter.event = parse_id(event, "event");
  filter.session = body.text("session", 200);
  filter.chart = body.text("chart");
  body.finish();
  if (!filter.event && filter.session.empty() && filter.chart.empty()) {
    refuse("which events? Name an `event`, a `session` or a `chart`");
  }
  filter.limit = AtOnce;
  const std::vector<DeadEvent> chosen = desk.store().records().dead(filter);
  if (chosen.empty()) not_found("no dead event is the one");
  std::size_t done = 0;
  for (auto each = chosen.rbegin(); each != chosen.rend(); ++each) {  // Oldest first.
    desk.note(call, {.session = each->session,
                     .name = action == Settle::Retry ? "retry" : "discard",
                     .cause = each->id});
    DeadFilter one;
    one.event = each->id;
    one.session = each->session;
    one.before = each->number + 1;
    one.limit = 1;
    done += action == Settle::Retry ? desk.store().repairs().retry_dead(one)
                                    : desk.store().repairs().discard_dead(one);
  }
  return json({{action == Settle::Retry ? "retried" : "discarded", done},
               {"more", chosen.size() == AtOnce}});
}

Response retry_dead(Desk& desk, Call& call) { return settle_dead(desk, call, Settle::Retry); }
Response discard_dead(Desk& desk, Call& call) { return settle_dead(desk, call, Settle::Discard); }

constexpr Route DeadRoutes[] = {
    {"GET", "/api/dead", Role::Read, list_dead},
    {"POST", "/api/dead/retry", Role::Operate, retry_dead},
    {"POST", "/api/dead/discard", Role::Operate, discard_dead},
};

}  // namespace

std::span<const Route> dead_routes() { return DeadRoutes; }

}  // namespace perdure::console
