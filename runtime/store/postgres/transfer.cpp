#include "runtime/store/postgres/transfer.h"

#include <perdure/store.h>

#include <algorithm>
#include <charconv>
#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/store/postgres/event_columns.h"
#include "runtime/store/postgres/large_columns.h"
#include "runtime/store/postgres/queries.h"
#include "runtime/store/postgres/rows.h"
#include "runtime/store/postgres/transaction.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/lists.h"
#include "runtime/store/rows/names.h"
#include "runtime/store/rows/text.h"
#include "runtime/store/rows/transfer.h"

namespace perdure::postgres {
namespace {

using Place = TransferredPending::Place;

// The rows of a cursor, one after the other.
class Cursor {
 public:
  Cursor(Connection& connection, const Query& fetch) : connection_(connection), fetch_(fetch) {}

  // The row that is next; nothing behind the last one.
  std::optional<Row> row() {
    if (rows_ && at_ == rows_->size()) rows_.reset();
    if (!rows_ && !ended_) {
      rows_ = connection_.run(fetch_);
      at_ = 0;
      ended_ = rows_->empty();
    }
    if (!rows_ || ended_) return std::nullopt;
    return (*rows_)[at_];
  }
  void advance() { ++at_; }

  // Those of one session, which come in the order of its id.
  template <typename Take>
  void take_of(std::string_view session, const Take& take) {
    for (auto next = row(); next && next->text(0) == session; next = row()) {
      take(*next);
      advance();
    }
  }

 private:
  Connection& connection_;
  const Query fetch_;
  std::optional<Result> rows_;
  int at_ = 0;
  bool ended_ = false;
};

TransferredEvent transferred_event_from(const Row& row) {
  return {row.id(2),
          rows::event_kind(row.text(3)),
          std::string(row.text(4)),
          std::string(row.text(5)),
          row.bytes(6),
          std::string(row.text(7)),
          row.id_or_null(8),
          std::string(row.text(9)),
          std::string(row.text(10))};
}

void add_event(TransferredSession& session, const Row& row) {
  const std::string_view place = row.text(1);
  if (place == "dead") {
    session.dead.push_back({transferred_event_from(row), std::string(row.text(12)),
                            row.time(11).value_or(Timestamp{})});
  } else if (place == "queued") {
    session.pending.push_back(
        {Place::Queued, transferred_event_from(row), {}, row.time(11).value_or(Timestamp{})});
  } else {
    session.pending.push_back({place == "later" ? Place::Later : Place::Postponed,
                               transferred_event_from(row),
                               row.time(11),
                               {}});
  }
}

void add_entry(TransferredSession& session, const Row& row) {
  JournalEntry entry = journal_entry_from(row);
  entry.session.clear();
  entry.number = 0;
  session.journal.push_back(std::move(entry));
}

void add_job(TransferredSession& session, const Row& row) {
  StoredJob stored = stored_job_from(row, 1);
  stored.job.session.clear();
  session.jobs.push_back(std::move(stored));
}

void add_token(TransferredSession& session, const Row& row) {
  TransferredToken token;
  token.issued.name = row.text(1);
  const Bytes hash = row.bytes(2);
  std::transform(hash.begin(), hash.end(), token.issued.hash.bytes.begin(),
                 [](std::byte byte) { return std::to_integer<std::uint8_t>(byte); });
  token.issued.accepts = row.texts(3);
  token.issued.expires = row.time(4);
  token.used = row.time(5);
  session.tokens.push_back(std::move(token));
}

void add_key(TransferredSession& session, const Row& row) {
  session.keys.push_back(
      {rows::event_kind(row.text(1)), std::string(row.text(2)), row.time(3).value_or(Timestamp{})});
}

void add_large(TransferredSession& session, const Row& row) {
  TransferredLarge value{{}, row.int64(2), row.bytes(3)};
  const Bytes digest = row.bytes(1);
  std::transform(digest.begin(), digest.end(), value.name.digest.begin(),
                 [](std::byte byte) { return std::to_integer<std::uint8_t>(byte); });
  value.name.size = value.bytes.size();
  session.large.push_back(std::move(value));
}

void add_snapshot(TransferredSession& session, const Row& row) {
  session.snapshots.push_back({row.int64(1), static_cast<std::uint32_t>(row.int64(2)), row.bytes(3),
                               row.time(4).value_or(Timestamp{})});
}

// Cursors over sessions, events, large values and the journal go side by side, in the order of the sessions' ids. What is found by
// a session's id is asked for a page of them.
class TransferReader : public SessionReader {
 public:
  TransferReader(Pool& pool, const TransferFilter& filter)
      : lease_(pool.lease()),
        rollback_(*lease_),
        sessions_(*lease_, query("fetch_transferred")),
        events_(*lease_, query("fetch_transferred_events")),
        large_(*lease_, query("fetch_transferred_blobs")),
        journal_(*lease_, query("fetch_transferred_journal")) {
    Array ids(Array::Of::Text);
    for (const std::string& id : filter.ids) ids.add(std::string_view(id));
    const auto parameters = [&] {
      return Parameters()(ids)(std::string_view(filter.chart))(std::string_view(filter.state))(
          std::string_view(filter.tenant));
    };
    Pipeline opening(*lease_);
    opening.send(query("begin_reading"));
    opening.send(query("count_transferred"), parameters());
    opening.send(query("read_transferred"), parameters());
    opening.send(query("read_transferred_events"), parameters());
    opening.send(query("read_transferred_blobs"), parameters());
    opening.send(query("read_transferred_journal"), parameters());
    total_ = static_cast<std::size_t>(opening.finish()[1][0].int64(0));
  }

