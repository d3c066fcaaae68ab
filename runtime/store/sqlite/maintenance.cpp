#include "runtime/store/sqlite/maintenance.h"

#include <utility>

#include "runtime/store/sqlite/rows.h"
#include "runtime/store/sqlite/schema.h"
#include "runtime/store/sqlite/transaction.h"

namespace perdure::sqlite {

std::vector<std::string> SqliteMaintenance::prepare() {
  require_schema(*pool_.lend());
  return {};
}

Trimmed SqliteMaintenance::trim_journal(Duration age, std::size_t limit) {
  Transaction transaction(pool_, turns_);
  Connection& db = transaction.connection();
  require_schema(db);
  Trimmed trimmed;
  trimmed.rows =
      static_cast<std::size_t>(db.run("trim_journal", clock_now() - age, as_limit(limit)));
  trimmed.more = limit > 0 && trimmed.rows == limit;
  transaction.commit();
  return trimmed;
}

Swept SqliteMaintenance::sweep(const SweepPlace& from, Duration age, bool archive,
                               std::size_t limit) {
  Transaction transaction(pool_, turns_);
  Connection& db = transaction.connection();
  const std::int32_t lanes = require_schema(db);
  const Timestamp now = clock_now();
  SweepPlace place = from;
  std::size_t looked = 0;
  std::vector<std::string> over;
  {
    Rows rows = db.read("sweep_page", from.lane, from.after, as_limit(limit), now - age);
    for (; rows.next(); ++looked) {
      place.after = rows.text(0);
      if (rows.integer(1) != 0) over.push_back(place.after);
    }
  }
  for (const std::string& id : over) {
    if (archive) {
      db.run("archive_session", from.lane, id, now);
      db.run("archive_blobs", from.lane, id, now);
    }
    db.run("delete_snapshots", from.lane, id);
    db.run("delete_blobs", from.lane, id);
    db.run("delete_session", from.lane, id);
  }
  transaction.commit();
  if (looked < limit) place = {from.lane + 1, {}};
  if (place.lane >= lanes) return {over.size(), std::nullopt};
  return {over.size(), std::move(place)};
}

std::size_t SqliteMaintenance::forget_keys(std::size_t limit) {
  Transaction transaction(pool_, turns_);
  Connection& db = transaction.connection();
  const std::int32_t lanes = require_schema(db);
  const Timestamp now = clock_now();
  std::size_t forgotten = 0;
  for (std::int32_t lane = 0; lane < lanes && forgotten < limit; ++lane) {
    forgotten +=
        static_cast<std::size_t>(db.run("forget_keys", lane, now, as_limit(limit - forgotten)));
  }
  transaction.commit();
  return forgotten;
}

}  // namespace perdure::sqlite
