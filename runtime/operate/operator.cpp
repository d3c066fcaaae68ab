#include "runtime/operate/operator.h"

#include <utility>
#include <vector>

namespace perdure::operate {

Operator::Operator(Store& store, std::string name) : store_(store), name_(std::move(name)) {}

EventId Operator::note(Operation operation) {
  operation.id = EventId::random();
  operation.done_by = name_;
  store_.repairs().note(operation);
  return operation.id;
}

std::string Operator::by(std::string_view reason) const {
  return reason.empty() ? "by " + name_ : std::string(reason);
}

bool Operator::suspend(const StoredSession& session, std::string_view reason) {
  if (has_ended(session.status) || session.status == SessionStatus::Suspended) return false;
  note({.session = session.id, .name = "suspend"});
  return store_.repairs().suspend(session.id, by(reason));
}

bool Operator::resume(const StoredSession& session) {
  if (session.status != SessionStatus::Suspended) return false;
  note({.session = session.id, .name = "resume"});
  return store_.resume(session.id);
}

std::optional<EventId> Operator::end(const StoredSession& session) {
  if (has_ended(session.status)) return std::nullopt;
  NewEvent event;
  event.cause = note({.session = session.id, .name = "end"});
  event.id = EventId::random();
  event.kind = EventKind::Cancel;
  event.session = session.id;
  event.name = perdure::name(EventKind::Cancel);
  store_.enqueue({&event, 1});
  return event.id;
}

std::optional<EventId> Operator::send(NewEvent event) {
  event.id = EventId::random();
  event.cause = note({.session = event.session, .name = "send"});
  if (store_.enqueue({&event, 1}).repeated > 0) return std::nullopt;
  return event.id;
}

std::size_t Operator::cancel_sends(const std::string& session, const std::string& send_id) {
  note({.session = session, .name = "cancel"});
  return store_.cancel(session, send_id);
}

std::optional<EventId> Operator::redeem(const TokenHash& token, const TokenHolder& holder,
                                        NewEvent event) {
  event.id = EventId::random();
  event.cause = note({.session = holder.session, .name = "redeem"});
  if (store_.tokens().redeem(token, event) != Redeemed::Yes) return std::nullopt;
  return event.id;
}

std::optional<JobState> Operator::state_of_job(const std::string& session,
                                               const std::string& invocation) {
  JobFilter filter;
  filter.session = session;
  filter.invocation = invocation;
  const std::vector<StoredJob> found = store_.jobs().list(filter);
  if (found.empty()) return std::nullopt;
  return found.front().state;
}

bool Operator::retry_job(const std::string& session, const std::string& invocation) {
  if (state_of_job(session, invocation) != JobState::Waiting) return false;
  note({.session = session, .name = "retry_job", .invocation = invocation});
  return store_.jobs().retry(session, invocation);
}

bool Operator::cancel_job(const std::string& session, const std::string& invocation,
                          std::string_view reason) {
  const std::optional<JobState> state = state_of_job(session, invocation);
  if (!state || state == JobState::Cancelled) return false;
  note({.session = session, .name = "cancel_job", .invocation = invocation});
  return store_.jobs().cancel(session, invocation, by(reason));
}

bool Operator::keep_to_present(DeadFilter& filter) {
  DeadFilter latest = filter;
  latest.limit = 1;
  latest.oldest_first = false;
  const std::vector<DeadEvent> found = store_.records().dead(latest);
  if (found.empty()) return false;
  filter.before = found.front().number + 1;
  return true;
}

Settled Operator::settle_dead(DeadAction action, const DeadFilter& filter) {
  Repairs& repairs = store_.repairs();
  Settled settled;
  settled.done = action == DeadAction::Retry ? repairs.retry_dead(filter, name_)
                                             : repairs.discard_dead(filter, name_);
  settled.more = settled.done == filter.limit;
  return settled;
}

}  // namespace perdure::operate
