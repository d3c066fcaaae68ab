#include "runtime/store/memory/repairs.h"

#include "runtime/store/rows/check.h"
#include "runtime/store/rows/text.h"

namespace perdure::memory {

std::vector<Event> MemoryRepairs::take_dead(const DeadFilter& filter) {
  data_->require_schema();
  std::vector<Event> taken;
  for (const std::int64_t number : data_->dead_matching(filter)) {
    if (taken.size() == filter.limit) break;
    taken.push_back(std::move(data_->dead.extract(number).mapped().event));
  }
  return taken;
}

std::size_t MemoryRepairs::retry_dead(const DeadFilter& filter,
                                      std::optional<std::string_view> done_by) {
  rows::check_operator(done_by);
  const std::lock_guard guard(data_->mutex);
  std::vector<Event> taken = take_dead(filter);
  for (Event& event : taken) {
    tell(event, "retry", done_by);
    event.sequence = 0;  // Its old place is long past.
    data_->queue(std::move(event));
  }
  data_->announce();
  return taken.size();
}

std::size_t MemoryRepairs::discard_dead(const DeadFilter& filter,
                                        std::optional<std::string_view> done_by) {
  rows::check_operator(done_by);
  const std::lock_guard guard(data_->mutex);
  const std::vector<Event> taken = take_dead(filter);
  for (const Event& event : taken) {
    tell(event, "discard", done_by);
    const auto session = data_->sessions.find(event.session);
    JournalEntry entry;
    entry.session = event.session;
    entry.revision = session == data_->sessions.end() ? 0 : session->second.revision;
    entry.event = event.id;
    entry.cause = event.cause;
    entry.kind = event.kind;
    entry.name = event.name;
    entry.outcome = JournalOutcome::Discarded;
    entry.at = data_->now();
    data_->note(std::move(entry));
  }
  return taken.size();
}

bool MemoryRepairs::suspend(std::string_view id, std::string_view reason) {
  std::unique_lock lock(data_->mutex);
  data_->require_schema();
  // A batch that has the session in hand would write the status that it read.
  data_->changed.wait(lock, [&] { return data_->lanes.empty() || !data_->lane_of(id).locked; });
  data_->require_schema();
  const auto found = data_->sessions.find(id);
  if (found == data_->sessions.end()) return false;
  StoredSession& session = found->second;
  if (session.status != SessionStatus::Starting && session.status != SessionStatus::Running) {
    return false;
  }
  session.status = SessionStatus::Suspended;
  session.failure = rows::readable(reason.empty() ? "suspended" : reason);
  session.retry_at.reset();
  session.updated = data_->now();
  return true;
}

void MemoryRepairs::note(const Operation& operation) {
  rows::check(operation);
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  write(operation);
}

void MemoryRepairs::tell(const Event& event, std::string_view operation,
                         std::optional<std::string_view> done_by) {
  if (!done_by) return;
  write(
      {EventId::random(), event.session, std::string(operation), std::string(*done_by), event.id});
}

void MemoryRepairs::write(const Operation& operation) {
  const auto session = data_->sessions.find(operation.session);
  JournalEntry entry;
  entry.session = operation.session;
  entry.revision = session == data_->sessions.end() ? 0 : session->second.revision;
  entry.event = operation.id;
  entry.cause = operation.cause;
  entry.name = operation.name;
  entry.outcome = JournalOutcome::Operated;
  entry.at = data_->now();
  entry.invocation = operation.invocation;
  entry.done_by = operation.done_by;
  data_->note(std::move(entry));
}

}  // namespace perdure::memory
