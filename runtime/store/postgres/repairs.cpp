#include "runtime/store/postgres/repairs.h"

#include <string>

#include "runtime/store/postgres/filters.h"
#include "runtime/store/postgres/transaction.h"
#include "runtime/store/rows/check.h"
#include "runtime/store/rows/lane.h"
#include "runtime/store/rows/text.h"

namespace perdure::postgres {

std::size_t PostgresRepairs::settle(const Query& query, const DeadFilter& filter,
                                    std::optional<std::string_view> done_by) {
  rows::check_operator(done_by);
  if (!is_askable(filter)) return 0;
  std::int64_t count = 0;
  insist([&] {
    const Pool::Lease lease = pool_.lease();
    const Rollback rollback_unless_settled(*lease);
    Pipeline pipeline(*lease);
    pipeline.send(postgres::query("begin"));
    // Before it draws numbers of the queue, as everybody who does.
    pipeline.send(postgres::query("now_in_transaction"));
    Parameters parameters = dead_parameters(filter, lease.lanes());
    (done_by ? parameters(*done_by) : parameters.null())(EventId::random());
    pipeline.send(query, parameters);
    pipeline.send(postgres::query("commit"));
    count = pipeline.finish()[2][0].int64(0);
  });
  return static_cast<std::size_t>(count);
}

std::size_t PostgresRepairs::retry_dead(const DeadFilter& filter,
                                        std::optional<std::string_view> done_by) {
  const std::size_t count = settle(query("retry_dead"), filter, done_by);
  if (count > 0) queued_();
  return count;
}

std::size_t PostgresRepairs::discard_dead(const DeadFilter& filter,
                                          std::optional<std::string_view> done_by) {
  return settle(query("discard_dead"), filter, done_by);
}

bool PostgresRepairs::suspend(std::string_view id, std::string_view reason) {
  if (!is_session_id(id)) return false;
  bool suspended = false;
  insist([&] {
    const Pool::Lease lease = pool_.lease();
    const Rollback rollback_unless_suspended(*lease);
    const std::int32_t lane = rows::lane_of(id, lease.lanes());
    // A batch that has the session in hand would write the status that it read.
    Pipeline locking(*lease);
    locking.send(query("begin"));
    locking.send(query("wait_for_lane"), Parameters().lane(lane));
    locking.finish();
    const std::string words = rows::readable(reason.empty() ? "suspended" : reason);
    suspended =
        !lease->run(query("suspend_session"), Parameters().lane(lane)(id)(std::string_view(words)))
             .empty();
    if (suspended) lease->run(query("commit"));
  });
  return suspended;
}

void PostgresRepairs::note(const Operation& operation) {
  rows::check(operation);
  insist([&] {
    const Pool::Lease lease = pool_.lease();
    lease->run(
        query("journal_operation"),
        Parameters().lane(rows::lane_of(operation.session, lease.lanes()))(std::string_view(
            operation.session))(operation.id)(operation.cause)(std::string_view(operation.name))(
            std::string_view(operation.invocation))(std::string_view(operation.done_by)));
  });
}

}  // namespace perdure::postgres
