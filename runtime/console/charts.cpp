// Charts: their versions, how many sessions live in each, definitions and pictures.
#include "runtime/view/charts.h"

#include <algorithm>

#include "runtime/console/desk.h"
#include "runtime/console/pictures.h"
#include "runtime/console/refusal.h"

namespace perdure::console {
namespace {

std::uint32_t version_of(const std::string& text) {
  Parameters one({{"version", text}});
  return static_cast<std::uint32_t>(one.number("version", 0, 0, UINT32_MAX));
}

diagram::Theme theme_of(Parameters& query) {
  const std::string text = query.text("theme");
  if (text.empty() || text == "auto") return diagram::Theme::Auto;
  if (text == "light") return diagram::Theme::Light;
  if (text == "dark") return diagram::Theme::Dark;
  refuse("the parameter `theme` is one of auto, light, dark");
}

Response svg_response(std::string svg) {
  Response response;
  response.type = "image/svg+xml";
  response.body = std::move(svg);
  return response;
}

Response list_charts(Desk& desk, Call& call) {
  call.query.finish();
  const Sampler::Counted counted = desk.sampler().counts();
  const auto charts = view::charts_in_use(desk.store().registry().list(), counted.charts);
  return json({{"charts", view::to_json(charts)}, {"counted", view::to_json(counted.at)}});
}

Response show_chart(Desk& desk, Call& call) {
  call.query.finish();
  return json(desk.definition(call.path[0], version_of(call.path[1])).json());
}

Response draw_chart(Desk& desk, Call& call) {
  const diagram::Theme theme = theme_of(call.query);
  call.query.finish();
  const definition::Definition definition = desk.definition(call.path[0], version_of(call.path[1]));
  return svg_response(desk.pictures().of(definition, {}, theme));
}

// What a session did last, and what it does next by itself.
Moment moment_of(Store& store, const StoredSession& session) {
  Moment moment;
  moment.active = session.active;
  JournalFilter filter;
  std::vector<JournalEntry> entries =
      store.history().journal(session.id, session.revision - 10, 50);
  const auto last = std::find_if(entries.rbegin(), entries.rend(), [](const JournalEntry& entry) {
    return !entry.left.empty() || !entry.entered.empty();
  });
  if (last != entries.rend()) {
    moment.left = last->left;
    moment.entered = last->entered;
  }
  for (const PendingEvent& event : store.records().pending(session.id)) {
    if (event.kind != EventKind::Timer || !event.due) continue;
    moment.timer = event.name;
    break;
  }
  return moment;
}

Response draw_session(Desk& desk, Call& call) {
  const diagram::Theme theme = theme_of(call.query);
  call.query.finish();
  const StoredSession session = desk.session(call.path[0]);
  const definition::Definition definition = desk.definition(session.chart, session.version);
  return svg_response(desk.pictures().of(definition, moment_of(desk.store(), session), theme));
}

// Where it is, how it came there, and which timer comes next: what the picture of a session lights.
Response show_moment(Desk& desk, Call& call) {
  call.query.finish();
  const Moment found = moment_of(desk.store(), desk.session(call.path[0]));
  return json({{"active", found.active},
               {"left", found.left},
               {"entered", found.entered},
               {"timer", found.timer.empty() ? Json(nullptr) : Json(found.timer)}});
}

constexpr Route ChartRoutes[] = {
    {"GET", "/api/charts", Role::Read, list_charts},
    {"GET", "/api/charts/{name}/{version}", Role::Read, show_chart},
    {"GET", "/api/charts/{name}/{version}/diagram", Role::Read, draw_chart},
    {"GET", "/api/sessions/{id}/diagram", Role::Read, draw_session},
    {"GET", "/api/sessions/{id}/moment", Role::Read, show_moment},
};

}  // namespace

std::span<const Route> chart_routes() { return ChartRoutes; }

}  // namespace perdure::console
