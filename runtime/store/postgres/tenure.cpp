#include "runtime/store/postgres/tenure.h"

#include <algorithm>
#include <cstdint>
#include <random>
#include <utility>

#include "runtime/store/postgres/migrations.h"
#include "runtime/store/postgres/pipeline.h"
#include "runtime/store/postgres/queries.h"
#include "runtime/store/postgres/transaction.h"
#include "runtime/store/rows/tenure.h"
#include "runtime/store/rows/text.h"

namespace perdure::postgres {
namespace {

// PostgreSQL's own `limit` is no larger than this.
constexpr std::size_t LongestBatch = 1'000'000;

// So many sessions are read before it is known whose events are claimed: most batches of an idle system have one.
constexpr std::size_t FirstSessions = 4;

std::size_t in_range(std::size_t events) {
  return std::clamp<std::size_t>(events, 1, LongestBatch);
}

std::int64_t new_key() {
  thread_local std::mt19937_64 random((std::uint64_t{std::random_device{}()} << 32U) |
                                      std::random_device{}());
  return static_cast<std::int64_t>(random());
}

void send_reads(Pipeline& pipeline, std::int32_t lane, std::int64_t key, std::size_t limit,
                bool is_moved) {
  pipeline.send(query("read_first_sessions"),
                Parameters().lane(lane)(static_cast<std::int64_t>(std::min(limit, FirstSessions))));
  pipeline.send(query("claim_events"),
                Parameters().lane(lane)(static_cast<std::int64_t>(limit))(key)(is_moved));
}

// False: it is abandoned.
bool give_back(Connection& connection, std::int32_t lane, std::int64_t key) {
  if (connection.broken()) return false;
  try {
    if (connection.in_transaction()) connection.run(query("rollback"));
    Pipeline giving_back(connection);
    giving_back.send(query("no_wait_for_disk_once"));
    giving_back.send(query("give_back_lane"), Parameters().lane(lane)(key));
    giving_back.finish();
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

PostgresTenure::PostgresTenure(Pool::Lease lease, std::int32_t lane, std::int64_t epoch,
                               std::int64_t key, std::optional<Abandoned> abandoned,
                               PostgresBatch::Announce announce)
    : lease_(std::move(lease)),
      lane_(lane),
      epoch_(epoch),
      key_(key),
      abandoned_(std::move(abandoned)),
      announce_(std::move(announce)) {}

std::unique_ptr<PostgresTenure> PostgresTenure::take(Pool::Lease& lease, std::int32_t lane,
                                                     const TakeOptions& options, Events events,
                                                     PostgresBatch::Announce announce) {
  const std::size_t limit = in_range(options.events);
  const std::int64_t key = new_key();
  Rollback rollback_unless_taken(*lease);
  lease->waive_version();
  Pipeline taking(*lease);
  taking.send(query("begin"));
  taking.send(query("take_lane"),
              Parameters().lane(lane)(std::string_view(rows::readable(options.owner)))(
                  static_cast<std::int64_t>(limit))(key)(rows::Lapse.count())(wanted_version())(
                  events == Events::AreForetold));
  taking.send(query("commit"));
  if (events == Events::AreThere) send_claim(taking, lane, key, limit);
  std::vector<Result> results;
  try {
    results = taking.finish();
  } catch (const Error&) {
    give_back(*lease, lane, key);  // It may have been the claim that failed.
    throw;
  }
  const Result& taken = results[1];
  if (taken.empty()) {
    lease->require_version(wanted_version());
    return nullptr;
  }
  std::optional<Abandoned> abandoned;
  if (taken[0].boolean(1)) {
    abandoned =
        Abandoned{std::string(taken[0].text(2)), static_cast<std::size_t>(taken[0].int64(3))};
  }
  rollback_unless_taken.release();
  std::unique_ptr<PostgresTenure> tenure(new PostgresTenure(
      std::move(lease), lane, taken[0].int64(0), key, std::move(abandoned), std::move(announce)));
  if (events == Events::AreThere) tenure->first_ = claim_from(results, 3, limit);
  return tenure;
}

PostgresTenure::~PostgresTenure() {
  if (over_ || !give_back(*lease_, lane_, key_)) return;
  LanesWithWork woken;
  woken.add(lane_);
  announce_.events(woken);
}

void PostgresTenure::abandon() {
  const Rollback rollback(*lease_);
  first_.reset();
  over_ = true;
}

void PostgresTenure::send_claim(Pipeline& pipeline, std::int32_t lane, std::int64_t key,
                                std::size_t limit) {
  pipeline.send(query("begin"));
  pipeline.send(query("lock_lane"), Parameters().lane(lane)(key));
  // Not in the statement that locks, whose snapshot may be older than the last owner's commit.
  send_reads(pipeline, lane, key, limit, false);
}

PostgresTenure::Claim PostgresTenure::claim_from(std::vector<Result>& results, std::size_t first,
                                                 std::size_t limit) {
  Claim claim{limit,
              false,
              {},
              false,
              0,
              {},
              {true, false},
              std::move(results[first + 2]),
              std::move(results[first + 3])};
  const Result& locked = results[first + 1];
  if (locked.empty()) return claim;
  claim.has_lane = true;
  claim.now = locked[0].time(0).value_or(Timestamp{});
  claim.is_silent = locked[0].boolean(1);
  claim.mark = {locked[0].int64(2), locked[0].boolean(3)};
  claim.transaction = locked[0].xid(4);
  return claim;
}

PostgresTenure::Claim PostgresTenure::next_claim(std::size_t limit) {
  if (first_) {
    Claim claim = std::move(*first_);
    first_.reset();
    if (claim.limit == limit) return claim;
    lease_->run(query("rollback"));
  }
  Pipeline claiming(*lease_);
  send_claim(claiming, lane_, key_, limit);
  std::vector<Result> results = claiming.finish();
  return claim_from(results, 0, limit);
}

void PostgresTenure::move_timers(Claim& claim) {
  const auto count = static_cast<std::int64_t>(claim.limit);
  Pipeline moving(*lease_);
  moving.send(query("move_due_timers"), Parameters().lane(lane_)(count));
  send_reads(moving, lane_, key_, claim.limit, true);
  std::vector<Result> results = moving.finish();
  claim.moved = {results[0][0].int64(0) < count, results[0][0].boolean(1)};
  claim.sessions = std::move(results[1]);
  claim.events = std::move(results[2]);
}

std::unique_ptr<Batch> PostgresTenure::claim(const ClaimLimits& limits, KnownSessions* known) {
  if (over_) return nullptr;
  if (!first_ && lease_->in_transaction()) {
    throw Error(ErrorKind::InvalidArgument, "a tenure has one batch at a time");
  }
  Rollback rollback_unless_claimed(*lease_);
  Claim claim = next_claim(in_range(limits.events));
  if (!claim.has_lane) {
    over_ = true;
    return nullptr;
  }
  // Most claims find events and no timers.
  if (claim.events.empty()) move_timers(claim);
  if (claim.events.empty()) {
    Pipeline leaving(*lease_);
    leaving.send(query("give_back_lane"), Parameters().lane(lane_)(key_));
    leaving.send(query("commit"));
    leaving.finish();
    over_ = true;
    if (claim.moved.others || !claim.moved.all) announce_.events(LanesWithWork::any());
    return nullptr;
  }
  auto batch = std::make_unique<PostgresBatch>(
      PostgresBatch::Owner{*lease_, lane_, lease_.lanes(), key_, over_, announce_}, claim.now,
      claim.is_silent, claim.transaction, claim.mark, claim.moved, claim.events, claim.sessions,
      known, claim.limit);
  rollback_unless_claimed.release();
  return batch;
}

}  // namespace perdure::postgres
