#include "runtime/turn/turn.h"

#include <memory>
#include <utility>

#include "runtime/turn/fault.h"

namespace perdure::turn {

Turn take_turn(Store& store, const ClaimLimits& limits, const Charts& charts,
               const Retries& retries) {
  PERDURE_FAULT("claim.before");
  const std::unique_ptr<Batch> batch = store.claim(limits);
  if (!batch) return {};
  PERDURE_FAULT("claim.after");
  Dispatched dispatched = dispatch(*batch, charts, retries);
  PERDURE_FAULT("commit.before");
  const CommitResult committed = batch->commit(dispatched.write);
  PERDURE_FAULT("commit.after");
  if (committed == CommitResult::Lost) return {TurnResult::Lost, batch->events().size(), {}};
  return {TurnResult::Worked, batch->events().size(), std::move(dispatched.notes)};
}

}  // namespace perdure::turn
