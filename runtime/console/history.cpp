// What happened: of one session, and of all.
#include <perdure/error.h>

#include <algorithm>

#include "runtime/console/desk.h"
#include "runtime/console/refusal.h"
#include "runtime/definition/decoder.h"

namespace perdure::console {
namespace {

constexpr JournalOutcome JournalOutcomes[] = {JournalOutcome::Taken,     JournalOutcome::Ignored,
                                              JournalOutcome::Finished,  JournalOutcome::Deferred,
                                              JournalOutcome::Discarded, JournalOutcome::Operated};

std::optional<JournalOutcome> outcome_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  for (const JournalOutcome each : JournalOutcomes) {
    if (name(each) == text) return each;
  }
  refuse("the parameter `outcome` is none that an event has");
}

// With what the event carried, where that was kept.
Json entry_json(definition::Decoder& decoder, const JournalEntry& entry) {
  Json json = view::to_json(entry);
  json["fields"] = nullptr;
  if (entry.payload) {
    json["fields"] =
        decoder.event(entry.session, entry.kind, entry.name, entry.invocation, *entry.payload);
  }
  return json;
}

// Of one session: latest first where nothing else is asked for, by the revisions before `after`.
Response journal_of_session(Desk& desk, Call& call) {
  const std::int64_t before = call.query.number("after", INT64_MAX, 0, INT64_MAX);
  const auto limit = static_cast<std::int64_t>(call.query.limit());
  call.query.finish();
  const StoredSession session = desk.session(call.path[0]);
  // Revisions up to this one: those of the page are counted, since of each there is an entry, and seldom more.
  const std::int64_t last = std::min(session.revision, before - 1);
  const std::int64_t first = std::max<std::int64_t>(last - limit, -1);
  std::vector<JournalEntry> entries =
      desk.store().history().journal(session.id, first, static_cast<std::size_t>(limit) * 4);
  std::erase_if(entries, [&](const JournalEntry& entry) { return entry.revision > last; });
  std::reverse(entries.begin(), entries.end());
  definition::Decoder decoder(desk.store());
  Json list = Json::array();
  for (const JournalEntry& entry : entries) list.push_back(entry_json(decoder, entry));
  return page("entries", std::move(list),
              first >= 0 ? Json(std::to_string(first + 1)) : Json(nullptr));
}

Response journal_of_all(Desk& desk, Call& call) {
  JournalFilter filter;
  filter.session = call.query.text("session", 200);
  filter.chart = call.query.text("chart");
  filter.name = call.query.text("event");
  filter.outcome = outcome_of(call.query.text("outcome"));
  filter.from = call.query.time("from");
  filter.until = call.query.time("until");
  filter.after = call.query.number("after", 0, 0, INT64_MAX);
  filter.limit = call.query.limit();
  call.query.finish();
  const std::vector<JournalEntry> found = desk.store().history().journal(filter);
  const bool is_full = found.size() == filter.limit;
  return page("entries", view::to_json(found),
              is_full ? Json(std::to_string(found.back().number)) : Json(nullptr));
}

constexpr Route HistoryRoutes[] = {
    {"GET", "/api/sessions/{id}/journal", Role::Read, journal_of_session},
    {"GET", "/api/journal", Role::Read, journal_of_all},
};

}  // namespace

std::span<const Route> history_routes() { return HistoryRoutes; }

}  // namespace perdure::console
