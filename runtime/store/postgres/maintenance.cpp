#include "runtime/store/postgres/maintenance.h"

#include <utility>

#include "runtime/store/postgres/filters.h"
#include "runtime/store/postgres/queries.h"
#include "runtime/store/postgres/transaction.h"

namespace perdure::postgres {
namespace {

std::vector<std::string> names(const Result& rows) {
  std::vector<std::string> names;
  for (int i = 0; i < rows.size(); ++i) names.emplace_back(rows[i].text(0));
  return names;
}

}  // namespace

std::vector<std::string> PostgresMaintenance::prepare() {
  std::vector<std::string> made;
  insist([&] {
    const Pool::Lease lease = pool_.lease();
    Pipeline pipeline(*lease);
    pipeline.send(query("begin"));
    pipeline.send(query("lock_migrations"));
    pipeline.send(query("add_journal_months"));
    pipeline.send(query("commit"));
    made = names(pipeline.finish()[2]);
  });
  return made;
}

std::size_t PostgresMaintenance::index_journal() {
  std::int64_t ranges = 0;
  insist([&] { ranges = pool_.lease()->run(query("summarize_journal"))[0].int64(0); });
  return static_cast<std::size_t>(ranges);
}

Trimmed PostgresMaintenance::trim_journal(Duration age, std::size_t limit) {
  Trimmed trimmed;
  insist([&] {
    const Pool::Lease lease = pool_.lease();
    const std::int64_t microseconds = age.count();
    Pipeline pipeline(*lease);
    pipeline.send(query("begin"));
    pipeline.send(query("lock_migrations"));
    pipeline.send(query("drop_journal_month"), Parameters()(microseconds));
    pipeline.send(query("trim_journal"), Parameters()(microseconds)(row_limit(limit)));
    pipeline.send(query("commit"));
    const std::vector<Result> done = pipeline.finish();
    trimmed.months = names(done[2]);
    trimmed.rows = static_cast<std::size_t>(done[3][0].int64(0));
    trimmed.more = !trimmed.months.empty() || (limit > 0 && trimmed.rows == limit);
  });
  return trimmed;
}

Swept PostgresMaintenance::sweep(const SweepPlace& from, Duration age, bool archive,
                                 std::size_t limit) {
  Swept swept;
  insist([&] {
    const Pool::Lease lease = pool_.lease();
    const Rollback rollback_unless_swept(*lease);
    // Nobody has a session of the lane in hand then.
    Pipeline locking(*lease);
    locking.send(query("begin"));
    locking.send(query("wait_for_lane"), Parameters().lane(from.lane));
    locking.finish();
    Pipeline sweeping(*lease);
    sweeping.send(query("sweep_sessions"),
                  Parameters().lane(from.lane)(std::string_view(from.after))(row_limit(limit))(
                      age.count())(std::int32_t{archive}));
    sweeping.send(query("commit"));
    const std::vector<Result> done = sweeping.finish();
    const Row row = done[0][0];
    swept.sessions = static_cast<std::size_t>(row.int64(2));
    SweepPlace place{from.lane, std::string(row.text(1))};
    if (row.int64(0) < row_limit(limit)) place = {from.lane + 1, {}};
    swept.next.reset();
    if (place.lane < lease.lanes()) swept.next = std::move(place);
  });
  return swept;
}

std::size_t PostgresMaintenance::forget_keys(std::size_t limit) {
  std::int64_t forgotten = 0;
  insist([&] {
    const Pool::Lease lease = pool_.lease();
    forgotten = lease->run(query("forget_old_keys"), Parameters()(row_limit(limit)))[0].int64(0);
  });
  return static_cast<std::size_t>(forgotten);
}

}  // namespace perdure::postgres
