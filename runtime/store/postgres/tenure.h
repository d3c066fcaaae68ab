// A lane of the database, in one owner's hands: take -> claim -> ... -> given back.
//
// Taking and giving back are transactions of their own that do not wait for the disk. What a crash of the server takes back
// of them, no batch can have been committed after. The first claim goes out together with the taking, in a transaction
// behind it: one round trip from being woken to having the work. Unless the lane is taken for what is only foretold: then
// the claim comes when that is there.
#pragma once

#include <perdure/store.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

#include "runtime/store/postgres/batch.h"
#include "runtime/store/postgres/pool.h"
#include "runtime/store/postgres/result.h"

namespace perdure::postgres {

class PostgresTenure : public Tenure {
 public:
  enum class Events { AreThere, AreForetold };

  // Takes `lane`, and `lease` with it. Nothing if another has it, or if the schema is not this build's. Where events are
  // there it claims the first options.events of them with it; nothing if it has no work.
  static std::unique_ptr<PostgresTenure> take(Pool::Lease& lease, std::int32_t lane,
                                              const TakeOptions& options, Events events,
                                              PostgresBatch::Announce announce);
  ~PostgresTenure() override;

  std::int32_t lane() const override { return lane_; }
  std::int64_t epoch() const override { return epoch_; }
  const std::optional<Abandoned>& abandoned() const override { return abandoned_; }
  std::unique_ptr<Batch> claim(const ClaimLimits& limits, KnownSessions* known) override;
  void abandon() override;

 private:
  // What a claim's statements gave, within a transaction that is open.
  struct Claim {
    std::size_t limit;
    bool has_lane;
    Timestamp now;
    bool is_silent;
    std::uint32_t transaction;
    PostgresBatch::Mark mark;
    PostgresBatch::Moved moved;
    Result sessions;
    Result events;
  };
  PostgresTenure(Pool::Lease lease, std::int32_t lane, std::int64_t epoch, std::int64_t key,
                 std::optional<Abandoned> abandoned, PostgresBatch::Announce announce);

  static void send_claim(Pipeline& pipeline, std::int32_t lane, std::int64_t key,
                         std::size_t limit);
  // From `results`, in which a claim's begin at `first`.
  static Claim claim_from(std::vector<Result>& results, std::size_t first, std::size_t limit);
  // The first one, if it was for so many; else another.
  Claim next_claim(std::size_t limit);
  // Queues timers that are due, and claims again.
  void move_timers(Claim& claim);

  Pool::Lease lease_;
  const std::int32_t lane_;
  const std::int64_t epoch_;
  const std::int64_t key_;
  std::optional<Claim> first_;  // Not asked for yet.
  const std::optional<Abandoned> abandoned_;
  const PostgresBatch::Announce announce_;
  bool over_ = false;  // For us, whatever the lane's row says.
};

}  // namespace perdure::postgres
