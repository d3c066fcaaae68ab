#include "runtime/store/postgres/records.h"

#include <string>

#include "runtime/store/postgres/filters.h"
#include "runtime/store/postgres/queries.h"
#include "runtime/store/postgres/rows.h"
#include "runtime/store/postgres/transaction.h"
#include "runtime/store/rows/indexed.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/listing.h"
#include "runtime/store/rows/lists.h"
#include "runtime/store/rows/names.h"
#include "runtime/store/rows/text.h"

namespace perdure::postgres {
namespace {

SessionSummary summary_from(const Row& row) {
  return {session_from(row), row.int64(AfterSession), row.int64(AfterSession + 1)};
}

PendingEvent pending_from(const Row& row) {
  const std::optional<EventId> id = row.id_or_null(0);
  return {id.value_or(EventId{}),   rows::event_kind(row.text(1)),
          std::string(row.text(2)), row.time(3),
          std::string(row.text(4)), !id};
}

TreeNode tree_node_from(const Row& row) {
  return {std::string(row.text(0)),
          std::string(row.text(1)),
          std::string(row.text(2)),
          rows::session_status(row.text(3)),
          row.texts(4),
          row.int64(5)};
}

LaneBacklog lane_from(const Row& row) {
  return {row.int16(0), row.int64(1), Duration(row.int64(2)),
          row.int64(3), row.int64(4), row.int64(5)};
}

ChartCount count_from(const Row& row) {
  return {std::string(row.text(0)), static_cast<std::uint32_t>(row.int64(1)),
          rows::session_status(row.text(2)), row.int64(3)};
}

StoredSnapshot snapshot_from(const Row& row) {
  return {row.int64(0), static_cast<std::uint32_t>(row.int64(1)), row.bytes(2),
          row.time(3).value_or(Timestamp{})};
}

Bytes large_value_from(const Row& row) { return row.bytes(0); }

FoundSession found_from(const Row& row) {
  return {std::string(row.text(0)), static_cast<std::uint32_t>(row.int64(1)),
          rows::session_status(row.text(2)), row.texts(3), row.int64(4)};
}

DeadEvent dead_from(const Row& row) {
  DeadEvent event;
  event.number = row.int64(0);
  event.id = row.id(1);
  event.kind = rows::event_kind(row.text(2));
  event.cause = row.id_or_null(3);
  event.session = row.text(4);
  event.name = row.text(5);
  event.reason = row.text(6);
  event.at = row.time(7).value_or(Timestamp{});
  event.payload = row.bytes(8);
  event.invocation = row.text(9);
  return event;
}

std::string id_from(const Row& row) { return std::string(row.text(0)); }

Query ids_among(rows::Among among) {
  switch (among) {
    case rows::Among::Parent:
      return query("session_ids_of_parent");
    case rows::Among::Dead:
      return query("session_ids_of_dead");
    case rows::Among::Failed:
      return query("session_ids_failed");
    case rows::Among::Value:
      return query("session_ids_of_value");
    case rows::Among::Tenant:
      return query("session_ids_of_tenant");
    case rows::Among::Chart:
      return query("session_ids_of_chart");
    case rows::Among::All:
      break;
  }
  return query("session_ids");
}

// Every row of one query as a value, with `parameters` made from the number of lanes.
template <typename Value, typename MakeParameters>
std::vector<Value> read_all(Pool& pool, const Query& query, const MakeParameters& parameters,
                            Value (*from)(const Row&)) {
  std::vector<Value> values;
  insist([&] {
    const Pool::Lease lease = pool.lease();
    const Result rows = lease->run(query, parameters(lease.lanes()));
    values.clear();
    values.reserve(static_cast<std::size_t>(rows.size()));
    for (int i = 0; i < rows.size(); ++i) values.push_back(from(rows[i]));
  });
  return values;
}

// Of sessions with these ids those that a filter asks for, in the order of their ids.
class Matching {
 public:
  Matching(Pool& pool, const SessionFilter& filter) : pool_(pool), filter_(filter) {
    path_ = rows::to_jsonpath(filter.conditions);
    for (const Condition& condition : filter.conditions) {
      if (condition.kind == Condition::Kind::In) states_.add_joined(condition.states);
    }
  }

  std::vector<SessionSummary> operator()(const std::vector<std::string>& ids, std::size_t limit) {
    Array all(Array::Of::Text);
    for (const std::string& id : ids) all.add(std::string_view(id));
    Array lanes_of(Array::Of::Int16);
    const auto parameters = [&](std::int32_t lanes) {
      lanes_of = Array(Array::Of::Int16);
      for (const std::string& id : ids) {
        lanes_of.add(static_cast<std::int16_t>(rows::lane_of(id, lanes)));
      }
      const std::string_view status = filter_.status ? name(*filter_.status) : "";
      const std::string_view trouble = filter_.trouble ? name(*filter_.trouble) : "";
      Parameters made = Parameters()(lanes_of)(all)(row_limit(limit));
      made(std::string_view(filter_.chart))(std::string_view(filter_.state))(status);
      made(std::string_view(filter_.parent))(std::string_view(filter_.tenant))(trouble);
      made(filter_.created_from)(filter_.created_until);
      made(filter_.updated_from)(filter_.updated_until);
      if (path_.empty()) {
        made.null();
      } else {
        made(std::string_view(path_));
      }
      made(states_);
      return made;
    };
    return read_all(pool_, query("list_sessions"), parameters, summary_from);
  }

