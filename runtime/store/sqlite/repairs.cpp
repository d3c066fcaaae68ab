#include "runtime/store/sqlite/repairs.h"

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/store/rows/check.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/text.h"
#include "runtime/store/sqlite/rows.h"
#include "runtime/store/sqlite/schema.h"
#include "runtime/store/sqlite/transaction.h"

namespace perdure::sqlite {
namespace {

struct Dead {
  std::int64_t number;
  std::int32_t lane;
  std::string session;
  EventId event;
};

std::vector<Dead> oldest(Connection& db, const DeadFilter& filter) {
  Rows rows = db.read("oldest_dead", filter.event, filter.session, filter.chart, filter.before,
                      as_limit(filter.limit));
  std::vector<Dead> found;
  while (rows.next()) {
    found.push_back(
        {rows.integer(0), static_cast<std::int32_t>(rows.integer(1)), rows.text(2), rows.id(3)});
  }
  return found;
}

void write(Connection& db, const Operation& operation, std::int32_t lane, Timestamp now) {
  db.run("journal_operation", lane, operation.session, operation.id, operation.cause,
         operation.name, operation.invocation, operation.done_by, now);
}

// Who did what about the event, where somebody did.
void tell(Connection& db, const Dead& dead, std::string_view operation,
          std::optional<std::string_view> done_by, Timestamp now) {
  if (!done_by) return;
  write(
      db,
      {EventId::random(), dead.session, std::string(operation), std::string(*done_by), dead.event},
      dead.lane, now);
}

}  // namespace

std::size_t SqliteRepairs::retry_dead(const DeadFilter& filter,
                                      std::optional<std::string_view> done_by) {
  rows::check_operator(done_by);
  Transaction transaction(pool_, turns_);
  Connection& db = transaction.connection();
  require_schema(db);
  const std::vector<Dead> chosen = oldest(db, filter);
  const Timestamp now = clock_now();
  for (const Dead& dead : chosen) {
    tell(db, dead, "retry", done_by, now);
    db.run("requeue_dead", dead.number, next_number(db, dead.lane));
    db.run("delete_dead", dead.number);
  }
  transaction.commit();
  return chosen.size();
}

std::size_t SqliteRepairs::discard_dead(const DeadFilter& filter,
                                        std::optional<std::string_view> done_by) {
  rows::check_operator(done_by);
  Transaction transaction(pool_, turns_);
  Connection& db = transaction.connection();
  require_schema(db);
  const std::vector<Dead> chosen = oldest(db, filter);
  const Timestamp now = clock_now();
  for (const Dead& dead : chosen) {
    tell(db, dead, "discard", done_by, now);
    db.run("journal_discarded", dead.number, now);
    db.run("delete_dead", dead.number);
  }
  transaction.commit();
  return chosen.size();
}

bool SqliteRepairs::suspend(std::string_view id, std::string_view reason) {
  Transaction transaction(pool_, turns_);
  Connection& db = transaction.connection();
  const std::int32_t lane = rows::lane_of(id, require_schema(db));
  if (db.run("suspend_session", lane, id, rows::readable(reason.empty() ? "suspended" : reason),
             clock_now()) == 0)
    return false;
  transaction.commit();
  return true;
}

void SqliteRepairs::note(const Operation& operation) {
  rows::check(operation);
  Transaction transaction(pool_, turns_);
  Connection& db = transaction.connection();
  write(db, operation, rows::lane_of(operation.session, require_schema(db)), clock_now());
  transaction.commit();
}

}  // namespace perdure::sqlite
