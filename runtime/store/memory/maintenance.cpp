#include "runtime/store/memory/maintenance.h"

#include <perdure/stored.h>

#include <algorithm>
#include <iterator>

namespace perdure::memory {
namespace {

bool awaits_nothing(const Data& data, const std::string& session) {
  for (const Lane& lane : data.lanes) {
    for (const auto& [sequence, event] : lane.events()) {
      if (event.session == session) return false;
    }
    for (const auto& [when, waiting] : lane.waiting()) {
      if (waiting.event.session == session) return false;
    }
  }
  return true;
}

}  // namespace

std::vector<std::string> MemoryMaintenance::prepare() {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  return {};
}

Trimmed MemoryMaintenance::trim_journal(Duration age, std::size_t limit) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  const Timestamp end = data_->now() - age;
  Trimmed trimmed;
  for (auto& [id, entries] : data_->journal) {
    const auto keep = std::find_if(entries.begin(), entries.end(), [&](const JournalEntry& entry) {
      return entry.at >= end || trimmed.rows++ == limit;
    });
    entries.erase(entries.begin(), keep);
    trimmed.more = trimmed.rows > limit;
    if (trimmed.more) {
      trimmed.rows = limit;
      break;
    }
  }
  return trimmed;
}

Swept MemoryMaintenance::sweep(const SweepPlace& from, Duration age, bool, std::size_t limit) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  const Timestamp end = data_->now() - age;
  Swept swept;
  auto at = data_->sessions.upper_bound(from.after);
  for (std::size_t looked = 0; at != data_->sessions.end() && looked < limit; ++looked) {
    const StoredSession& session = at->second;
    swept.next = SweepPlace{0, session.id};
    const bool over = has_ended(session.status) && session.updated < end &&
                      !data_->lane_of(session.id).locked && awaits_nothing(*data_, session.id);
    if (over) {
      data_->indexed.erase(session.id);
      std::erase_if(data_->snapshots,
                    [&](const auto& each) { return each.first.first == session.id; });
      std::erase_if(data_->large, [&](const auto& each) { return each.first.first == session.id; });
      at = data_->sessions.erase(at);
      ++swept.sessions;
    } else {
      ++at;
    }
  }
  if (at == data_->sessions.end()) swept.next.reset();
  return swept;
}

std::size_t MemoryMaintenance::forget_keys(std::size_t limit) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  const Timestamp now = data_->now();
  std::size_t forgotten = 0;
  for (auto known = data_->keys.begin(); known != data_->keys.end() && forgotten < limit;) {
    const bool is_over = known->second <= now;
    known = is_over ? data_->keys.erase(known) : std::next(known);
    forgotten += is_over ? 1 : 0;
  }
  return forgotten;
}

}  // namespace perdure::memory
