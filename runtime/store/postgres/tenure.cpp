#include "runtime/store/postgres/tenure.h"

#include <algorithm>
#include <utility>

#include "runtime/store/postgres/pipeline.h"
#include "runtime/store/postgres/queries.h"
#include "runtime/store/postgres/transaction.h"
#include "runtime/store/rows/text.h"

namespace perdure::postgres {
namespace {

// PostgreSQL's own `limit` is no larger than this.
constexpr std::size_t LongestBatch = 1'000'000;

std::size_t in_range(std::size_t events) {
  return std::clamp<std::size_t>(events, 1, LongestBatch);
}

}  // namespace

PostgresTenure::PostgresTenure(Pool::Lease lease, std::int32_t lane, std::int64_t epoch,
                               std::optional<Abandoned> abandoned, PostgresBatch::Announce announce)
    : lease_(std::move(lease)),
      lane_(lane),
      epoch_(epoch),
      abandoned_(std::move(abandoned)),
      announce_(std::move(announce)) {}

std::unique_ptr<PostgresTenure> PostgresTenure::take(Pool::Lease& lease, std::int32_t lane,
                                                     const TakeOptions& options,
                                                     PostgresBatch::Announce announce) {
  Pipeline taking(*lease);
  taking.send(query("no_wait_for_disk_once"));
  taking.send(query("take_lane"),
              Parameters().lane(lane)(std::string_view(rows::readable(options.owner)))(
                  static_cast<std::int64_t>(in_range(options.events))));
  const Result taken = std::move(taking.finish()[1]);
  if (taken.empty()) return nullptr;
  std::optional<Abandoned> abandoned;
  if (taken[0].boolean(1)) {
    abandoned =
        Abandoned{std::string(taken[0].text(2)), static_cast<std::size_t>(taken[0].int64(3))};
  }
  return std::unique_ptr<PostgresTenure>(new PostgresTenure(
      std::move(lease), lane, taken[0].int64(0), std::move(abandoned), std::move(announce)));
}

PostgresTenure::~PostgresTenure() {
  if (over_ || lease_->broken()) return;
  try {
    Pipeline giving_back(*lease_);
    giving_back.send(query("no_wait_for_disk_once"));
    giving_back.send(query("give_back_lane"), Parameters().lane(lane_)(epoch_));
    giving_back.finish();
  } catch (const Error&) {
    return;  // Then it is abandoned.
  }
  announce_.events();
}

std::unique_ptr<Batch> PostgresTenure::claim(const ClaimLimits& limits) {
  if (over_) return nullptr;
  if (lease_->in_transaction()) {
    throw Error(ErrorKind::InvalidArgument, "a tenure has one batch at a time");
  }
  const std::size_t limit = in_range(limits.events);
  const auto count = static_cast<std::int64_t>(limit);
  Rollback rollback_unless_claimed(*lease_);
  Pipeline claiming(*lease_);
  claiming.send(query("begin"));
  claiming.send(query("lock_lane"), Parameters().lane(lane_));
  // Not in the statement that locks, whose snapshot may be older than the last owner's commit.
  claiming.send(query("move_due_timers"), Parameters().lane(lane_)(count));
  claiming.send(query("claim_events"), Parameters().lane(lane_)(count));
  const std::vector<Result> claimed = claiming.finish();
  const Result& locked = claimed[1];
  if (locked.empty() || locked[0].is_null(1) || locked[0].int64(1) != epoch_) {
    over_ = true;
    return nullptr;
  }
  const PostgresBatch::Moved moved{claimed[2][0].int64(0) < count, claimed[2][0].boolean(1)};
  if (claimed[3].empty()) {
    Pipeline leaving(*lease_);
    leaving.send(query("give_back_lane"), Parameters().lane(lane_)(epoch_));
    leaving.send(query("commit"));
    leaving.finish();
    over_ = true;
    if (moved.others || !moved.all) announce_.events();
    return nullptr;
  }
  const Timestamp now = locked[0].time(0).value_or(Timestamp{});
  auto batch = std::make_unique<PostgresBatch>(
      PostgresBatch::Owner{*lease_, lane_, lease_.lanes(), epoch_, over_, announce_}, now,
      locked[0].boolean(2), PostgresBatch::Mark{locked[0].int64(3), locked[0].boolean(4)}, moved,
      claimed[3], limit);
  rollback_unless_claimed.release();
  return batch;
}

}  // namespace perdure::postgres