 private:
  Pool& pool_;
  const SessionFilter& filter_;
  std::string path_;
  Array states_{Array::Of::Text};
};

}  // namespace

SessionPage PostgresRecords::page(const SessionFilter& filter) {
  if (!rows::is_askable(filter)) return {};  // Nothing is called so.
  const std::string last = rows::last_id_with(filter.prefix);
  const Condition* const value = rows::value_condition(filter);
  const std::string value_path = value == nullptr ? "" : rows::to_jsonpath({value, 1});
  rows::Among among = rows::among(filter);
  const auto ids = [&](const std::string& after, std::size_t limit) {
    const auto parameters = [&](std::int32_t) {
      Parameters made = Parameters()(std::string_view(after))(std::string_view(filter.prefix))(
          std::string_view(last))(row_limit(limit));
      const std::string& whose = rows::among_whose(filter, among);
      if (!whose.empty()) made(std::string_view(whose));
      if (among == rows::Among::Value) made(std::string_view(value_path));
      return made;
    };
    return read_all(pool_, ids_among(among), parameters, id_from);
  };
  const auto next_ids = [&](const std::string& after, std::size_t limit) {
    std::vector<std::string> found = ids(after, limit);
    // Nobody is called so: there are many of them, and a few are found faster by looking at all.
    const bool are_many = !found.empty() && found.front().empty();
    if (!are_many) return found;
    among = rows::Among::Chart;
    return ids(after, limit);
  };
  Matching matching(pool_, filter);
  return rows::list(filter, {next_ids, [&](const std::vector<std::string>& of, std::size_t limit) {
                               return matching(of, limit);
                             }});
}

std::optional<SessionSummary> PostgresRecords::session(std::string_view id) {
  if (!is_session_id(id)) return std::nullopt;
  const auto parameters = [&](std::int32_t lanes) {
    return Parameters().lane(rows::lane_of(id, lanes))(id);
  };
  const auto found = read_all(by_index_, query("summarize_session"), parameters, summary_from);
  if (found.empty()) return std::nullopt;
  return found.front();
}

std::vector<TreeNode> PostgresRecords::tree(std::string_view root, std::size_t limit) {
  if (!is_session_id(root)) return {};
  const auto parameters = [&](std::int32_t lanes) {
    return Parameters().lane(rows::lane_of(root, lanes))(root)(row_limit(limit));
  };
  return read_all(by_index_, query("list_tree"), parameters, tree_node_from);
}

std::vector<PendingEvent> PostgresRecords::pending(std::string_view session) {
  if (!is_session_id(session)) return {};
  const auto parameters = [&](std::int32_t lanes) {
    return Parameters().lane(rows::lane_of(session, lanes))(session);
  };
  std::vector<PendingEvent> found =
      read_all(by_index_, query("list_pending"), parameters, pending_from);
  if (found.empty() || !found.front().deferred) return found;
  // The first row stands for all that is deferred.
  std::vector<PendingEvent> all = rows::pending_of(rows::deferred_from(found.front().name));
  all.insert(all.end(), found.begin() + 1, found.end());
  return all;
}

std::vector<FoundSession> PostgresRecords::find(const Search& search) {
  rows::check(search);
  const std::string path = rows::to_jsonpath(search.all);
  Array states(Array::Of::Text);
  for (const Condition& condition : search.all) {
    if (condition.kind == Condition::Kind::In) states.add_joined(condition.states);
  }
  const auto parameters = [&](std::int32_t) {
    Parameters made = Parameters()(std::string_view(search.chart))(std::string_view(search.after));
    if (!path.empty()) made(std::string_view(path));
    return made(states)(row_limit(search.limit));
  };
  return read_all(pool_, path.empty() ? query("find_sessions_in") : query("find_sessions"),
                  parameters, found_from);
}

std::optional<StoredSnapshot> PostgresRecords::snapshot(std::string_view session,
                                                        std::int64_t revision, Timestamp at) {
  if (!is_session_id(session)) return std::nullopt;
  const auto parameters = [&](std::int32_t lanes) {
    return Parameters().lane(rows::lane_of(session, lanes))(session)(
        revision)(at.time_since_epoch().count());
  };
  const auto found = read_all(by_index_, query("find_snapshot"), parameters, snapshot_from);
  if (found.empty()) return std::nullopt;
  return found.front();
}

std::optional<Bytes> PostgresRecords::large_value(std::string_view session, const LargeName& name) {
  if (!is_session_id(session)) return std::nullopt;
  const auto parameters = [&](std::int32_t lanes) {
    return Parameters().lane(rows::lane_of(session, lanes))(session)(bytes_of(name));
  };
  const auto found = read_all(by_index_, query("find_blob"), parameters, large_value_from);
  if (found.empty()) return std::nullopt;
  return found.front();
}

std::vector<DeadEvent> PostgresRecords::dead(const DeadFilter& filter) {
  if (!is_askable(filter)) return {};
  const auto parameters = [&](std::int32_t lanes) {
    return dead_parameters(filter, lanes)(filter.oldest_first);
  };
  return read_all(pool_, query("list_dead"), parameters, dead_from);
}

std::vector<ChartCount> PostgresRecords::count() {
  const auto nothing = [](std::int32_t) { return Parameters(); };
  return read_all(pool_, query("count_sessions"), nothing, count_from);
}

std::vector<LaneBacklog> PostgresRecords::backlog() {
  const auto nothing = [](std::int32_t) { return Parameters(); };
  return read_all(pool_, query("backlog"), nothing, lane_from);
}

std::vector<LaneBacklog> PostgresRecords::due() {
  const auto nothing = [](std::int32_t) { return Parameters(); };
  return read_all(pool_, query("due_by_lane"), nothing, lane_from);
}

}  // namespace perdure::postgres
