#include "runtime/store/memory/batch.h"

#include <map>
#include <utility>

#include "runtime/store/memory/jobs.h"
#include "runtime/store/rows/check.h"
#include "runtime/store/rows/text.h"

namespace perdure::memory {

MemoryBatch::MemoryBatch(std::shared_ptr<Data> data, std::size_t lane, Timestamp now,
                         std::size_t limit)
    : data_(std::move(data)), lane_(lane), now_(now), drops_(data_->drops) {
  Lane& locked = data_->lanes[lane_];
  locked.locked = true;
  std::map<std::string_view, std::size_t> indexes;
  for (const auto& [sequence, event] : locked.events()) {
    if (events_.size() == limit) break;
    const auto session = data_->sessions.find(event.session);
    std::size_t index = DueEvent::NoSession;
    if (session != data_->sessions.end()) {
      const auto [known, is_new] = indexes.emplace(session->first, sessions_.size());
      if (is_new) {
        sessions_.push_back(session->second);
        sessions_.back().metadata.clear();
      }
      index = known->second;
    }
    events_.push_back({sequence, event.id, event.kind, event.session, index, event.sender,
                       event.name, event.payload, event.send_id, event.cause, event.invocation,
                       event.chart, event.queued});
    locked.handling = sequence;
  }
}

MemoryBatch::~MemoryBatch() {
  const std::lock_guard guard(data_->mutex);
  unlock();
}

void MemoryBatch::unlock() {
  if (std::exchange(locked_, false) && drops_ == data_->drops) {
    Lane& lane = data_->lanes[lane_];
    lane.locked = false;
    lane.handling = 0;
    lane.touched = data_->now();
    data_->announce();
  }
}

bool MemoryBatch::is_lost(const BatchWrite& write) const {
  if (drops_ != data_->drops) return true;
  for (const auto& session : write.sessions) {
    const StoredSession& read = sessions_[session.session];
    const auto stored = data_->sessions.find(read.id);
    if (stored == data_->sessions.end() || stored->second.revision != read.revision) return true;
  }
  return false;
}

std::optional<Bytes> MemoryBatch::large_value(std::size_t session, const LargeName& name) {
  const std::lock_guard guard(data_->mutex);
  return data_->large_value(sessions_[session].id, name);
}

CommitResult MemoryBatch::commit(const BatchWrite& write) {
  rows::check(write, *this);
  const std::lock_guard guard(data_->mutex);
  if (!locked_) throw Error(ErrorKind::InvalidArgument, "a batch is committed once");
  if (is_lost(write)) {
    unlock();
    return CommitResult::Lost;
  }
  Lane& lane = data_->lanes[lane_];
  for (const auto& session : write.sessions) {
    StoredSession& stored = data_->sessions.find(sessions_[session.session].id)->second;
    stored.status = session.status;
    stored.revision = session.revision;
    stored.active = session.active;
    stored.state = session.state;
    stored.result = session.result;
    stored.attempts = session.attempts;
    stored.retry_at = session.retry_at;
    stored.failure = rows::readable(session.failure);
    stored.version = session.version;
    stored.updated = now_;
    stored.invoked = session.invoked;
    stored.deferred = session.deferred;
    if (session.indexed) data_->indexed[stored.id] = *session.indexed;
  }
  for (const std::size_t event : write.consumed) lane.take(events_[event].sequence);
  for (const auto& postponed : write.postponed) {
    lane.wait(lane.take(events_[postponed.event].sequence), postponed.until);
  }
  for (const auto& dead : write.dead) {
    data_->bury(lane.take(events_[dead.event].sequence), rows::readable(dead.reason), now_);
  }
  // What this batch leaves queued or postponed can be taken back too.
  lane.handling = 0;
  for (const auto& cancel : write.cancels) {
    data_->lane_of(cancel.sender).cancel(cancel.sender, cancel.kind, cancel.send_id);
  }
  for (const TokenRevocation& revoked : write.revocations) {
    data_->tokens.erase({revoked.session, revoked.name});
  }
  for (const NewToken& token : write.tokens) {
    data_->tokens.insert_or_assign({token.session, token.name}, Token{token, std::nullopt});
  }
  for (const auto& child : write.children) {
    if (!data_->make(child.session, child.otherwise.cause, now_)) data_->add(child.otherwise, now_);
  }
  for (const std::size_t ended : write.ended) {
    const StoredSession& session = sessions_[ended];
    lane.forget_delayed_of(session.id, now_);
    if (session.status == SessionStatus::Suspended) lane.resume(session.id);
  }
  for (const NewEvent& event : write.sends) data_->add(event, now_);
  MemoryJobRows jobs(*data_, now_);
  for (const JobCancel& cancelled : write.job_cancels) rows::cancel(jobs, cancelled);
  for (const NewJob& job : write.jobs) rows::make(jobs, job);
  for (const JournalEntry& entry : write.journal) data_->note(entry);
  for (const BatchWrite::Snapshot& snapshot : write.snapshots) {
    data_->snapshots.try_emplace({sessions_[snapshot.session].id, snapshot.state.revision},
                                 snapshot.state);
  }
  for (const BatchWrite::Large& kept : write.large) {
    data_->large.try_emplace({sessions_[kept.session].id, kept.name},
                             LargeBytes{kept.revision, kept.bytes});
  }
  for (const BatchWrite::LargeEnd& end : write.large_ends) {
    data_->drop_large(sessions_[end.session].id, end.name, end.revision);
  }
  if (write.ends_tenure || lane.events().empty()) lane.held = false;
  unlock();
  return CommitResult::Committed;
}

}  // namespace perdure::memory
