// A lane of the database, in one owner's hands: take -> claim -> ... -> given back.
//
// Taking and giving back are transactions of their own that do not wait for the disk. What a crash of the server takes back
// of them, no batch can have been committed after.
#pragma once

#include <perdure/store.h>

#include <memory>
#include <optional>

#include "runtime/store/postgres/batch.h"
#include "runtime/store/postgres/pool.h"

namespace perdure::postgres {

class PostgresTenure : public Tenure {
 public:
  // Takes `lane`, and `lease` with it. Nothing if another has it, or if it has no work.
  static std::unique_ptr<PostgresTenure> take(Pool::Lease& lease, std::int32_t lane,
                                              const TakeOptions& options,
                                              PostgresBatch::Announce announce);
  ~PostgresTenure() override;

  std::int32_t lane() const override { return lane_; }
  std::int64_t epoch() const override { return epoch_; }
  const std::optional<Abandoned>& abandoned() const override { return abandoned_; }
  std::unique_ptr<Batch> claim(const ClaimLimits& limits) override;
  void abandon() override { over_ = true; }

 private:
  PostgresTenure(Pool::Lease lease, std::int32_t lane, std::int64_t epoch,
                 std::optional<Abandoned> abandoned, PostgresBatch::Announce announce);

  Pool::Lease lease_;
  const std::int32_t lane_;
  const std::int64_t epoch_;
  const std::optional<Abandoned> abandoned_;
  const PostgresBatch::Announce announce_;
  bool over_ = false;  // For us, whatever the lane's row says.
};

}  // namespace perdure::postgres
