#include "runtime/store/sqlite/sqlite.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>

#include "runtime/store/rows/check.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/start.h"
#include "runtime/store/sqlite/history.h"
#include "runtime/store/sqlite/jobs.h"
#include "runtime/store/sqlite/maintenance.h"
#include "runtime/store/sqlite/outgoing.h"
#include "runtime/store/sqlite/records.h"
#include "runtime/store/sqlite/registry.h"
#include "runtime/store/sqlite/repairs.h"
#include "runtime/store/sqlite/rows.h"
#include "runtime/store/sqlite/schema.h"
#include "runtime/store/sqlite/tenure.h"
#include "runtime/store/sqlite/tokens.h"
#include "runtime/store/sqlite/transfer.h"

namespace perdure::sqlite {
namespace {

// How often a sleeper looks for what other processes did.
constexpr std::chrono::milliseconds Poll(4);
// How long a claimer leaves another's batch before it tries again.
constexpr std::chrono::milliseconds Retry(1);

class SqliteStore : public Store, public TransferringStore {
 public:
  explicit SqliteStore(const std::string& file)
      : readers_(file),
        writers_(file),
        turns_(file),
        jobs_(readers_, writers_, turns_,
              [this](const auto& next, Duration limit, const std::stop_token& stop) {
                sleep_until_due(next, limit, stop);
              }),
        tokens_(readers_, writers_, turns_),
        records_(readers_),
        history_(readers_),
        maintenance_(writers_, turns_),
        repairs_(writers_, turns_),
        registry_(readers_, writers_, turns_),
        schema_(writers_, turns_),
        transfer_(readers_, writers_, turns_) {}

  bool start(const NewSession& session, std::span<const NewEvent> first) override {
    rows::check(session);
    rows::check(first);
    Transaction transaction(writers_, turns_);
    Connection& db = transaction.connection();
    const std::int32_t lanes = require_schema(db);
    const Timestamp now = clock_now();
    if (!is_fresh(db, rows::with_start(session, {}).front(), now, lanes)) return false;
    if (!make_session(db, session, std::nullopt, now, lanes)) {
      throw Error(ErrorKind::SessionExists, "there is a session `" + session.id + "` already");
    }
    send_events(db, first, now, lanes);
    transaction.commit();
    return true;
  }

  Sent enqueue(std::span<const NewEvent> events) override {
    rows::check(events);
    Transaction transaction(writers_, turns_);
    Connection& db = transaction.connection();
    const Sent sent = send_events(db, events, clock_now(), require_schema(db));
    transaction.commit();
    return sent;
  }

  std::size_t cancel(std::string_view session, std::string_view send_id) override {
    rows::check_session_id(session);
    Transaction transaction(writers_, turns_);
    Connection& db = transaction.connection();
    const std::size_t count =
        sqlite::cancel(db, session, EventKind::Event, send_id, require_schema(db));
    transaction.commit();
    return count;
  }

  std::unique_ptr<Tenure> take(const TakeOptions& options) override {
    std::optional<Transaction> transaction = Transaction::for_taking(writers_, turns_);
    if (!transaction) return nullptr;
    std::unique_ptr<SqliteTenure> tenure = SqliteTenure::take(
        std::move(*transaction), last_lane_, options, SqliteTenure::Place{writers_, turns_});
    if (tenure) last_lane_ = tenure->lane();
    return tenure;
  }

  void wait_for_work(Duration limit, std::stop_token stop) override {
    // The work that is due is somebody else's for the moment.
    if (turns_.take_refusal()) {
      turns_.sleep(turns_.changes(), std::clamp<Duration>(limit, Duration::zero(), Retry), stop);
    }
    sleep_until_due(next_due, limit, stop);
  }

  std::optional<StoredSession> read(std::string_view id) override {
    const Pool::Lease db = readers_.lend();
    const std::int32_t lanes = require_schema(*db);
    Rows rows = db->read("read_session", rows::lane_of(id, lanes), id);
    if (!rows.next()) return std::nullopt;
    return stored_session(rows);
  }

  bool resume(std::string_view id) override {
    Transaction transaction(writers_, turns_);
    Connection& db = transaction.connection();
    const std::int32_t lane = rows::lane_of(id, require_schema(db));
    if (db.run("resume_session", lane, id, clock_now()) == 0) return false;
    db.run("return_postponed_of", lane, id);
    db.run("delete_postponed_of", lane, id);
    transaction.commit();
    return true;
  }

  Jobs& jobs() override { return jobs_; }
  Tokens& tokens() override { return tokens_; }
  Records& records() override { return records_; }
  Repairs& repairs() override { return repairs_; }
  History& history() override { return history_; }
  Maintenance& maintenance() override { return maintenance_; }
  Registry& registry() override { return registry_; }
  Schema& schema() override { return schema_; }
  StoreConnections connections() const override { return readers_.counts() += writers_.counts(); }
  Transfer& transfer() override { return transfer_; }

 private:
  // Until `next`, worked out anew whenever something has changed, `limit` has passed, or `stop`.
  void sleep_until_due(const std::function<Timestamp(Connection&)>& next, Duration limit,
                       const std::stop_token& stop) {
    const Timestamp begin = clock_now();
    const Timestamp end = limit < Timestamp::max() - begin ? begin + limit : Timestamp::max();
    const Pool::Lease db = readers_.lend();
    for (;;) {
      std::uint64_t changes = turns_.changes();
      const std::int64_t version = data_version(*db);
      const Timestamp until = std::min(end, next(*db));
      // Until something is due, or something has changed and that must be worked out again.
      for (;;) {
        const Timestamp now = clock_now();
        if (now >= until || stop.stop_requested()) return;
        turns_.sleep(changes, std::min<Duration>(until - now, Poll), stop);
        if (data_version(*db) != version) break;
        changes = turns_.changes();
      }
    }
  }

  static std::int64_t data_version(Connection& db) {
    Rows rows = db.read("data_version");
    rows.next();
    return rows.integer(0);
  }

  static Timestamp next_due(Connection& db) {
    require_schema(db);
    Rows rows = db.read("next_due", clock_now());
    rows.next();
    return rows.optional_time(0).value_or(Timestamp::max());
  }

  Pool readers_;
  Pool
      writers_;  // One connection, since writers take turns; so what it keeps in memory stays valid.
  WriteTurns turns_;
  SqliteJobs jobs_;
  SqliteTokens tokens_;
  SqliteRecords records_;
  SqliteHistory history_;
  SqliteMaintenance maintenance_;
  SqliteRepairs repairs_;
  SqliteRegistry registry_;
  SqliteSchema schema_;
  SqliteTransfer transfer_;
  std::atomic<std::int32_t> last_lane_ = -1;
};

}  // namespace

std::unique_ptr<Store> open(const std::string& path) {
  if (path.empty() || path == ":memory:") {
    throw Error(ErrorKind::InvalidArgument,
                "a SQLite store's URI names a file, as in `sqlite:orders.db`; for one without, use "
                "`memory:`");
  }
  return std::make_unique<SqliteStore>(path);
}

}  // namespace perdure::sqlite
