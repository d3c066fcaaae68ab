#include "runtime/store/memory/transfer.h"

#include <algorithm>
#include <deque>
#include <tuple>

#include "runtime/store/rows/transfer.h"

namespace perdure::memory {
namespace {

bool matches(const TransferFilter& filter, const StoredSession& session) {
  const auto has = [](const std::vector<std::string>& all, const std::string& one) {
    return std::find(all.begin(), all.end(), one) != all.end();
  };
  return (filter.ids.empty() || has(filter.ids, session.id)) &&
         (filter.chart.empty() || session.chart == filter.chart) &&
         (filter.state.empty() || has(session.active, filter.state)) &&
         (filter.tenant.empty() || session.tenant == filter.tenant);
}

TransferredEvent taken_out(const Event& event) {
  return {event.id,    event.kind,       event.sender == event.session ? "" : event.sender,
          event.name,  event.payload,    event.send_id,
          event.cause, event.invocation, event.chart};
}

Event put_in(const TransferredEvent& event, const std::string& session) {
  return {0,
          event.id,
          event.kind,
          session,
          event.sender.empty() ? session : event.sender,
          event.name,
          event.payload,
          event.send_id,
          event.cause,
          event.invocation,
          event.chart,
          {}};
}

// Copies of the sessions, since others may change them from now on.
class TransferCopier {
 public:
  explicit TransferCopier(const Data& data) : data_(data) {}

  std::deque<TransferredSession> copy(const TransferFilter& filter) {
    for (const auto& [id, session] : data_.sessions) {
      if (!matches(filter, session)) continue;
      copies_.emplace_back().session = session;
      by_id_.emplace(id, &copies_.back());
    }
    copy_pending();
    copy_parts();
    return std::move(copies_);
  }

 private:
  TransferredSession* find(const std::string& id) const {
    const auto found = by_id_.find(id);
    return found == by_id_.end() ? nullptr : found->second;
  }

  void copy_pending() {
    using Place = TransferredPending::Place;
    using Order = std::tuple<bool, Timestamp, std::string, std::int64_t>;
    std::map<std::string, std::map<Order, TransferredPending>, std::less<>> pending;
    for (const Lane& lane : data_.lanes) {
      for (const auto& [sequence, event] : lane.events()) {
        pending[event.session].emplace(
            Order(false, {}, "", sequence),
            TransferredPending{Place::Queued, taken_out(event), {}, event.queued});
      }
      for (const auto& [when, waiting] : lane.waiting()) {
        const Event& event = waiting.event;
        const bool later = event.sequence == 0;
        pending[event.session].emplace(
            later ? Order(true, when.first, event.sender, when.second)
                  : Order(false, {}, "", event.sequence),
            TransferredPending{
                later ? Place::Later : Place::Postponed, taken_out(event), waiting.due, {}});
      }
    }
    for (auto& [id, events] : pending) {
      TransferredSession* const copy = find(id);
      if (copy == nullptr) continue;
      for (auto& [order, event] : events) copy->pending.push_back(std::move(event));
    }
  }

  void copy_parts() {
    for (const auto& [number, dead] : data_.dead) {
      if (auto* copy = find(dead.event.session)) {
        copy->dead.push_back({taken_out(dead.event), dead.reason, dead.at});
      }
    }
    for (const auto& [key, job] : data_.jobs) {
      if (auto* copy = find(key.first)) copy->jobs.push_back(job);
    }
    for (const auto& [key, token] : data_.tokens) {
      if (auto* copy = find(key.first)) copy->tokens.push_back({token.issued, token.used});
    }
    for (const auto& [key, expires] : data_.keys) {
      const auto& [session, kind, name] = key;
      if (auto* copy = find(session)) copy->keys.push_back({kind, name, expires});
    }
    for (const auto& [key, snapshot] : data_.snapshots) {
      if (auto* copy = find(key.first)) copy->snapshots.push_back(snapshot);
    }
    for (const auto& [key, value] : data_.large) {
      if (auto* copy = find(key.first)) {
        copy->large.push_back({key.second, value.revision, value.bytes});
      }
    }
    for (auto& [id, copy] : by_id_) {
      const auto indexed = data_.indexed.find(id);
      if (indexed != data_.indexed.end()) copy->indexed = rows::to_json(indexed->second);
      const auto journal = data_.journal.find(id);
      if (journal != data_.journal.end()) copy->journal = journal->second;
      for (JournalEntry& entry : copy->journal) {
        entry.session.clear();
        entry.number = 0;
      }
      std::sort(copy->keys.begin(), copy->keys.end(), [](const auto& a, const auto& b) {
        return std::pair(name(a.kind), a.key) < std::pair(name(b.kind), b.key);
      });
      for (StoredJob& job : copy->jobs) job.job.session.clear();
      for (TransferredToken& token : copy->tokens) token.issued.session.clear();
    }
  }

