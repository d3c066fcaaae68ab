// Events that were given up: listed, queued again, removed.
#include <chrono>

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

// In one request, each with a note in its session's journal: as many as nobody waits long for.
constexpr std::size_t AtOnce = 1000;
constexpr std::chrono::seconds LongestSettling{2};

enum class Settle { Retry, Discard };

// What a request names, oldest first. All of it was there when the first of several requests came: what dies again
// meanwhile has a higher number, and is left alone.
DeadFilter filter_of_settling(Store& store, Body& body) {
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
  if (filter.before == 0) {
    filter.limit = 1;
    const std::vector<DeadEvent> latest = store.records().dead(filter);
    if (latest.empty()) not_found("no dead event is the one");
    filter.before = latest.front().number + 1;
  }
  filter.limit = AtOnce;
  filter.oldest_first = true;
  return filter;
}

bool settle_one(Desk& desk, Call& call, Settle action, const DeadEvent& event) {
  const bool retries = action == Settle::Retry;
  desk.note(call,
            {.session = event.session, .name = retries ? "retry" : "discard", .cause = event.id});
  DeadFilter one;
  one.event = event.id;
  one.session = event.session;
  one.before = event.number + 1;
  one.limit = 1;
  Repairs& repairs = desk.store().repairs();
  return (retries ? repairs.retry_dead(one) : repairs.discard_dead(one)) == 1;
}

Response settle_dead(Desk& desk, Call& call, Settle action) {
  Body body(call.request.body);
  const DeadFilter filter = filter_of_settling(desk.store(), body);
  const std::vector<DeadEvent> chosen = desk.store().records().dead(filter);
  const auto until = std::chrono::steady_clock::now() + LongestSettling;
  std::size_t looked_at = 0;
  std::int64_t done = 0;
  while (looked_at < chosen.size() && std::chrono::steady_clock::now() < until) {
    done += settle_one(desk, call, action, chosen[looked_at++]) ? 1 : 0;
  }
  // What somebody else has in hand is passed over, and would be found again for ever.
  const bool more = (chosen.size() == AtOnce || looked_at < chosen.size()) && done > 0;
  return json({{action == Settle::Retry ? "retried" : "discarded", done},
               {"before", more ? Json(filter.before) : Json(nullptr)}});
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