  std::size_t total() const override { return total_; }

  std::optional<TransferredSession> next() override {
    if (page_.empty()) read_page();
    if (page_.empty()) return std::nullopt;
    TransferredSession session = std::move(page_.front());
    page_.pop_front();
    const std::string& id = session.session.id;
    events_.take_of(id, [&](const Row& row) { add_event(session, row); });
    large_.take_of(id, [&](const Row& row) { add_large(session, row); });
    journal_.take_of(id, [&](const Row& row) { add_entry(session, row); });
    return session;
  }

 private:
  static constexpr std::size_t PageSize = 200;  // As in fetch_transferred.sql.

  void read_page() {
    Array lanes(Array::Of::Int16);
    Array ids(Array::Of::Text);
    for (; page_.size() < PageSize; sessions_.advance()) {
      const std::optional<Row> row = sessions_.row();
      if (!row) break;
      TransferredSession& session = page_.emplace_back();
      session.session = session_from(*row);
      if (!row->is_null(AfterSession)) session.indexed = row->text(AfterSession);
      lanes.add(row->int16(AfterSession + 1));
      ids.add(std::string_view(session.session.id));
    }
    if (page_.empty()) return;
    Pipeline parts(*lease_);
    for (const Query& part :
         {query("read_transferred_jobs"), query("read_transferred_tokens"),
          query("read_transferred_keys"), query("read_transferred_snapshots")}) {
      parts.send(part, Parameters()(lanes)(ids));
    }
    const std::vector<Result> found = parts.finish();
    add_all(found[0], add_job);
    add_all(found[1], add_token);
    add_all(found[2], add_key);
    add_all(found[3], add_snapshot);
  }

  // To the sessions of the page, in whose order they come.
  void add_all(const Result& rows, void (*add)(TransferredSession&, const Row&)) {
    auto session = page_.begin();
    for (int i = 0; i < rows.size(); ++i) {
      while (session->session.id != rows[i].text(0)) ++session;
      add(*session, rows[i]);
    }
  }

  Pool::Lease lease_;
  Rollback rollback_;
  Cursor sessions_;
  Cursor events_;
  Cursor large_;
  Cursor journal_;
  std::deque<TransferredSession> page_;
  std::size_t total_ = 0;
};

std::string exact(double number) {
  char digits[40];
  return {digits, std::to_chars(digits, digits + sizeof digits, number).ptr};
}

// Sessions as the statements that insert them: one for each table.
class TransferStatements {
 public:
  TransferStatements(std::span<const TransferredSession> sessions, std::int32_t lanes)
      : sessions_(sessions), lanes_(lanes) {}

