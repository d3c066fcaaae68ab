#include "runtime/turn/turn.h"

#include <memory>
#include <utility>

#include "runtime/turn/fault.h"

namespace perdure::turn {
namespace {

Turn commit(Batch& batch, Dispatched dispatched) {
  PERDURE_FAULT("commit.before");
  const CommitResult committed = batch.commit(dispatched.write);
  PERDURE_FAULT("commit.after");
  if (committed == CommitResult::Lost) return {TurnResult::Lost, batch.events().size(), {}};
  return {TurnResult::Worked, batch.events().size(), std::move(dispatched.notes)};
}

}  // namespace

Turns::Turns(Tenure& tenure, const ClaimLimits& limits, const Charts& charts,
             const Retries& retries, HasSession has_session)
    : tenure_(tenure),
      limits_(limits),
      charts_(charts),
      retries_(retries),
      has_session_(std::move(has_session)),
      suspects_(tenure.abandoned() ? tenure.abandoned()->events : 0) {}

Turn Turns::take(bool last) {
  if (is_careful()) return take_carefully();
  PERDURE_FAULT("claim.before");
  const std::unique_ptr<Batch> batch = tenure_.claim(limits_);
  if (!batch) return {};
  PERDURE_FAULT("claim.after");
  Dispatched dispatched = dispatch(*batch, charts_, retries_, Counting::WhenItFails, has_session_);
  dispatched.write.ends_tenure = last;
  return commit(*batch, std::move(dispatched));
}

Turn Turns::take_carefully() {
  for (;;) {
    const std::unique_ptr<Batch> batch = tenure_.claim({1});
    if (!batch) {
      suspects_ = 0;
      return {};
    }
    const EventId first = batch->events().front().id;
    const bool is_counted = counted_ == first;
    Dispatched dispatched = dispatch(
        *batch, charts_, retries_, is_counted ? Counting::Counted : Counting::Ahead, has_session_);
    const bool counts = dispatched.counted_ahead;
    Turn turn = commit(*batch, std::move(dispatched));
    if (!counts || turn.result != TurnResult::Worked) {
      --suspects_;
      return turn;
    }
    PERDURE_FAULT("careful.counted");
    // What comes next may be another event, if one with an earlier place was committed late.
    counted_ = first;
  }
}

}  // namespace perdure::turn
