// A lane of the file, in one owner's hands.
#pragma once

#include <perdure/store.h>

#include <memory>

#include "runtime/store/sqlite/transaction.h"

namespace perdure::sqlite {

class SqliteTenure : public Tenure {
 public:
  struct Place {
    Pool& writers;
    WriteTurns& turns;
  };
  // The next lane after `last`, in a circle, that has work and no owner. Nothing if none has.
  static std::unique_ptr<SqliteTenure> take(Transaction transaction, std::int32_t last,
                                            const TakeOptions& options, Place place);
  ~SqliteTenure() override;

  std::int32_t lane() const override { return lane_; }
  std::int64_t epoch() const override { return epoch_; }
  const std::optional<Abandoned>& abandoned() const override { return abandoned_; }
  std::unique_ptr<Batch> claim(const ClaimLimits& limits, KnownSessions* known) override;
  void abandon() override { over_ = true; }

 private:
  SqliteTenure(Place place, std::int32_t lane, std::int64_t epoch,
               std::optional<Abandoned> abandoned);

  Place place_;
  std::int32_t lane_;
  std::int64_t epoch_;
  std::optional<Abandoned> abandoned_;
  bool over_ = false;  // For us, whatever the lane's row says.
};

}  // namespace perdure::sqlite
