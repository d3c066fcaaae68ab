#include "runtime/store/postgres/history.h"

#include <string>

#include "runtime/store/postgres/filters.h"
#include "runtime/store/postgres/queries.h"
#include "runtime/store/postgres/rows.h"
#include "runtime/store/postgres/transaction.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/names.h"
#include "runtime/store/rows/text.h"

namespace perdure::postgres {
namespace {

TracedEvent traced_event(const Row& row) {
  TracedEvent event;
  event.place = rows::traced_place(row.text(0));
  event.id = row.id(1);
  event.cause = row.id_or_null(2);
  event.kind = rows::event_kind(row.text(3));
  event.session = row.text(4);
  event.chart = row.text(5);
  event.name = row.text(6);
  event.at = row.time(7);
  if (!row.text(8).empty()) event.outcome = rows::journal_outcome(row.text(8));
  event.revision = row.int64(9);
  event.left = row.texts(10);
  event.entered = row.texts(11);
  event.reason = row.text(12);
  event.done_by = row.text(13);
  return event;
}

}  // namespace

std::vector<JournalEntry> PostgresHistory::journal(const JournalFilter& filter) {
  std::vector<JournalEntry> found;
  const bool askable = rows::is_plain_text(filter.session) && rows::is_plain_text(filter.chart) &&
                       rows::is_plain_text(filter.name);
  if (!askable) return found;  // Nothing is called so.
  insist([&] {
    const Pool::Lease lease = pool_.lease();
    const std::string_view outcome = filter.outcome ? name(*filter.outcome) : std::string_view();
    const Result rows =
        lease->run(query("search_journal"),
                   Parameters().lane(rows::lane_of(filter.session, lease.lanes()))(
                       std::string_view(filter.session))(std::string_view(filter.chart))(
                       std::string_view(filter.name))(outcome)(filter.from)(filter.until)(
                       filter.after)(row_limit(filter.limit))(filter.beyond));
    found.clear();
    for (int i = 0; i < rows.size(); ++i) found.push_back(journal_entry_from(rows[i]));
  });
  return found;
}

JournalHead PostgresHistory::head() {
  JournalHead head;
  insist([&] {
    const Result rows = pool_.lease()->run(query("journal_head"));
    head = {rows[0].int64(0), rows[0].int64(1), rows[0].int64(2)};
  });
  return head;
}

std::vector<TracedEvent> PostgresHistory::find(std::span<const EventId> ids,
                                               std::span<const EventId> causes, std::size_t limit) {
  std::vector<TracedEvent> found;
  insist([&] {
    const Pool::Lease lease = pool_.lease();
    Array by_id(Array::Of::Uuid);
    Array by_cause(Array::Of::Uuid);
    for (const EventId& id : ids) by_id.add(id);
    for (const EventId& cause : causes) by_cause.add(cause);
    const Result rows =
        lease->run(query("find_events"), Parameters()(by_id)(by_cause)(row_limit(limit)));
    found.clear();
    for (int i = 0; i < rows.size(); ++i) found.push_back(traced_event(rows[i]));
  });
  return found;
}

}  // namespace perdure::postgres
