#include "runtime/store/sqlite/tenure.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "runtime/store/rows/text.h"
#include "runtime/store/sqlite/batch.h"
#include "runtime/store/sqlite/rows.h"
#include "runtime/store/sqlite/schema.h"

namespace perdure::sqlite {
namespace {

// What waited and is due, of one lane, goes to the queues of its sessions.
void move_due(Connection& db, std::int32_t lane, Timestamp now, std::size_t limit) {
  if (db.run("return_due_postponed", lane, now) > 0) db.run("delete_due_postponed", lane, now);
  std::vector<std::pair<std::int64_t, std::int32_t>> due;
  {
    Rows rows = db.read("due_timers", lane, now, as_limit(limit));
    while (rows.next())
      due.emplace_back(rows.integer(0), static_cast<std::int32_t>(rows.integer(1)));
  }
  for (const auto& [number, target] : due) {
    db.run("move_timer", lane, number, next_number(db, target));
    db.run("delete_timer", lane, number);
  }
}

std::int64_t taken(Connection& db, std::int32_t lane, const TakeOptions& options, Timestamp now) {
  Rows rows =
      db.read("take_lane", lane, rows::readable(options.owner), as_limit(options.events), now);
  rows.next();
  const std::int64_t epoch = rows.integer(0);
  rows.next();  // To its end, which does the update.
  return epoch;
}

}  // namespace

SqliteTenure::SqliteTenure(Place place, std::int32_t lane, std::int64_t epoch,
                           std::optional<Abandoned> abandoned)
    : place_(place), lane_(lane), epoch_(epoch), abandoned_(std::move(abandoned)) {}

std::unique_ptr<SqliteTenure> SqliteTenure::take(Transaction transaction, std::int32_t last,
                                                 const TakeOptions& options, Place place) {
  Connection& db = transaction.connection();
  require_schema(db);
  const Timestamp now = clock_now();
  std::int32_t lane = 0;
  std::optional<Abandoned> abandoned;
  {
    Rows rows = db.read("due_lane", last, now);
    if (!rows.next()) return nullptr;
    lane = static_cast<std::int32_t>(rows.integer(0));
    if (rows.integer(1) != 0) {
      abandoned = Abandoned{rows.text(2), static_cast<std::size_t>(rows.integer(3))};
    }
  }
  const std::int64_t epoch = taken(db, lane, options, now);
  transaction.commit();
  return std::unique_ptr<SqliteTenure>(new SqliteTenure(place, lane, epoch, std::move(abandoned)));
}

SqliteTenure::~SqliteTenure() {
  if (over_) return;
  try {
    Transaction transaction(place_.writers, place_.turns, Transaction::Kept::WithoutOutages);
    transaction.connection().run("give_back_lane", lane_, epoch_);
    transaction.commit();
  } catch (const Error&) {
    // Then it is abandoned.
  }
}

std::unique_ptr<Batch> SqliteTenure::claim(const ClaimLimits& limits, KnownSessions*) {
  if (over_) return nullptr;
  const std::size_t limit = std::max<std::size_t>(limits.events, 1);
  Transaction transaction = Transaction::for_batch(place_.writers, place_.turns);
  Connection& db = transaction.connection();
  const std::int32_t lanes = require_schema(db);
  const Timestamp now = clock_now();
  Timestamp touched;
  {
    Rows rows = db.read("lane_of_tenure", lane_, epoch_);
    if (!rows.next()) {
      over_ = true;
      return nullptr;
    }
    touched = rows.time(0);
  }
  move_due(db, lane_, now, limit);
  if (db.read("claim_events", lane_, 1).next()) {
    return std::make_unique<SqliteBatch>(std::move(transaction),
                                         SqliteBatch::Owner{lane_, lanes, epoch_, touched, over_},
                                         now, limit);
  }
  // All that was due there went to other lanes, or there was nothing.
  db.run("give_back_lane", lane_, epoch_);
  transaction.commit();
  over_ = true;
  return nullptr;
}

}  // namespace perdure::sqlite
