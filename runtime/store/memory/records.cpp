#include "runtime/store/memory/records.h"

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <tuple>

#include "runtime/store/rows/indexed.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/listing.h"
#include "runtime/store/rows/lists.h"

namespace perdure::memory {
namespace {

bool is_between(Timestamp time, const std::optional<Timestamp>& from,
                const std::optional<Timestamp>& until) {
  return (!from || time >= *from) && (!until || time < *until);
}

// SessionFilter::look_at counts these.
bool is_looked_at(const SessionFilter& filter, const StoredSession& session, bool is_dead) {
  if (!filter.parent.empty()) return session.parent == filter.parent;
  if (filter.trouble) return *filter.trouble == Trouble::Dead ? is_dead : !session.failure.empty();
  if (!filter.tenant.empty()) return session.tenant == filter.tenant;
  return filter.chart.empty() || session.chart == filter.chart;
}

using Attributes = std::span<const IndexedAttribute>;

bool holds_all(std::span<const Condition> conditions, const StoredSession& session,
               Attributes attributes) {
  return std::all_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
    return rows::holds(condition, attributes, session.active);
  });
}

bool is_in(Trouble trouble, const StoredSession& session, bool is_dead) {
  if (trouble == Trouble::Dead) return is_dead;
  const bool is_suspended = session.status == SessionStatus::Suspended;
  if (trouble == Trouble::Suspended) return is_suspended;
  return !is_suspended && !has_ended(session.status) && !session.failure.empty();
}

bool matches(const SessionFilter& filter, const StoredSession& session, bool is_dead) {
  if (!filter.chart.empty() && session.chart != filter.chart) return false;
  if (filter.status && session.status != *filter.status) return false;
  if (!filter.tenant.empty() && session.tenant != filter.tenant) return false;
  if (filter.trouble && !is_in(*filter.trouble, session, is_dead)) return false;
  if (!is_between(session.created, filter.created_from, filter.created_until)) return false;
  if (!is_between(session.updated, filter.updated_from, filter.updated_until)) return false;
  return filter.state.empty() || std::find(session.active.begin(), session.active.end(),
                                           filter.state) != session.active.end();
}

PendingEvent pending_event(const Event& event, std::optional<Timestamp> due) {
  return {event.id, event.kind, event.name, due, event.send_id, false};
}

}  // namespace

SessionSummary MemoryRecords::summary(const StoredSession& session) const {
  SessionSummary summary{session, 0, 0};
  for (const Lane& lane : data_->lanes) {
    for (const auto& [sequence, event] : lane.events())
      summary.queued += event.session == session.id;
    for (const auto& [when, waiting] : lane.waiting()) {
      summary.waiting += waiting.event.session == session.id;
    }
  }
  return summary;
}

std::span<const IndexedAttribute> MemoryRecords::attributes_of(const std::string& id) const {
  const auto indexed = data_->indexed.find(id);
  if (indexed == data_->indexed.end()) return {};
  return indexed->second;
}

SessionPage MemoryRecords::page(const SessionFilter& filter) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  SessionPage page;
  if (!rows::is_askable(filter)) return page;  // Nothing is called so.
  std::set<std::string_view> dead;
  for (const auto& [number, each] : data_->dead) dead.insert(each.event.session);
  const Condition* const value = rows::value_condition(filter);
  const bool is_among_values = rows::among(filter) == rows::Among::Value;
  std::size_t looked = 0;
  std::string looked_at;
  auto at = filter.prefix > filter.after ? data_->sessions.lower_bound(filter.prefix)
                                         : data_->sessions.upper_bound(filter.after);
  for (; at != data_->sessions.end() && page.sessions.size() < filter.limit; ++at) {
    const StoredSession& session = at->second;
    if (!session.id.starts_with(filter.prefix)) break;
    const bool is_dead = dead.contains(session.id);
    if (!is_looked_at(filter, session, is_dead)) continue;
    const Attributes attributes = attributes_of(session.id);
    if (is_among_values && !holds_all({value, 1}, session, attributes)) continue;
    if (matches(filter, session, is_dead) && holds_all(filter.conditions, session, attributes)) {
      page.sessions.push_back(summary(session));
    }
    if (++looked == filter.look_at) {
      looked_at = session.id;
      break;
    }
  }
  const bool is_full = !page.sessions.empty() && page.sessions.size() == filter.limit;
  page.next = is_full ? page.sessions.back().session.id : looked_at;
  return page;
}

std::optional<SessionSummary> MemoryRecords::session(std::string_view id) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  const auto found = data_->sessions.find(id);
  if (found == data_->sessions.end()) return std::nullopt;
  return summary(found->second);
}

std::vector<TreeNode> MemoryRecords::tree(std::string_view root, std::size_t limit) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  std::vector<TreeNode> nodes;
  const auto found = data_->sessions.find(root);
  if (found != data_->sessions.end()) add_tree(found->second, 0, limit, nodes);
  return nodes;
}