  std::int64_t numbers_wanted() const {
    std::size_t count = 0;
    for (const TransferredSession& session : sessions_) count += session.pending.size();
    return static_cast<std::int64_t>(count);
  }
  std::int64_t highest_fence() const {
    std::int64_t highest = 0;
    for (const auto& session : sessions_) highest = std::max(highest, rows::highest_fence(session));
    return highest;
  }

  void ask_for_existing(Statements& statements) {
    Array lanes(Array::Of::Int16);
    Array ids(Array::Of::Text);
    for (const TransferredSession& session : sessions_) {
      lanes.add(lane_of(session.session.id));
      ids.add(std::string_view(session.session.id));
    }
    statements.send(query("existing_sessions"), Parameters()(lanes)(ids));
  }

  void write(Statements& statements, const Result& numbers) {
    write_sessions(statements);
    write_pending(statements, numbers);
    write_dead(statements);
    write_jobs(statements);
    write_tokens(statements);
    write_keys(statements);
    write_snapshots(statements);
    write_large(statements);
    write_journal(statements);
  }

 private:
  std::int16_t lane_of(std::string_view session) const {
    return static_cast<std::int16_t>(rows::lane_of(session, lanes_));
  }

  static NewEvent new_event(const TransferredEvent& event, const std::string& session) {
    NewEvent made;
    made.id = event.id;
    made.kind = event.kind;
    made.session = session;
    made.sender = event.sender.empty() ? session : event.sender;
    made.name = event.name;
    made.payload = event.payload;
    made.send_id = event.send_id;
    made.cause = event.cause;
    made.invocation = event.invocation;
    made.chart = event.chart;
    return made;
  }

  void write_sessions(Statements& statements) {
    Array lanes(Array::Of::Int16), ids(Array::Of::Text), charts(Array::Of::Text),
        versions(Array::Of::Int64), statuses(Array::Of::Text), active(Array::Of::Text),
        states(Array::Of::Bytes), results(Array::Of::Bytes), revisions(Array::Of::Int64),
        attempts(Array::Of::Int32), retries(Array::Of::Time), failures(Array::Of::Text),
        created(Array::Of::Time), updated(Array::Of::Time), parents(Array::Of::Text),
        invocations(Array::Of::Text), tenants(Array::Of::Text), invoked(Array::Of::Text),
        deferred(Array::Of::Text), metadata(Array::Of::Text), indexed(Array::Of::Text);
    for (const TransferredSession& whole : sessions_) {
      const StoredSession& session = whole.session;
      lanes.add(lane_of(session.id));
      ids.add(std::string_view(session.id));
      charts.add(std::string_view(session.chart));
      versions.add(static_cast<std::int64_t>(session.version));
      statuses.add(name(session.status));
      active.add_joined(session.active);
      states.add(std::span<const std::byte>(session.state));
      results.add(std::span<const std::byte>(session.result));
      revisions.add(session.revision);
      attempts.add(session.attempts);
      retries.add(session.retry_at);
      failures.add(std::string_view(session.failure));
      created.add(session.created);
      updated.add(session.updated);
      parents.add_unless_empty(session.parent);
      invocations.add_unless_empty(session.invocation);
      tenants.add(std::string_view(session.tenant));
      invoked.add(std::string_view(rows::lines_of(session.invoked)));
      deferred.add(std::string_view(rows::lines_of(session.deferred)));
      metadata.add(std::string_view(session.metadata));
      if (whole.indexed) {
        indexed.add(std::string_view(*whole.indexed));
      } else {
        indexed.add_null();
      }
    }
    statements.send(
        query("insert_transferred"),
        Parameters()(lanes)(
            ids)(charts)(versions)(statuses)(active)(states)(results)(revisions)(attempts)(retries)(failures)(created)(updated)(parents)(invocations)(tenants)(invoked)(deferred)(metadata)(indexed));
  }

