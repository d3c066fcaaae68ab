#include "runtime/turn/family.h"

#include <perdure/archive.h>

#include <utility>

namespace perdure::turn {
namespace {

NewEvent event_of(EventKind kind, const DueEvent& cause) {
  NewEvent event;
  event.id = EventId::random();
  event.kind = kind;
  event.name = name(kind);
  event.sender = cause.session;
  event.cause = cause.id;
  return event;
}

}  // namespace

bool is_of_invocation(const DueEvent& event) {
  return event.kind == EventKind::Done || event.kind == EventKind::Failed ||
         event.kind == EventKind::Progress || event.kind == EventKind::Emitted;
}

bool is_from_another(const DueEvent& event) {
  return !event.sender.empty() && event.sender != event.session;
}

void Family::invoke(SessionInBatch& session, InvokeEffect&& effect, const DueEvent& event) {
  NewEvent failed = event_of(EventKind::Failed, event);
  failed.session = event.session;
  failed.invocation = effect.invocation;
  const auto fail = [&](const std::string& why) {
    failed.payload = to_bytes(why);
    outbox_.tell(std::move(failed));
  };
  const Chart* chart = charts_.latest(effect.name);
  if (chart == nullptr) return fail("there is no chart `" + effect.name + "` in this program");
  if (!is_session_id(effect.session)) {
    return fail("`" + effect.session + "` cannot be the id of a session");
  }
  const std::string exists = "there is a session `" + effect.session + "` already";
  if (!started_.insert(effect.session).second) return fail(exists);

  failed.payload = to_bytes(exists);
  NewSession child;
  child.id = effect.session;
  child.chart = std::move(effect.name);
  child.version = chart->version();
  child.params = std::move(effect.arguments);
  child.start = EventId::random();
  child.parent = event.session;
  child.invocation = effect.invocation;
  child.tenant = session.stored().tenant;
  session.add_invoked({std::move(effect.invocation), std::move(effect.session)});
  children_.push_back({std::move(child), std::move(failed)});
}

bool Family::cancel_invocation(SessionInBatch& session, std::string_view invocation,
                               const DueEvent& event) {
  const std::optional<Invoked> invoked = session.take_invoked(invocation);
  if (invoked) cancel(*invoked, event);
  return invoked.has_value();
}

void Family::cancel(const Invoked& invoked, const DueEvent& event) {
  NewEvent cancel = event_of(EventKind::Cancel, event);
  cancel.session = invoked.session;
  cancel.invocation = invoked.invocation;
  outbox_.tell(std::move(cancel));
}

void Family::end(SessionInBatch& session, const DueEvent& event, BatchWrite& write) {
  const StoredSession& stored = session.stored();
  for (const Invoked& invoked : session.take_all_invoked()) cancel(invoked, event);
  outbox_.end(stored.id);
  write.ended.push_back(session.index());

  const bool is_done = session.status() == SessionStatus::Done;
  // The parent knows of its own cancellation.
  if (stored.parent.empty() || (!is_done && is_from_another(event))) return;
  NewEvent outcome = event_of(is_done ? EventKind::Done : EventKind::Failed, event);
  outcome.session = stored.parent;
  outcome.invocation = stored.invocation;
  outcome.payload =
      is_done ? session.result() : to_bytes("session `" + stored.id + "` was cancelled");
  outbox_.tell(std::move(outcome));
}

}  // namespace perdure::turn
