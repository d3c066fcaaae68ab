// Sessions: found, looked at, suspended, resumed and ended.
#include <perdure/error.h>

#include "runtime/console/desk.h"
#include "runtime/console/refusal.h"
#include "runtime/definition/decoder.h"
#include "runtime/view/search.h"

namespace perdure::console {
namespace {

// A listing looks at so many sessions before it says how far it came.
constexpr std::size_t LookAt = 10'000;

template <class Enum>
std::optional<Enum> one_of(const std::string& text, std::string_view what,
                           std::initializer_list<Enum> all) {
  if (text.empty()) return std::nullopt;
  std::string names;
  for (const Enum each : all) {
    if (name(each) == text) return each;
    names += (names.empty() ? "" : ", ") + std::string(name(each));
  }
  refuse("the parameter `" + std::string(what) + "` is one of " + names);
}

std::optional<SessionStatus> session_status_of(const std::string& text) {
  return one_of(text, "status",
                {SessionStatus::Starting, SessionStatus::Running, SessionStatus::Done,
                 SessionStatus::Suspended, SessionStatus::Cancelled});
}

SessionFilter filter_of(Parameters& query) {
  SessionFilter filter;
  filter.chart = query.text("chart");
  filter.state = query.text("state");
  filter.status = session_status_of(query.text("status"));
  filter.parent = query.text("parent");
  filter.tenant = query.text("tenant");
  filter.prefix = query.text("prefix", 200);
  filter.trouble = one_of(query.text("trouble"), "trouble",
                          {Trouble::Suspended, Trouble::Retrying, Trouble::Dead});
  filter.created_from = query.time("created_from");
  filter.created_until = query.time("created_until");
  filter.updated_from = query.time("updated_from");
  filter.updated_until = query.time("updated_until");
  filter.after = query.text("after", 200);
  filter.limit = query.limit();
  filter.look_at = LookAt;
  return filter;
}

Response list_sessions(Desk& desk, Call& call) {
  SessionFilter filter = filter_of(call.query);
  const std::vector<std::string> where = call.query.texts("where", 8);
  call.query.finish();
  view::add_conditions(desk.store(), where, filter);
  const SessionPage found = desk.store().records().page(filter);
  return page("sessions", view::to_json(found.sessions),
              found.next.empty() ? Json(nullptr) : Json(found.next));
}

Response show_session(Desk& desk, Call& call) {
  call.query.finish();
  const std::string& id = call.path[0];
  std::optional<SessionSummary> found;
  if (is_session_id(id)) found = desk.store().records().session(id);
  if (!found) not_found("there is no session `" + id + "`");
  Json body = view::to_json(*found);
  body["invoked"] = Json::array();
  for (const Invoked& each : found->session.invoked) {
    body["invoked"].push_back({{"invocation", each.invocation}, {"session", each.session}});
  }
  body["decoded"] = definition::Decoder(desk.store()).state(found->session);
  body["result"] = definition::Decoder(desk.store()).result(found->session);
  return json(body);
}

Response list_pending(Desk& desk, Call& call) {
  const std::size_t limit = call.query.limit();
  call.query.finish();
  desk.session(call.path[0]);
  std::vector<PendingEvent> events = desk.store().records().pending(call.path[0]);
  const bool more = events.size() > limit;
  if (more) events.resize(limit);
  return json({{"pending", view::to_json(events)}, {"more", more}});
}

Response show_tree(Desk& desk, Call& call) {
  const std::size_t limit = call.query.limit();
  call.query.finish();
  desk.session(call.path[0]);
  std::vector<TreeNode> nodes = desk.store().records().tree(call.path[0], limit + 1);
  const bool more = nodes.size() > limit;
  if (more) nodes.resize(limit);
  return json({{"tree", view::to_json(nodes)}, {"more", more}});
}

Response list_tokens(Desk& desk, Call& call) {
  call.query.finish();
  desk.session(call.path[0]);
  return json({{"tokens", view::to_json(desk.store().tokens().of(call.path[0]))}});
}

[[noreturn]] void is_already(const StoredSession& session) {
  conflict("session `" + session.id + "` is " + std::string(name(session.status)) + " already");
}

Response suspend_session(Desk& desk, Call& call) {
  Body body(call.request.body);
  const std::string reason = body.text("reason", 4000);
  body.finish();
  const StoredSession session = desk.session(call.path[0]);
  if (!desk.by(call).suspend(session, reason)) is_already(desk.session(session.id));
  return json({{"suspended", session.id}});
}

Response resume_session(Desk& desk, Call& call) {
  Body(call.request.body).finish();
  const StoredSession session = desk.session(call.path[0]);
  if (!desk.by(call).resume(session)) is_already(desk.session(session.id));
  return json({{"resumed", session.id}});
}

Response end_session(Desk& desk, Call& call) {
  Body(call.request.body).finish();
  const StoredSession session = desk.session(call.path[0]);
  const std::optional<EventId> event = desk.by(call).end(session);
  if (!event) is_already(session);
  return json({{"ending", session.id}, {"event", event->text()}}, 202);
}

constexpr Route SessionRoutes[] = {
    {"GET", "/api/sessions", Role::Read, list_sessions},
    {"GET", "/api/sessions/{id}", Role::Read, show_session},
    {"GET", "/api/sessions/{id}/pending", Role::Read, list_pending},
    {"GET", "/api/sessions/{id}/tree", Role::Read, show_tree},
    {"GET", "/api/sessions/{id}/tokens", Role::Read, list_tokens},
    {"POST", "/api/sessions/{id}/suspend", Role::Operate, suspend_session},
    {"POST", "/api/sessions/{id}/resume", Role::Operate, resume_session},
    {"POST", "/api/sessions/{id}/end", Role::Operate, end_session},
};

}  // namespace

std::span<const Route> session_routes() { return SessionRoutes; }

}  // namespace perdure::console