void MemoryRecords::add_tree(const StoredSession& session, std::int64_t depth, std::size_t limit,
                             std::vector<TreeNode>& nodes) const {
  if (nodes.size() >= limit) return;
  nodes.push_back(
      {session.id, session.parent, session.chart, session.status, session.active, depth});
  if (depth == 100) return;
  for (const auto& [id, other] : data_->sessions) {
    if (other.parent == session.id) add_tree(other, depth + 1, limit, nodes);
  }
}

std::vector<PendingEvent> MemoryRecords::pending(std::string_view session) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  std::map<std::int64_t, PendingEvent> placed;
  std::multimap<Timestamp, PendingEvent> later;
  for (const Lane& lane : data_->lanes) {
    for (const auto& [sequence, event] : lane.events()) {
      if (event.session == session) placed.emplace(sequence, pending_event(event, std::nullopt));
    }
    for (const auto& [when, waiting] : lane.waiting()) {
      const Event& event = waiting.event;
      if (event.session != session) continue;
      const PendingEvent found = pending_event(event, waiting.due);
      if (event.sequence != 0) {
        placed.emplace(event.sequence, found);
      } else {
        later.emplace(when.first, found);
      }
    }
  }
  std::vector<PendingEvent> all;
  const auto found = data_->sessions.find(session);
  if (found != data_->sessions.end()) all = rows::pending_of(found->second.deferred);
  for (const auto& [sequence, event] : placed) all.push_back(event);
  for (const auto& [due, event] : later) all.push_back(event);
  return all;
}

std::vector<FoundSession> MemoryRecords::find(const Search& search) {
  rows::check(search);
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  std::vector<FoundSession> found;
  auto at = data_->sessions.upper_bound(search.after);
  for (; at != data_->sessions.end() && found.size() < search.limit; ++at) {
    const StoredSession& session = at->second;
    if (session.chart != search.chart) continue;
    if (!holds_all(search.all, session, attributes_of(session.id))) continue;
    found.push_back(
        {session.id, session.version, session.status, session.active, session.revision});
  }
  return found;
}

std::optional<StoredSnapshot> MemoryRecords::snapshot(std::string_view session,
                                                      std::int64_t revision, Timestamp at) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  std::optional<StoredSnapshot> found;
  for (auto each = data_->snapshots.lower_bound({std::string(session), 0});
       each != data_->snapshots.end() && each->first.first == session; ++each) {
    if (each->second.revision <= revision && each->second.at <= at) found = each->second;
  }
  return found;
}

std::optional<Bytes> MemoryRecords::large_value(std::string_view session, const LargeName& name) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  return data_->large_value(session, name);
}

std::vector<DeadEvent> MemoryRecords::dead(const DeadFilter& filter) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  std::vector<std::int64_t> matching = data_->dead_matching(filter);
  if (!filter.oldest_first) std::reverse(matching.begin(), matching.end());
  std::vector<DeadEvent> found;
  for (const std::int64_t number : matching) {
    if (found.size() == filter.limit) break;
    const Dead& dead = data_->dead.at(number);
    found.push_back({dead.number, dead.event.id, dead.event.kind, dead.event.cause,
                     dead.event.session, dead.event.name, dead.reason, dead.at, dead.event.payload,
                     dead.event.invocation});
  }
  return found;
}

std::vector<ChartCount> MemoryRecords::count() {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  std::map<std::tuple<std::string, std::uint32_t, SessionStatus>, std::int64_t> counts;
  for (const auto& [id, session] : data_->sessions) {
    ++counts[{session.chart, session.version, session.status}];
  }
  std::vector<ChartCount> found;
  for (const auto& [of, sessions] : counts) {
    const auto& [chart, version, status] = of;
    found.push_back({chart, version, status, sessions});
  }
  return found;
}

std::vector<LaneBacklog> MemoryRecords::backlog() {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  const Timestamp now = data_->now();
  std::vector<LaneBacklog> found;
  for (const Lane& lane : data_->lanes) {
    LaneBacklog backlog;
    backlog.lane = static_cast<std::int32_t>(found.size());
    backlog.queued = static_cast<std::int64_t>(lane.events().size());
    if (!lane.events().empty()) backlog.oldest = now - lane.events().begin()->second.queued;
    for (const auto& [when, waiting] : lane.waiting()) {
      ++(waiting.event.sequence == 0 ? backlog.waiting : backlog.postponed);
    }
    found.push_back(backlog);
  }
  for (const auto& [number, dead] : data_->dead) {
    ++found[static_cast<std::size_t>(
                rows::lane_of(dead.event.session, static_cast<std::int32_t>(found.size())))]
          .dead;
  }
  return found;
}

std::vector<LaneBacklog> MemoryRecords::due() {
  std::vector<LaneBacklog> lanes = backlog();
  for (LaneBacklog& lane : lanes) lane.waiting = lane.postponed = lane.dead = 0;
  return lanes;
}

}  // namespace perdure::memory
