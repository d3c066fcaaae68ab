#include "runtime/store/sqlite/transfer.h"

#include <algorithm>
#include <utility>

#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/lists.h"
#include "runtime/store/rows/names.h"
#include "runtime/store/rows/text.h"
#include "runtime/store/rows/transfer.h"
#include "runtime/store/sqlite/jobs.h"
#include "runtime/store/sqlite/rows.h"
#include "runtime/store/sqlite/schema.h"
#include "runtime/store/sqlite/transaction.h"

namespace perdure::sqlite {
namespace {

using Place = TransferredPending::Place;

// A row of read_transferred_blobs.
TransferredLarge large_value(const Rows& row) {
  TransferredLarge value{{}, row.integer(1), row.bytes(2)};
  const Bytes digest = row.bytes(0);
  std::transform(digest.begin(), digest.end(), value.name.digest.begin(),
                 [](std::byte byte) { return std::to_integer<std::uint8_t>(byte); });
  value.name.size = value.bytes.size();
  return value;
}

// Sessions and the events to them are read side by side, in the order of the sessions; what is found by a session's
// id is asked for each.
class TransferReader : public SessionReader {
 public:
  TransferReader(Pool& pool, const TransferFilter& filter)
      : db_(pool.lend()),
        lanes_(begin(*db_)),
        events_(read("read_transferred_events", filter)),
        sessions_(read("read_transferred", filter)) {
    Rows count = read("count_transferred", filter);
    count.next();
    total_ = static_cast<std::size_t>(count.integer(0));
    has_event_ = events_->next();
  }
  ~TransferReader() override {
    sessions_.reset();
    events_.reset();
    try {
      db_->run("rollback");
    } catch (const Error&) {
      // Then the pool closes the connection.
    }
  }

  std::size_t total() const override { return total_; }

  std::optional<TransferredSession> next() override {
    if (!sessions_->next()) return std::nullopt;
    TransferredSession session;
    session.session = stored_session(*sessions_);
    if (!sessions_->is_null(SessionColumns)) session.indexed = sessions_->text(SessionColumns);
    read_events(session);
    read_parts(session);
    return session;
  }

 private:
  static std::int32_t begin(Connection& db) {
    db.run("begin_reading");
    return require_schema(db);
  }
  Rows read(Query query, const TransferFilter& filter) {
    return db_->read(query, rows::to_json(filter.ids), filter.chart, filter.state, filter.tenant);
  }

  TransferredEvent event() const {
    return {events_->id(2),          rows::event_kind(events_->text(3)),
            events_->text(4),        events_->text(5),
            events_->bytes(6),       events_->text(7),
            events_->optional_id(8), events_->text(9),
            events_->text(10)};
  }

  void read_events(TransferredSession& session) {
    for (; has_event_ && events_->text(0) == session.session.id; has_event_ = events_->next()) {
      const std::string place = events_->text(1);
      if (place == "dead") {
        session.dead.push_back({event(), events_->text(12), events_->time(11)});
      } else if (place == "queued") {
        session.pending.push_back({Place::Queued, event(), {}, events_->time(11)});
      } else {
        session.pending.push_back({place == "later" ? Place::Later : Place::Postponed,
                                   event(),
                                   events_->optional_time(11),
                                   {}});
      }
    }
  }

  void read_parts(TransferredSession& session) {
    const std::string& id = session.session.id;
    const std::int32_t lane = rows::lane_of(id, lanes_);
    session.jobs = SqliteJobRows(*db_, {}, lanes_).of(id);
    for (StoredJob& job : session.jobs) job.job.session.clear();
    std::sort(session.jobs.begin(), session.jobs.end(),
              [](const auto& a, const auto& b) { return a.job.invocation < b.job.invocation; });
    for (Rows rows = db_->read("read_transferred_tokens", lane, id); rows.next();) {
      TransferredToken token{
          {{}, rows.text(0), {}, rows::lines(rows.text(2)), rows.optional_time(3)},
          rows.optional_time(4)};
      const Bytes hash = rows.bytes(1);
      std::transform(hash.begin(), hash.end(), token.issued.hash.bytes.begin(),
                     [](std::byte byte) { return std::to_integer<std::uint8_t>(byte); });
      session.tokens.push_back(std::move(token));
    }
    for (Rows rows = db_->read("read_transferred_keys", lane, id); rows.next();) {
      session.keys.push_back({rows::event_kind(rows.text(0)), rows.text(1), rows.time(2)});
    }
    for (Rows rows = db_->read("read_transferred_snapshots", lane, id); rows.next();) {
      session.snapshots.push_back({rows.integer(0), static_cast<std::uint32_t>(rows.integer(1)),
                                   rows.bytes(2), rows.time(3)});
    }
    for (Rows rows = db_->read("read_transferred_blobs", lane, id); rows.next();) {
      session.large.push_back(large_value(rows));
    }
    for (Rows rows = db_->read("read_transferred_journal", lane, id); rows.next();) {
      JournalEntry entry = journal_entry(rows);
      entry.session.clear();
      entry.number = 0;
      session.journal.push_back(std::move(entry));
    }
  }

