#include "runtime/turn/turn.h"

#include <memory>
#include <utility>

#include "runtime/turn/fault.h"

namespace perdure::turn {

namespace {

// The next batch finds it so, unless somebody else changes it.
StoredSession as_written(const StoredSession& before, BatchWrite::Session&& written,
                         const Batch& batch) {
  StoredSession row;
  row.id = before.id;
  row.chart = before.chart;
  row.version = written.version;
  row.status = written.status;
  row.active = std::move(written.active);
  row.state = std::move(written.state);
  row.result = std::move(written.result);
  row.revision = written.revision;
  row.created = before.created;
  row.updated = batch.now();
  row.parent = before.parent;
  row.invocation = before.invocation;
  row.tenant = before.tenant;
  row.invoked = std::move(written.invoked);
  row.deferred = std::move(written.deferred);
  row.row_version = batch.row_version();
  return row;
}

void keep_hot(const Batch& batch, Dispatched& dispatched, HotSessions& hot) {
  for (SessionInBatch& session : dispatched.sessions) session.keep_live(hot);
  if (batch.row_version() == 0) return;
  for (BatchWrite::Session& written : dispatched.write.sessions) {
    const bool waits = written.attempts > 0 || written.retry_at;
    if (written.status != SessionStatus::Running || waits) continue;
    hot.know(as_written(batch.sessions()[written.session], std::move(written), batch));
  }
}

}  // namespace

Turns::Turns(Tenure& tenure, const ClaimLimits& limits, const Charts& charts,
             const Retries& retries, HotSessions& hot, FindSession find_session, Observer* observer)
    : tenure_(tenure),
      limits_(limits),
      charts_(charts),
      retries_(retries),
      hot_(hot),
      find_session_(std::move(find_session)),
      suspects_(tenure.abandoned() ? tenure.abandoned()->events : 0),
      observer_(observer) {}

Turn Turns::finish(Batch& batch, Dispatched dispatched, Watch& watch) {
  watch.dispatched();
  PERDURE_FAULT("commit.before");
  const CommitResult committed = batch.commit(dispatched.write);
  PERDURE_FAULT("commit.after");
  watch.committed(committed, batch, dispatched);
  if (committed == CommitResult::Lost) return {TurnResult::Lost, batch.events().size(), {}};
  keep_hot(batch, dispatched, hot_);
  return {TurnResult::Worked, batch.events().size(), std::move(dispatched.notes)};
}

Turn Turns::take(bool last) {
  if (is_careful()) return take_carefully();
  PERDURE_FAULT("claim.before");
  Watch watch(observer_);
  const std::unique_ptr<Batch> batch = tenure_.claim(limits_, &hot_);
  if (!batch) return {};
  watch.claimed();
  PERDURE_FAULT("claim.after");
  Dispatched dispatched =
      dispatch(*batch, charts_, retries_, Counting::WhenItFails, find_session_, &hot_);
  dispatched.write.ends_tenure = last;
  return finish(*batch, std::move(dispatched), watch);
}

Turn Turns::take_carefully() {
  for (;;) {
    Watch watch(observer_);
    const std::unique_ptr<Batch> batch = tenure_.claim({1});
    if (!batch) {
      suspects_ = 0;
      return {};
    }
    watch.claimed();
    const EventId first = batch->events().front().id;
    const bool is_counted = counted_ == first;
    Dispatched dispatched =
        dispatch(*batch, charts_, retries_, is_counted ? Counting::Counted : Counting::Ahead,
                 find_session_, &hot_);
    const bool counts = dispatched.counted_ahead;
    Turn turn = finish(*batch, std::move(dispatched), watch);
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