  void write_pending(Statements& statements, const Result& numbers) {
    Array lanes(Array::Of::Int16), sequences(Array::Of::Int64), queued(Array::Of::Time);
    EventColumns events;
    Array timer_lanes(Array::Of::Int16), timer_numbers(Array::Of::Int64), due(Array::Of::Time),
        targets(Array::Of::Int16), postponed(Array::Of::Int32);
    EventColumns timers;
    int next = 0;
    for (const TransferredSession& whole : sessions_) {
      const std::string& id = whole.session.id;
      for (const TransferredPending& pending : whole.pending) {
        const NewEvent event = new_event(pending.event, id);
        const std::int64_t number = numbers[next++].int64(0);
        if (pending.place == Place::Queued) {
          lanes.add(lane_of(id));
          sequences.add(number);
          queued.add(pending.queued);
          events.add(event, event.sender);
          continue;
        }
        const bool later = pending.place == Place::Later;
        timer_lanes.add(lane_of(later ? event.sender : id));
        timer_numbers.add(number);
        targets.add(lane_of(id));
        postponed.add(std::int32_t{!later});
        if (pending.due) {
          due.add(*pending.due);
        } else {
          due.add_infinity();
        }
        timers.add(event, event.sender);
      }
    }
    if (!events.empty()) {
      Parameters parameters = Parameters()(lanes)(sequences);
      events.append_to(parameters);
      statements.send(query("insert_transferred_events"), parameters(queued));
    }
    if (!timers.empty()) {
      Parameters parameters = Parameters()(timer_lanes)(timer_numbers);
      timers.append_to(parameters);
      statements.send(query("insert_transferred_timers"), parameters(due)(targets)(postponed));
    }
  }

  void write_dead(Statements& statements) {
    Array lanes(Array::Of::Int16), reasons(Array::Of::Text), at(Array::Of::Time);
    EventColumns events;
    for (const TransferredSession& whole : sessions_) {
      for (const TransferredDead& dead : whole.dead) {
        const NewEvent event = new_event(dead.event, whole.session.id);
        lanes.add(lane_of(event.session));
        events.add(event, event.sender);
        reasons.add(std::string_view(dead.reason));
        at.add(dead.at);
      }
    }
    if (events.empty()) return;
    Parameters parameters = Parameters()(lanes);
    events.append_to(parameters);
    statements.send(query("insert_transferred_dead"), parameters(reasons)(at));
  }

  void write_jobs(Statements& statements) {
    Array lanes(Array::Of::Int16), sessions(Array::Of::Text), invocations(Array::Of::Text),
        ids(Array::Of::Uuid), services(Array::Of::Text), arguments(Array::Of::Bytes),
        causes(Array::Of::Uuid), attempts(Array::Of::Int32), backoffs(Array::Of::Int64),
        limits(Array::Of::Int64), timeouts(Array::Of::Int64), states(Array::Of::Text),
        due(Array::Of::Time), begun(Array::Of::Int32), fences(Array::Of::Int64),
        workers(Array::Of::Text), deadlines(Array::Of::Time), checkpoints(Array::Of::Bytes),
        done(Array::Of::Text), progress(Array::Of::Text), failures(Array::Of::Text),
        created(Array::Of::Time);
    for (const TransferredSession& whole : sessions_) {
      for (const StoredJob& stored : whole.jobs) {
        const NewJob& job = stored.job;
        lanes.add(lane_of(whole.session.id));
        sessions.add(std::string_view(whole.session.id));
        invocations.add(std::string_view(job.invocation));
        ids.add(job.id);
        services.add(std::string_view(job.service));
        arguments.add(std::span<const std::byte>(job.arguments));
        causes.add(job.cause);
        attempts.add(job.attempts);
        backoffs.add(std::int64_t{job.backoff.count()});
        limits.add(std::int64_t{job.backoff_limit.count()});
        timeouts.add(std::int64_t{job.timeout.count()});
        states.add(name(stored.state));
        due.add(stored.due);
        begun.add(stored.attempt);
        fences.add(stored.fence);
        workers.add(std::string_view(stored.worker));
        deadlines.add(stored.deadline);
        checkpoints.add(std::span<const std::byte>(stored.checkpoint));
        done.add(std::string_view(exact(stored.done)));
        progress.add(std::string_view(stored.text));
        failures.add(std::string_view(stored.failure));
        created.add(stored.created);
      }
    }
    if (ids.size() == 0) return;
    statements.send(
        query("insert_transferred_jobs"),
        Parameters()(lanes)(
            sessions)(invocations)(ids)(services)(arguments)(causes)(attempts)(backoffs)(limits)(timeouts)(states)(due)(begun)(fences)(workers)(deadlines)(checkpoints)(done)(progress)(failures)(created));
  }

