#include "runtime/store/memory/history.h"

#include <algorithm>

namespace perdure::memory {
namespace {

bool matches(const JournalFilter& filter, const JournalEntry& entry) {
  return entry.number > filter.after && entry.revision > filter.beyond &&
         (filter.name.empty() || entry.name == filter.name) &&
         (!filter.outcome || entry.outcome == *filter.outcome) &&
         (!filter.from || entry.at >= *filter.from) && (!filter.until || entry.at < *filter.until);
}

TracedEvent traced(TracedEvent::Place place, const Event& event, std::optional<Timestamp> at) {
  TracedEvent found;
  found.place = place;
  found.id = event.id;
  found.cause = event.cause;
  found.kind = event.kind;
  found.session = event.session;
  found.name = event.name;
  found.at = at;
  return found;
}

TracedEvent traced(const JournalEntry& entry) {
  TracedEvent found;
  found.id = entry.event;
  found.cause = entry.cause;
  found.kind = entry.kind;
  found.session = entry.session;
  found.name = entry.name;
  found.at = entry.at;
  found.outcome = entry.outcome;
  found.revision = entry.revision;
  found.left = entry.left;
  found.entered = entry.entered;
  found.done_by = entry.done_by;
  return found;
}

}  // namespace

JournalHead MemoryHistory::head() {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  return {.number = data_->last_entry};  // Whoever has drawn a number has written it.
}

std::vector<JournalEntry> MemoryHistory::journal(const JournalFilter& filter) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  std::vector<JournalEntry> found;
  for (const auto& [id, entries] : data_->journal) {
    if (!filter.session.empty() && id != filter.session) continue;
    if (!filter.chart.empty()) {
      const auto session = data_->sessions.find(id);
      if (session == data_->sessions.end() || session->second.chart != filter.chart) continue;
    }
    for (const JournalEntry& entry : entries) {
      if (matches(filter, entry)) found.push_back(entry);
    }
  }
  std::sort(found.begin(), found.end(),
            [](const auto& a, const auto& b) { return a.number < b.number; });
  if (found.size() > filter.limit) found.resize(filter.limit);
  return found;
}

std::vector<TracedEvent> MemoryHistory::find(std::span<const EventId> ids,
                                             std::span<const EventId> causes, std::size_t limit) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  std::vector<TracedEvent> found;
  const auto add = [&](TracedEvent event) {
    const bool wanted =
        std::find(ids.begin(), ids.end(), event.id) != ids.end() ||
        (event.cause && std::find(causes.begin(), causes.end(), *event.cause) != causes.end());
    if (!wanted || found.size() == limit) return;
    const auto session = data_->sessions.find(event.session);
    if (session != data_->sessions.end()) event.chart = session->second.chart;
    found.push_back(std::move(event));
  };
  std::vector<const JournalEntry*> entries;
  for (const auto& [id, of_session] : data_->journal) {
    for (const JournalEntry& entry : of_session) entries.push_back(&entry);
  }
  std::sort(entries.begin(), entries.end(),
            [](const auto* a, const auto* b) { return a->number < b->number; });
  for (const JournalEntry* entry : entries) add(traced(*entry));
  for (const auto& [number, dead] : data_->dead) {
    TracedEvent event = traced(TracedEvent::Place::Dead, dead.event, dead.at);
    event.reason = dead.reason;
    add(std::move(event));
  }
  for (const Lane& lane : data_->lanes) {
    for (const auto& [when, waiting] : lane.waiting()) {
      add(traced(TracedEvent::Place::Waiting, waiting.event, waiting.due));
    }
    for (const auto& [sequence, event] : lane.events()) {
      add(traced(TracedEvent::Place::Queued, event, std::nullopt));
    }
  }
  return found;
}

}  // namespace perdure::memory
