#include "runtime/store/sqlite/history.h"

#include <utility>

#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/names.h"
#include "runtime/store/sqlite/rows.h"
#include "runtime/store/sqlite/schema.h"

namespace perdure::sqlite {
namespace {

std::vector<JournalEntry> entries(Rows rows) {
  std::vector<JournalEntry> found;
  while (rows.next()) found.push_back(journal_entry(rows));
  return found;
}

TracedEvent traced_event(const Rows& rows) {
  TracedEvent event;
  event.place = rows::traced_place(rows.text(0));
  event.id = rows.id(1);
  event.cause = rows.optional_id(2);
  event.kind = rows::event_kind(rows.text(3));
  event.session = rows.text(4);
  event.chart = rows.text(5);
  event.name = rows.text(6);
  event.at = rows.optional_time(7);
  const std::string outcome = rows.text(8);
  if (!outcome.empty()) event.outcome = rows::journal_outcome(outcome);
  event.revision = rows.integer(9);
  event.left = split(rows.text(10));
  event.entered = split(rows.text(11));
  event.reason = rows.text(12);
  event.done_by = rows.text(13);
  return event;
}

}  // namespace

std::vector<JournalEntry> SqliteHistory::journal(const JournalFilter& filter) {
  const Pool::Lease db = pool_.lend();
  const std::int32_t lane = rows::lane_of(filter.session, require_schema(*db));
  const std::string_view outcome = filter.outcome ? name(*filter.outcome) : std::string_view();
  const auto read = [&](Query query) {
    return entries(db->read(query, lane, filter.session, filter.chart, filter.name, outcome,
                            filter.from, filter.until, filter.after, as_limit(filter.limit),
                            filter.beyond));
  };
  return filter.session.empty() ? read("search_journal") : read("search_session_journal");
}

JournalHead SqliteHistory::head() {
  const Pool::Lease db = pool_.lend();
  require_schema(*db);
  Rows rows = db->read("journal_head");
  rows.next();
  return {.number = rows.integer(0)};  // One writes at a time, so that what is there has no gaps.
}

std::vector<TracedEvent> SqliteHistory::find(std::span<const EventId> ids,
                                             std::span<const EventId> causes, std::size_t limit) {
  const Pool::Lease db = pool_.lend();
  require_schema(*db);
  std::vector<TracedEvent> found;
  const auto add = [&](Query query, std::span<const EventId> wanted) {
    for (const EventId& id : wanted) {
      Rows rows = db->read(query, id, as_limit(limit - found.size()));
      while (rows.next()) found.push_back(traced_event(rows));
    }
  };
  add("find_by_event", ids);
  add("find_by_cause", causes);
  return found;
}

}  // namespace perdure::sqlite