  void write_tokens(Statements& statements) {
    Array lanes(Array::Of::Int16), sessions(Array::Of::Text), names(Array::Of::Text),
        hashes(Array::Of::Bytes), accepts(Array::Of::Text), expires(Array::Of::Time),
        used(Array::Of::Time);
    for (const TransferredSession& whole : sessions_) {
      for (const TransferredToken& token : whole.tokens) {
        lanes.add(lane_of(whole.session.id));
        sessions.add(std::string_view(whole.session.id));
        names.add(std::string_view(token.issued.name));
        hashes.add(std::as_bytes(std::span(token.issued.hash.bytes)));
        accepts.add(std::string_view(rows::joined_lines(token.issued.accepts)));
        expires.add(token.issued.expires);
        used.add(token.used);
      }
    }
    if (names.size() == 0) return;
    statements.send(query("insert_transferred_tokens"),
                    Parameters()(lanes)(sessions)(names)(hashes)(accepts)(expires)(used));
  }

  void write_keys(Statements& statements) {
    Array lanes(Array::Of::Int16), sessions(Array::Of::Text), kinds(Array::Of::Text),
        keys(Array::Of::Text), expires(Array::Of::Time);
    for (const TransferredSession& whole : sessions_) {
      for (const TransferredKey& key : whole.keys) {
        lanes.add(lane_of(whole.session.id));
        sessions.add(std::string_view(whole.session.id));
        kinds.add(name(key.kind));
        keys.add(std::string_view(key.key));
        expires.add(key.expires);
      }
    }
    if (keys.size() == 0) return;
    statements.send(query("insert_transferred_keys"),
                    Parameters()(lanes)(sessions)(kinds)(keys)(expires));
  }

  void write_snapshots(Statements& statements) {
    Array lanes(Array::Of::Int16), sessions(Array::Of::Text), revisions(Array::Of::Int64),
        versions(Array::Of::Int64), states(Array::Of::Bytes), at(Array::Of::Time);
    for (const TransferredSession& whole : sessions_) {
      for (const StoredSnapshot& snapshot : whole.snapshots) {
        lanes.add(lane_of(whole.session.id));
        sessions.add(std::string_view(whole.session.id));
        revisions.add(snapshot.revision);
        versions.add(static_cast<std::int64_t>(snapshot.version));
        states.add(std::span<const std::byte>(snapshot.state));
        at.add(snapshot.at);
      }
    }
    if (revisions.size() == 0) return;
    statements.send(query("insert_transferred_snapshots"),
                    Parameters()(lanes)(sessions)(revisions)(versions)(states)(at));
  }

  void write_large(Statements& statements) {
    std::vector<std::pair<const std::string*, const TransferredLarge*>> all;
    for (const TransferredSession& whole : sessions_) {
      for (const TransferredLarge& value : whole.large) {
        all.emplace_back(&whole.session.id, &value);
      }
    }
    for (std::size_t next = 0; next < all.size();) {
      Array lanes(Array::Of::Int16);
      LargeColumns columns;
      for (; next < all.size() && columns.has_room_for(all[next].second->bytes); ++next) {
        const auto& [session, value] = all[next];
        lanes.add(lane_of(*session));
        columns.add(*session, value->name, value->revision, value->bytes);
      }
      Parameters parameters = Parameters()(lanes);
      columns.append_to(parameters);
      statements.send(query("insert_transferred_blobs"), parameters);
    }
  }