  Pool::Lease db_;
  const std::int32_t lanes_;
  std::optional<Rows> events_;
  std::optional<Rows> sessions_;
  bool has_event_ = false;  // The next session's, in events_.
  std::size_t total_ = 0;
};

class TransferWriter {
 public:
  TransferWriter(Connection& db, std::int32_t lanes) : db_(db), lanes_(lanes) {}

  void write(const TransferredSession& session) {
    const std::string& id = session.session.id;
    const std::int32_t lane = rows::lane_of(id, lanes_);
    if (db_.read("has_session", lane, id).next()) rows::throw_exists(id);
    write_session(session, lane);
    for (const TransferredPending& pending : session.pending) write_pending(pending, id, lane);
    for (const auto& [event, reason, at] : session.dead) {
      db_.run("insert_transferred_dead", lane, event.id, name(event.kind), id, sender(event, id),
              event.name, event.payload, NullIfEmpty{event.send_id}, event.cause,
              NullIfEmpty{event.invocation}, NullIfEmpty{event.chart}, reason, at);
    }
    SqliteJobRows jobs(db_, {}, lanes_);
    for (StoredJob job : session.jobs) {
      job.job.session = id;
      jobs.save(job);
    }
    db_.run("raise_number", lane, rows::highest_fence(session));
    for (const auto& [token, used] : session.tokens) {
      db_.run("insert_transferred_token", lane, id, token.name, token.hash,
              rows::joined_lines(token.accepts), token.expires, used);
    }
    for (const TransferredKey& key : session.keys) {
      db_.run("insert_transferred_key", lane, id, name(key.kind), key.key, key.expires);
    }
    for (const StoredSnapshot& snapshot : session.snapshots) {
      db_.run("insert_snapshot", lane, id, snapshot.revision, snapshot.version, snapshot.state,
              snapshot.at);
    }
    for (const TransferredLarge& value : session.large) {
      db_.run("insert_blob", lane, id, value.name, value.revision, value.bytes);
    }
    for (const JournalEntry& entry : session.journal) {
      db_.run("insert_transferred_journal", lane, id, entry.revision, entry.event, entry.cause,
              name(entry.kind), entry.name, name(entry.outcome), joined(entry.left),
              joined(entry.entered), entry.at, entry.payload, NullIfEmpty{entry.invocation},
              entry.answers, NullIfEmpty{entry.done_by});
    }
  }

 private:
  static const std::string& sender(const TransferredEvent& event, const std::string& id) {
    return event.sender.empty() ? id : event.sender;
  }

  void write_session(const TransferredSession& whole, std::int32_t lane) {
    const StoredSession& session = whole.session;
    db_.run("insert_transferred", lane, session.id, session.chart, session.version,
            name(session.status), joined(session.active), session.state, session.result,
            session.revision, session.attempts, session.retry_at, session.failure, session.created,
            session.updated, NullIfEmpty{session.parent}, NullIfEmpty{session.invocation},
            session.tenant, rows::lines_of(session.invoked), rows::lines_of(session.deferred),
            session.metadata);
    if (whole.indexed) db_.run("save_indexed", lane, session.id, *whole.indexed);
  }

  void write_pending(const TransferredPending& pending, const std::string& id, std::int32_t lane) {
    const TransferredEvent& event = pending.event;
    if (pending.place == Place::Queued) {
      db_.run("insert_transferred_event", lane, next_number(db_, lane), event.id, name(event.kind),
              id, sender(event, id), event.name, event.payload, NullIfEmpty{event.send_id},
              event.cause, NullIfEmpty{event.invocation}, NullIfEmpty{event.chart}, pending.queued);
      return;
    }
    const bool postponed = pending.place == Place::Postponed;
    const std::int32_t in = postponed ? lane : rows::lane_of(sender(event, id), lanes_);
    db_.run("insert_transferred_timer", in, next_number(db_, in), event.id, name(event.kind), id,
            sender(event, id), event.name, event.payload, NullIfEmpty{event.send_id}, event.cause,
            NullIfEmpty{event.invocation}, NullIfEmpty{event.chart}, pending.due, lane,
            std::int64_t{postponed});
  }

  Connection& db_;
  const std::int32_t lanes_;
};

}  // namespace

std::unique_ptr<SessionReader> SqliteTransfer::read(const TransferFilter& filter) {
  return std::make_unique<TransferReader>(readers_, filter);
}

std::vector<std::string> SqliteTransfer::existing(std::span<const std::string> ids) {
  const Pool::Lease db = readers_.lend();
  const std::int32_t lanes = require_schema(*db);
  std::vector<std::string> found;
  for (const std::string& id : ids) {
    if (db->read("has_session", rows::lane_of(id, lanes), id).next()) found.push_back(id);
  }
  return found;
}

void SqliteTransfer::insert(std::span<const TransferredSession> sessions) {
  rows::check(sessions);
  Transaction transaction(writers_, turns_);
  TransferWriter writer(transaction.connection(), require_schema(transaction.connection()));
  for (const TransferredSession& session : sessions) writer.write(session);
  transaction.commit();
}

}  // namespace perdure::sqlite
