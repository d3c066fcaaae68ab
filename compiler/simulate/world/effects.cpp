// What becomes of what a step asked for.
#include <limits>

#include "compiler/simulate/world/world.h"

namespace perdure::simulate {

void World::carry_out(const std::string& id, const Effects& effects) {
  struct Visitor {
    World& world;
    const std::string& id;

    void operator()(const SendEffect& send) { world.carry_out_send(id, send); }
    void operator()(const CancelEffect& cancel) {
      world.agenda_.cancel(id, cancel.kind, cancel.send_id);
    }
    void operator()(const InvokeEffect& invoke) { world.carry_out_invoke(id, invoke); }
    void operator()(const EndInvocationEffect& end) { world.end_invocation(id, end.invocation); }
    void operator()(const TokenEffect& token) { world.tokens_.issue(id, token, world.now_); }
    void operator()(const RevokeTokenEffect& revoke) { world.tokens_.revoke(id, revoke.token); }
    void operator()(const LogEffect&) {}  // They are told by the record of the step alone.
    void operator()(const CallEffect&) {}
  };
  for (const Effect& effect : effects) std::visit(Visitor{*this, id}, effect);
}

void World::carry_out_send(const std::string& id, const SendEffect& send) {
  Arrival arrival{send.to.empty() ? id : send.to, send.event};
  if (send.kind == Sent::Timer) arrival.what = send.event.name;
  if (send.kind == Sent::Emitted) {
    arrival.what = Outcome{check::Outcome::Kind::Emitted, send.invocation, {}, send.event};
  }
  arrival.sender = id;
  arrival.send_id = send.send_id;
  arrival.delayed = send.delay.microseconds > 0;
  arrival.chart = send.chart;
  const Kept& sender = sessions_.at(id);
  // A session that was cancelled is not heard any more by whoever invoked it.
  if (sender.status == Status::Cancelled && arrival.to == sender.parent) return;
  Timestamp due = now_;
  if (arrival.delayed &&
      __builtin_add_overflow(now_.microseconds, send.delay.microseconds, &due.microseconds)) {
    due.microseconds = std::numeric_limits<std::int64_t>::max();
  }
  agenda_.add(due, std::move(arrival));
}

void World::carry_out_invoke(const std::string& id, const InvokeEffect& invoke) {
  if (invoke.is_service) return jobs_.start(id, invoke, now_, agenda_);
  create(invoke.session, *definition_->find_chart(invoke.name), invoke.arguments, id,
         invoke.invocation);
}

void World::end_invocation(const std::string& id, const std::string& invocation) {
  jobs_.cancel(id, invocation);
  for (const std::string& child : std::vector<std::string>(order_)) {
    const Kept& kept = sessions_.at(child);
    if (kept.parent == id && kept.invocation == invocation) cancel(child);
  }
}

}  // namespace perdure::simulate
