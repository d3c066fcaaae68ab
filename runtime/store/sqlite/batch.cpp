#include "runtime/store/sqlite/batch.h"

#include <string_view>
#include <unordered_map>
#include <utility>

#include "runtime/store/rows/check.h"
#include "runtime/store/rows/indexed.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/lists.h"
#include "runtime/store/rows/names.h"
#include "runtime/store/rows/tenure.h"
#include "runtime/store/rows/text.h"
#include "runtime/store/sqlite/jobs.h"
#include "runtime/store/sqlite/rows.h"
#include "runtime/store/sqlite/tokens.h"

namespace perdure::sqlite {

SqliteBatch::SqliteBatch(Transaction transaction, const Owner& owner, Timestamp now,
                         std::size_t limit)
    : transaction_(std::move(transaction)), owner_(owner), now_(now) {
  read_events(transaction_->connection(), limit);
  read_sessions(transaction_->connection());
}

void SqliteBatch::read_events(Connection& db, std::size_t limit) {
  Rows rows = db.read("claim_events", owner_.lane, as_limit(limit));
  while (rows.next()) {
    DueEvent event;
    event.sequence = rows.integer(0);
    event.id = rows.id(1);
    event.kind = rows::event_kind(rows.text(2));
    event.session = rows.text(3);
    event.sender = rows.text(4);
    event.name = rows.text(5);
    event.payload = rows.bytes(6);
    event.send_id = rows.text(7);
    event.cause = rows.optional_id(8);
    event.invocation = rows.text(9);
    event.chart = rows.text(10);
    event.queued = rows.time(11);
    events_.push_back(std::move(event));
  }
}

void SqliteBatch::read_sessions(Connection& db) {
  std::unordered_map<std::string_view, std::size_t> indexes;
  for (DueEvent& event : events_) {
    const auto [known, is_new] = indexes.emplace(event.session, DueEvent::NoSession);
    if (is_new) {
      Rows rows = db.read("read_session", owner_.lane, event.session);
      if (rows.next()) {
        known->second = sessions_.size();
        sessions_.push_back(stored_session(rows));
        sessions_.back().metadata.clear();
      }
    }
    event.session_index = known->second;
  }
}

std::optional<Bytes> SqliteBatch::large_value(std::size_t session, const LargeName& name) {
  if (!transaction_) throw Error(ErrorKind::InvalidArgument, "the batch was committed");
  Rows rows =
      transaction_->connection().read("find_blob", owner_.lane, sessions_[session].id, name);
  if (!rows.next()) return std::nullopt;
  return rows.bytes(0);
}

CommitResult SqliteBatch::commit(const BatchWrite& write) {
  rows::check(write, *this);
  if (!transaction_) throw Error(ErrorKind::InvalidArgument, "a batch is committed once");
  // However this ends, the lane is unlocked.
  Transaction transaction = std::move(*transaction_);
  transaction_.reset();
  Connection& db = transaction.connection();
  if (!save_sessions(db, write)) return CommitResult::Lost;
  settle_events(db, write);
  for (const auto& cancelled : write.cancels) {
    cancel(db, cancelled.sender, cancelled.kind, cancelled.send_id, owner_.lanes);
  }
  for (const auto& child : write.children) {
    if (!make_session(db, child.session, child.otherwise.cause, now_, owner_.lanes)) {
      add_event(db, child.otherwise, now_, owner_.lanes);
    }
  }
  for (const std::size_t ended : write.ended) {
    const StoredSession& session = sessions_[ended];
    db.run("drop_delayed_of", owner_.lane, session.id, now_);
    if (session.status != SessionStatus::Suspended) continue;
    db.run("return_postponed_of", owner_.lane, session.id);
    db.run("delete_postponed_of", owner_.lane, session.id);
  }
  for (const NewEvent& event : write.sends) add_event(db, event, now_, owner_.lanes);
  SqliteJobRows jobs(db, now_, owner_.lanes);
  for (const JobCancel& cancelled : write.job_cancels) rows::cancel(jobs, cancelled);
  for (const NewJob& job : write.jobs) rows::make(jobs, job);
  write_tokens(db, write, owner_.lanes);
  add_journal(db, write);
  settle_large(db, write);
  const bool given_back = settle_lane(db, write);
  transaction.commit();
  if (given_back) owner_.over = true;
  return CommitResult::Committed;
}

bool SqliteBatch::save_sessions(Connection& db, const BatchWrite& write) {
  for (const auto& session : write.sessions) {
    const StoredSession& read = sessions_[session.session];
    const auto saved =
        db.run("save_session", owner_.lane, read.id, read.revision, name(session.status),
               session.revision, joined(session.active), session.state, session.result,
               session.attempts, session.retry_at, rows::readable(session.failure), now_,
               session.version, rows::lines_of(session.invoked), rows::lines_of(session.deferred));
    if (saved != 1) return false;
    if (session.indexed)
      db.run("save_indexed", owner_.lane, read.id, rows::to_json(*session.indexed));
  }
  return true;
}

void SqliteBatch::settle_events(Connection& db, const BatchWrite& write) {
  for (const std::size_t consumed : write.consumed) {
    db.run("delete_event", owner_.lane, events_[consumed].sequence);
  }
  for (const auto& postponed : write.postponed) {
    const std::int64_t sequence = events_[postponed.event].sequence;
    db.run("postpone_event", owner_.lane, sequence, postponed.until);
    db.run("delete_event", owner_.lane, sequence);
  }
  for (const auto& dead : write.dead) {
    const std::int64_t sequence = events_[dead.event].sequence;
    db.run("bury_event", owner_.lane, sequence, rows::readable(dead.reason), now_);
    db.run("delete_event", owner_.lane, sequence);
  }
}

void SqliteBatch::add_journal(Connection& db, const BatchWrite& write) {
  for (const JournalEntry& entry : write.journal) {
    db.run("insert_journal", rows::lane_of(entry.session, owner_.lanes), entry.session,
           entry.revision, entry.event, entry.cause, name(entry.kind), entry.name,
           name(entry.outcome), joined(entry.left), joined(entry.entered), entry.at, entry.payload,
           NullIfEmpty{entry.invocation}, entry.answers);
  }
  for (const BatchWrite::Snapshot& snapshot : write.snapshots) {
    const StoredSnapshot& state = snapshot.state;
    db.run("insert_snapshot", owner_.lane, sessions_[snapshot.session].id, state.revision,
           state.version, state.state, state.at);
  }
}

void SqliteBatch::settle_large(Connection& db, const BatchWrite& write) {
  for (const BatchWrite::Large& kept : write.large) {
    db.run("insert_blob", owner_.lane, sessions_[kept.session].id, kept.name, kept.revision,
           kept.bytes);
  }
  for (const BatchWrite::LargeEnd& end : write.large_ends) {
    db.run("delete_blob", owner_.lane, sessions_[end.session].id, end.name, end.revision);
  }
}

bool SqliteBatch::settle_lane(Connection& db, const BatchWrite& write) const {
  if (write.ends_tenure || !db.read("claim_events", owner_.lane, 1).next()) {
    db.run("give_back_lane", owner_.lane, owner_.epoch);
    return true;
  }
  // The batch itself may have lasted longer than others wait.
  const Timestamp now = clock_now();
  if (now - owner_.touched > rows::BetweenSigns) db.run("touch_lane", owner_.lane, now);
  return false;
}

}  // namespace perdure::sqlite