  const Data& data_;
  std::deque<TransferredSession> copies_;
  std::map<std::string, TransferredSession*, std::less<>> by_id_;
};

class MemoryReader : public SessionReader {
 public:
  explicit MemoryReader(std::deque<TransferredSession> copies)
      : total_(copies.size()), copies_(std::move(copies)) {}

  std::size_t total() const override { return total_; }
  std::optional<TransferredSession> next() override {
    if (copies_.empty()) return std::nullopt;
    TransferredSession session = std::move(copies_.front());
    copies_.pop_front();
    return session;
  }

 private:
  std::size_t total_;
  std::deque<TransferredSession> copies_;
};

void put_in(Data& data, const TransferredSession& session) {
  using Place = TransferredPending::Place;
  const std::string& id = session.session.id;
  data.sessions.emplace(id, session.session);
  for (const TransferredPending& pending : session.pending) {
    Event event = put_in(pending.event, id);
    if (pending.place != Place::Later) event.sequence = ++data.last_sequence;
    event.queued = pending.queued;
    Lane& lane = data.lane_of(pending.place == Place::Later ? event.sender : id);
    if (pending.place == Place::Queued) {
      lane.queue(std::move(event));
    } else {
      lane.wait(std::move(event), pending.due);
    }
  }
  for (const TransferredDead& dead : session.dead) {
    data.bury(put_in(dead.event, id), dead.reason, dead.at);
  }
  for (const StoredJob& job : session.jobs) {
    StoredJob kept = job;
    kept.job.session = id;
    data.jobs.insert_or_assign({id, job.job.invocation}, std::move(kept));
  }
  data.last_sequence = std::max(data.last_sequence, rows::highest_fence(session));
  for (const TransferredToken& token : session.tokens) {
    Token kept{token.issued, token.used};
    kept.issued.session = id;
    data.tokens.insert_or_assign({id, token.issued.name}, std::move(kept));
  }
  for (const TransferredKey& key : session.keys) {
    data.keys.insert_or_assign({id, key.kind, key.key}, key.expires);
  }
  for (const StoredSnapshot& snapshot : session.snapshots) {
    data.snapshots.insert_or_assign({id, snapshot.revision}, snapshot);
  }
  for (const TransferredLarge& value : session.large) {
    data.large.insert_or_assign({id, value.name}, LargeBytes{value.revision, value.bytes});
  }
  if (session.indexed) {
    std::vector<IndexedAttribute> attributes;
    for (auto& [name, value] : rows::indexed_from(*session.indexed)) {
      attributes.push_back({*data.names.insert(name).first, std::move(value)});
    }
    data.indexed.insert_or_assign(id, std::move(attributes));
  }
  for (JournalEntry entry : session.journal) {
    entry.session = id;
    data.note(std::move(entry));
  }
}

}  // namespace

std::unique_ptr<SessionReader> MemoryTransfer::read(const TransferFilter& filter) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  return std::make_unique<MemoryReader>(TransferCopier(*data_).copy(filter));
}

std::vector<std::string> MemoryTransfer::existing(std::span<const std::string> ids) {
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  std::vector<std::string> found;
  for (const std::string& id : ids) {
    if (data_->sessions.find(id) != data_->sessions.end()) found.push_back(id);
  }
  return found;
}

void MemoryTransfer::insert(std::span<const TransferredSession> sessions) {
  rows::check(sessions);
  const std::lock_guard guard(data_->mutex);
  data_->require_schema();
  for (const TransferredSession& session : sessions) {
    const std::string& id = session.session.id;
    if (data_->sessions.find(id) != data_->sessions.end()) rows::throw_exists(id);
  }
  for (const TransferredSession& session : sessions) put_in(*data_, session);
  data_->announce();
}

}  // namespace perdure::memory
