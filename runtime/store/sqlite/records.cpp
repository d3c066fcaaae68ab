#include "runtime/store/sqlite/records.h"

#include <algorithm>

#include "runtime/store/rows/indexed.h"
#include "runtime/store/rows/json.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/listing.h"
#include "runtime/store/rows/lists.h"
#include "runtime/store/rows/names.h"
#include "runtime/store/sqlite/rows.h"
#include "runtime/store/sqlite/schema.h"

namespace perdure::sqlite {
namespace {

SessionSummary summary(const Rows& rows) {
  return {stored_session(rows), rows.integer(SessionColumns), rows.integer(SessionColumns + 1)};
}

Query ids_among(rows::Among among) {
  switch (among) {
    case rows::Among::Parent:
      return "session_ids_of_parent";
    case rows::Among::Dead:
      return "session_ids_of_dead";
    case rows::Among::Failed:
      return "session_ids_failed";
    case rows::Among::Value:
      return "session_ids_of_value";
    case rows::Among::Tenant:
      return "session_ids_of_tenant";
    case rows::Among::Chart:
      return "session_ids_of_chart";
    case rows::Among::All:
      break;
  }
  return "session_ids";
}

}  // namespace

SessionPage SqliteRecords::page(const SessionFilter& filter) {
  if (!rows::is_askable(filter)) return {};  // Nothing is called so.
  const Pool::Lease db = pool_.lend();
  require_schema(*db);
  const std::string last = rows::last_id_with(filter.prefix);
  const Condition* const value = rows::value_condition(filter);
  const rows::Among among = rows::among(filter);
  const std::string& whose = rows::among_whose(filter, among);
  const auto read_ids = [&](const std::string& after, std::size_t limit) {
    const std::int64_t most = as_limit(limit);
    if (among == rows::Among::Value) {
      return db->read(ids_among(among), after, filter.prefix, last, most, whose, value->attribute,
                      rows::to_conditions({value, 1}));
    }
    if (whose.empty()) return db->read(ids_among(among), after, filter.prefix, last, most);
    return db->read(ids_among(among), after, filter.prefix, last, most, whose);
  };
  const auto next_ids = [&](const std::string& after, std::size_t limit) {
    Rows rows = read_ids(after, limit);
    std::vector<std::string> ids;
    while (rows.next()) ids.push_back(rows.text(0));
    return ids;
  };
  const std::string conditions = rows::to_conditions(filter.conditions);
  const std::string states = rows::to_state_sets(filter.conditions);
  const auto matching = [&](const std::vector<std::string>& ids, std::size_t limit) {
    Rows rows = db->read("list_sessions", rows::json_list(ids), as_limit(limit), filter.chart,
                         filter.state, filter.status ? name(*filter.status) : "", filter.parent,
                         filter.tenant, filter.trouble ? name(*filter.trouble) : "",
                         filter.created_from, filter.created_until, filter.updated_from,
                         filter.updated_until, conditions, states);
    std::vector<SessionSummary> found;
    while (rows.next()) found.push_back(summary(rows));
    return found;
  };
  return rows::list(filter, {next_ids, matching});
}

std::optional<SessionSummary> SqliteRecords::session(std::string_view id) {
  const Pool::Lease db = pool_.lend();
  const std::int32_t lanes = require_schema(*db);
  Rows rows = db->read("summarize_session", rows::lane_of(id, lanes), id);
  if (!rows.next()) return std::nullopt;
  return summary(rows);
}

std::vector<TreeNode> SqliteRecords::tree(std::string_view root, std::size_t limit) {
  const Pool::Lease db = pool_.lend();
  const std::int32_t lanes = require_schema(*db);
  Rows rows = db->read("list_tree", rows::lane_of(root, lanes), root, as_limit(limit));
  std::vector<TreeNode> found;
  while (rows.next()) {
    found.push_back({rows.text(0), rows.text(1), rows.text(2), rows::session_status(rows.text(3)),
                     split(rows.text(4)), rows.integer(5)});
  }
  return found;
}

std::vector<PendingEvent> SqliteRecords::pending(std::string_view session) {
  const Pool::Lease db = pool_.lend();
  const std::int32_t lanes = require_schema(*db);
  Rows rows = db->read("list_pending", rows::lane_of(session, lanes), session);
  std::vector<PendingEvent> found;
  while (rows.next()) {
    if (!rows.optional_id(0)) {
      found = rows::pending_of(rows::deferred_from(rows.text(2)));
      continue;
    }
    found.push_back({rows.id(0), rows::event_kind(rows.text(1)), rows.text(2),
                     rows.optional_time(3), rows.text(4), false});
  }
  return found;
}

std::vector<FoundSession> SqliteRecords::find(const Search& search) {
  rows::check(search);
  const std::string conditions = rows::to_conditions(search.all);
  const std::string states = rows::to_state_sets(search.all);
  const auto by_value = std::find_if(search.all.begin(), search.all.end(), [](const Condition& c) {
    return c.kind == Condition::Kind::Is && c.value.index() != 0;
  });
  const Pool::Lease db = pool_.lend();
  require_schema(*db);
  Rows rows = by_value == search.all.end()
                  ? db->read("find_sessions", search.chart, search.after, conditions, states,
                             as_limit(search.limit))
                  : db->read("find_sessions_by", search.chart, search.after, conditions, states,
                             as_limit(search.limit), by_value->attribute,
                             rows::to_conditions({&*by_value, 1}));
  std::vector<FoundSession> found;
  while (rows.next()) {
    found.push_back({rows.text(0), static_cast<std::uint32_t>(rows.integer(1)),
                     rows::session_status(rows.text(2)), split(rows.text(3)), rows.integer(4)});
  }
  return found;
}

std::optional<StoredSnapshot> SqliteRecords::snapshot(std::string_view session,
                                                      std::int64_t revision, Timestamp at) {
  const Pool::Lease db = pool_.lend();
  const std::int32_t lanes = require_schema(*db);
  Rows rows = db->read("find_snapshot", rows::lane_of(session, lanes), session, revision, at);
  if (!rows.next()) return std::nullopt;
  return StoredSnapshot{rows.integer(0), static_cast<std::uint32_t>(rows.integer(1)), rows.bytes(2),
                        rows.time(3)};
}

std::optional<Bytes> SqliteRecords::large_value(std::string_view session, const LargeName& name) {
  const Pool::Lease db = pool_.lend();
  const std::int32_t lanes = require_schema(*db);
  Rows rows = db->read("find_blob", rows::lane_of(session, lanes), session, name);
  if (!rows.next()) return std::nullopt;
  return rows.bytes(0);
}

std::vector<DeadEvent> SqliteRecords::dead(const DeadFilter& filter) {
  const Pool::Lease db = pool_.lend();
  require_schema(*db);
  Rows rows = db->read("list_dead", filter.event, filter.session, filter.chart, filter.before,
                       as_limit(filter.limit), filter.oldest_first ? 1 : 0);
  std::vector<DeadEvent> found;
  while (rows.next()) {
    DeadEvent event;
    event.number = rows.integer(0);
    event.id = rows.id(1);
    event.kind = rows::event_kind(rows.text(2));
    event.cause = rows.optional_id(3);
    event.session = rows.text(4);
    event.name = rows.text(5);
    event.reason = rows.text(6);
    event.at = rows.time(7);
    event.payload = rows.bytes(8);
    event.invocation = rows.text(9);
    found.push_back(std::move(event));
  }
  return found;
}

std::vector<ChartCount> SqliteRecords::count() {
  const Pool::Lease db = pool_.lend();
  require_schema(*db);
  Rows rows = db->read("count_sessions");
  std::vector<ChartCount> found;
  while (rows.next()) {
    found.push_back({rows.text(0), static_cast<std::uint32_t>(rows.integer(1)),
                     rows::session_status(rows.text(2)), rows.integer(3)});
  }
  return found;
}

std::vector<LaneBacklog> SqliteRecords::backlog() { return lanes("backlog"); }

std::vector<LaneBacklog> SqliteRecords::due() { return lanes("due_by_lane"); }

std::vector<LaneBacklog> SqliteRecords::lanes(Query query) {
  const Pool::Lease db = pool_.lend();
  require_schema(*db);
  const Timestamp now = clock_now();
  Rows rows = db->read(query);
  std::vector<LaneBacklog> found;
  while (rows.next()) {
    const Duration oldest = now - rows.optional_time(2).value_or(now);
    found.push_back({static_cast<std::int32_t>(rows.integer(0)), rows.integer(1),
                     std::max(oldest, Duration::zero()), rows.integer(3), rows.integer(4),
                     rows.integer(5)});
  }
  return found;
}

}  // namespace perdure::sqlite