  void write_journal(Statements& statements) {
    Array lanes(Array::Of::Int16), sessions(Array::Of::Text), revisions(Array::Of::Int64),
        events(Array::Of::Uuid), causes(Array::Of::Uuid), kinds(Array::Of::Text),
        names(Array::Of::Text), outcomes(Array::Of::Text), left(Array::Of::Text),
        entered(Array::Of::Text), at(Array::Of::Time), payloads(Array::Of::Bytes),
        invocations(Array::Of::Text), answers(Array::Of::Bytes), done_by(Array::Of::Text);
    for (const TransferredSession& whole : sessions_) {
      for (const JournalEntry& entry : whole.journal) {
        lanes.add(lane_of(whole.session.id));
        sessions.add(std::string_view(whole.session.id));
        revisions.add(entry.revision);
        events.add(entry.event);
        causes.add(entry.cause);
        kinds.add(name(entry.kind));
        names.add(std::string_view(entry.name));
        outcomes.add(name(entry.outcome));
        left.add_joined(entry.left);
        entered.add_joined(entry.entered);
        at.add(entry.at);
        if (entry.payload) {
          payloads.add(std::span<const std::byte>(*entry.payload));
        } else {
          payloads.add_null();
        }
        invocations.add_unless_empty(entry.invocation);
        answers.add(std::span<const std::byte>(entry.answers));
        done_by.add_unless_empty(entry.done_by);
      }
    }
    if (events.size() == 0) return;
    statements.send(
        query("insert_transferred_journal"),
        Parameters()(lanes)(
            sessions)(revisions)(events)(causes)(kinds)(names)(outcomes)(left)(entered)(at)(payloads)(invocations)(answers)(done_by));
  }

  const std::span<const TransferredSession> sessions_;
  const std::int32_t lanes_;
};

}  // namespace

std::unique_ptr<SessionReader> PostgresTransfer::read(const TransferFilter& filter) {
  if (!rows::is_askable(filter)) return std::make_unique<rows::NoSessions>();
  return std::make_unique<TransferReader>(pool_, filter);
}

std::vector<std::string> PostgresTransfer::existing(std::span<const std::string> ids) {
  std::vector<std::string> found;
  insist([&] {
    found.clear();
    const Pool::Lease lease = pool_.lease();
    Array lanes(Array::Of::Int16);
    Array names(Array::Of::Text);
    for (const std::string& id : ids) {
      if (!is_session_id(id)) continue;
      lanes.add(static_cast<std::int16_t>(rows::lane_of(id, lease.lanes())));
      names.add(std::string_view(id));
    }
    const Result rows = lease->run(query("existing_sessions"), Parameters()(lanes)(names));
    for (int i = 0; i < rows.size(); ++i) found.emplace_back(rows[i].text(0));
  });
  return found;
}

void PostgresTransfer::insert(std::span<const TransferredSession> sessions) {
  rows::check(sessions);
  if (sessions.empty()) return;
  const Pool::Lease lease = pool_.lease();
  const Rollback rollback_unless_written(*lease);
  TransferStatements writer(sessions, lease.lanes());
  Pipeline asking(*lease);
  asking.send(query("begin"));
  asking.send(query("lock_transfer"));
  asking.send(query("now_in_transaction"));
  writer.ask_for_existing(asking);
  if (const std::int64_t fence = writer.highest_fence(); fence > 0) {
    asking.send(query("raise_number"), Parameters()(fence));
  }
  asking.send(query("draw_numbers"), Parameters()(writer.numbers_wanted()));
  const std::vector<Result> answers = asking.finish();
  if (!answers[3].empty()) rows::throw_exists(answers[3][0].text(0));
  Pipeline writing(*lease);
  writer.write(writing, answers.back());
  writing.send(query("commit"));
  writing.finish();
  queued_();
}

}  // namespace perdure::postgres
