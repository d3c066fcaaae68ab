#include "runtime/store/memory/data.h"

#include <algorithm>
#include <limits>

#include "runtime/store/rows/due.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/tenure.h"

namespace perdure::memory {
namespace {

constexpr std::int64_t First = std::numeric_limits<std::int64_t>::min();

}  // namespace

bool Lane::is_taken(Timestamp now) const {
  return locked || (held && !rows::is_lapsed(touched, now));
}

Timestamp Lane::next_due() const {
  return waiting_.empty() ? Timestamp::max() : waiting_.begin()->first.first;
}

void Lane::queue(Event event) {
  if (!event.send_id.empty()) cancellable_events_.emplace(label(event), event.sequence);
  const std::int64_t sequence = event.sequence;
  events_.emplace(sequence, std::move(event));
}

void Lane::wait(Event event, std::optional<Timestamp> due) {
  const When when{due.value_or(Timestamp::max()), ++arrivals_};
  if (!event.send_id.empty()) cancellable_waiting_.emplace(label(event), when);
  waiting_.emplace(when, Waiting{std::move(event), due});
}

Event Lane::take(std::int64_t sequence) {
  Event event = std::move(events_.extract(sequence).mapped());
  if (!event.send_id.empty()) cancellable_events_.erase({label(event), sequence});
  return event;
}

Event Lane::take_waiting(std::map<When, Waiting>::iterator at) {
  auto node = waiting_.extract(at);
  Event event = std::move(node.mapped().event);
  if (!event.send_id.empty()) cancellable_waiting_.erase({label(event), node.key()});
  return event;
}

std::vector<Event> Lane::take_due(Timestamp now) {
  std::vector<Event> due;
  while (next_due() <= now) due.push_back(take_waiting(waiting_.begin()));
  return due;
}

std::size_t Lane::cancel(const std::string& sender, EventKind kind, const std::string& send_id) {
  const Label wanted{sender, kind, send_id};
  std::size_t count = 0;
  auto waits = cancellable_waiting_.lower_bound({wanted, {Timestamp::min(), First}});
  while (waits != cancellable_waiting_.end() && waits->first == wanted) {
    take_waiting(waiting_.find((waits++)->second));
    ++count;
  }
  auto queued = cancellable_events_.lower_bound({wanted, handling + 1});
  while (queued != cancellable_events_.end() && queued->first == wanted) {
    take((queued++)->second);
    ++count;
  }
  return count;
}

void Lane::forget_delayed_of(std::string_view sender, Timestamp now) {
  for (auto at = waiting_.begin(); at != waiting_.end();) {
    const auto here = at++;
    const Event& event = here->second.event;
    const bool own = event.sender == sender && event.cause && event.sequence == 0;
    if (own && here->first.first > now) take_waiting(here);
  }
}

void Lane::resume(std::string_view session) {
  for (auto at = waiting_.begin(); at != waiting_.end();) {
    const auto here = at++;
    const Event& event = here->second.event;
    if (event.sequence != 0 && event.session == session) queue(take_waiting(here));
  }
}

void Data::require_schema() const {
  if (lanes.empty()) {
    throw Error(ErrorKind::NotMigrated, "the memory store has no schema: run `perdure db migrate`");
  }
}

Lane& Data::lane_of(std::string_view session) {
  return lanes[static_cast<std::size_t>(
      rows::lane_of(session, static_cast<std::int32_t>(lanes.size())))];
}

bool Data::make(const NewSession& session, std::optional<EventId> cause, Timestamp now) {
  StoredSession stored;
  stored.id = session.id;
  stored.chart = session.chart;
  stored.version = session.version;
  stored.state = session.params;
  stored.created = stored.updated = now;
  stored.parent = session.parent;
  stored.invocation = session.invocation;
  stored.tenant = session.tenant;
  stored.metadata = session.metadata.empty() ? "{}" : session.metadata;
  if (!sessions.emplace(session.id, std::move(stored)).second) return false;
  Event start;
  start.id = session.start;
  start.kind = EventKind::Start;
  start.session = start.sender = session.id;
  start.name = name(EventKind::Start);
  start.cause = cause;
  queue(std::move(start));
  return true;
}

std::optional<Bytes> Data::large_value(std::string_view session, const LargeName& name) const {
  const auto found = large.find({std::string(session), name});
  if (found == large.end()) return std::nullopt;
  return found->second.bytes;
}

void Data::drop_large(const std::string& session, const LargeName& name, std::int64_t revision) {
  const auto found = large.find({session, name});
  if (found == large.end()) return;
  const auto since = snapshots.lower_bound({session, found->second.revision});
  const bool is_kept =
      since != snapshots.end() && since->first.first == session && since->first.second < revision;
  if (!is_kept) large.erase(found);
}

Event stored_event(const NewEvent& event) {
  return {0,
          event.id,
          event.kind,
          event.session,
          event.sender.empty() ? event.session : event.sender,
          event.name,
          event.payload,
          event.send_id,
          event.cause,
          event.invocation,
          event.chart,
          {}};
}

void Data::add(const NewEvent& event, Timestamp now) {
  Event stored = stored_event(event);
  if (const auto due = rows::due_later(event, now)) {
    lane_of(stored.sender).wait(std::move(stored), due);
  } else {
    queue(std::move(stored));
  }
}

void Data::queue_due(Lane& lane, Timestamp now) {
  for (Event& event : lane.take_due(now)) queue(std::move(event));
}

void Data::queue(Event event) {
  if (event.sequence == 0) event.sequence = ++last_sequence;
  event.queued = now();
  Lane& lane = lane_of(event.session);
  lane.queue(std::move(event));
}

void Data::note(JournalEntry entry) {
  entry.number = ++last_entry;
  std::vector<JournalEntry>& entries = journal[entry.session];
  entries.push_back(std::move(entry));
}

void Data::bury(Event event, std::string reason, Timestamp now) {
  const std::int64_t number = ++last_dead;
  dead.emplace(number, Dead{number, std::move(event), std::move(reason), now});
}

std::vector<std::int64_t> Data::dead_matching(const DeadFilter& filter) const {
  std::vector<std::int64_t> found;
  for (const auto& [number, each] : dead) {
    if (filter.before != 0 && number >= filter.before) break;
    if (filter.event && each.event.id != *filter.event) continue;
    if (!filter.session.empty() && each.event.session != filter.session) continue;
    if (!filter.chart.empty()) {
      const auto session = sessions.find(each.event.session);
      if (session == sessions.end() || session->second.chart != filter.chart) continue;
    }
    found.push_back(number);
  }
  return found;
}

void Data::announce() {
  ++changes;
  changed.notify_all();
}

void Data::wait(std::unique_lock<std::mutex>& lock, const std::stop_token& stop, Duration limit) {
  // In steps, so that a wall clock that is set does not strand it.
  limit = std::min<Duration>(limit, std::chrono::seconds(1));
  const std::uint64_t before = changes;
  changed.wait_for(lock, stop, limit, [&] { return changes != before; });
}

Timestamp Data::now() const {
  if (clock != nullptr) return clock->now();
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

}  // namespace perdure::memory
