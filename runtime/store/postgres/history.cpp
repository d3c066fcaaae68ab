#include "runtime/store/postgres/history.h"

#include <algorithm>
#include <chrono>
#include <string>

#include "runtime/store/postgres/filters.h"
#include "runtime/store/postgres/journal.h"
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

Array array_of(std::span<const EventId> ids) {
  Array all(Array::Of::Uuid);
  for (const EventId& id : ids) all.add(id);
  return all;
}

// Nobody handles an event, or what it caused, before it was made: by the clock of whoever made it, which may be ahead.
// Nothing where an id does not say when that was.
std::optional<Timestamp> not_before(std::span<const EventId> ids, std::span<const EventId> causes) {
  constexpr std::chrono::hours FarAhead{1};
  std::optional<Timestamp> first;
  for (const std::span<const EventId> some : {ids, causes}) {
    for (const EventId& id : some) {
      const std::optional<Timestamp> made = id.made();
      if (!made) return std::nullopt;
      first = std::min(first.value_or(*made), *made);
    }
  }
  if (first) *first -= FarAhead;
  return first;
}

// By time, and what has none last.
void add_all(const Result& rows, std::size_t limit, std::vector<TracedEvent>& found) {
  for (int i = 0; i < rows.size(); ++i) found.push_back(traced_event(rows[i]));
  std::stable_sort(found.begin(), found.end(), [](const TracedEvent& a, const TracedEvent& b) {
    return a.at.value_or(Timestamp::max()) < b.at.value_or(Timestamp::max());
  });
  if (found.size() > limit) found.resize(limit);
}

std::vector<TracedEvent> handled(Pool& by_index, std::span<const EventId> ids,
                                 std::span<const EventId> causes, std::size_t limit) {
  Array by_id = array_of(ids);
  Array by_cause = array_of(causes);
  std::vector<TracedEvent> found;
  const Parameters parameters =
      Parameters()(by_id)(by_cause)(not_before(ids, causes))(row_limit(limit));
  add_all(by_index.lease()->run(query("find_handled"), parameters), limit, found);
  return found;
}

}  // namespace

std::vector<JournalEntry> PostgresHistory::journal(const JournalFilter& filter) {
  std::vector<JournalEntry> found;
  const bool askable = rows::is_plain_text(filter.session) && rows::is_plain_text(filter.chart) &&
                       rows::is_plain_text(filter.name);
  if (!askable) return found;  // Nothing is called so.
  insist([&] {
    const Pool::Lease lease = (filter.session.empty() ? pool_ : by_index_).lease();
    found = read_journal(*lease, lease.lanes(), filter);
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
    found = handled(by_index_, ids, causes, limit);
    // What was handled is nowhere else.
    std::vector<EventId> missing;
    for (const EventId& id : ids) {
      const auto is_it = [&](const TracedEvent& event) { return event.id == id; };
      if (std::none_of(found.begin(), found.end(), is_it)) missing.push_back(id);
    }
    if (missing.empty() && causes.empty()) return;
    Array by_id = array_of(missing);
    Array by_cause = array_of(causes);
    add_all(pool_.lease()->run(query("find_unhandled"),
                               Parameters()(by_id)(by_cause)(row_limit(limit))),
            limit, found);
  });
  return found;
}

std::vector<TracedEvent> PostgresHistory::effects(std::span<const TracedEvent> causes,
                                                  std::size_t limit) {
  std::vector<EventId> ids;
  for (const TracedEvent& cause : causes) ids.push_back(cause.id);
  std::vector<TracedEvent> found;
  insist([&] {
    found = handled(by_index_, {}, ids, limit);
    const Pool::Lease lease = pool_.lease();
    Array by_cause = array_of(ids);
    Array lanes(Array::Of::Int16);
    Array sessions(Array::Of::Text);
    for (const TracedEvent& cause : causes) {
      lanes.add(static_cast<std::int16_t>(rows::lane_of(cause.session, lease.lanes())));
      sessions.add(std::string_view(cause.session));
    }
    add_all(lease->run(query("find_effects"),
                       Parameters()(by_cause)(lanes)(sessions)(row_limit(limit))),
            limit, found);
  });
  return found;
}

}  // namespace perdure::postgres
