// What becomes of what a step asked for.
#include <perdure/error.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "runtime/testing/impl.h"

namespace perdure::testing {
namespace {

constexpr std::string_view CommunicationError = "error.communication";

}  // namespace

void World::Impl::carry_out(const std::string& id, Effects effects) {
  for (Effect& effect : effects) {
    if (auto* send = std::get_if<SendEffect>(&effect)) {
      carry_out_send(id, *send);
    } else if (const auto* cancel_effect = std::get_if<CancelEffect>(&effect)) {
      agenda.cancel(id, cancel_effect->kind, cancel_effect->send_id);
    } else if (auto* line = std::get_if<LogEffect>(&effect)) {
      log.push_back({id, line->level, std::move(line->text)});
    } else if (const auto* invoke = std::get_if<InvokeEffect>(&effect)) {
      carry_out_invoke(id, *invoke);
    } else if (const auto* end = std::get_if<CancelInvocationEffect>(&effect)) {
      end_invocation(id, end->invocation);
    } else if (const auto* token = std::get_if<TokenEffect>(&effect)) {
      tokens.issue(id, *token, now);
    } else {
      tokens.revoke(id, std::get<RevokeTokenEffect>(effect).token);
    }
  }
}

void World::Impl::carry_out_send(const std::string& id, SendEffect& send) {
  Arrival arrival;
  arrival.to = send.to.empty() ? id : std::move(send.to);
  arrival.kind = send.kind;
  arrival.event = std::move(send.event);
  arrival.payload = std::move(send.payload);
  arrival.invocation = std::move(send.invocation);
  arrival.sender = id;
  arrival.send_id = std::move(send.send_id);
  arrival.delayed = send.delay > Duration::zero();
  arrival.chart = std::move(send.chart);
  arrival.processor = std::move(send.processor);

  const Kept& sender = session(id);
  if (sender.status == SessionStatus::Cancelled && arrival.to == sender.parent) {
    return drop(arrival, "session `" + id + "` was cancelled: its parent hears nothing more of it");
  }
  if (arrival.delayed) {
    const bool is_never = send.delay > Timestamp::max() - now;
    agenda.add(is_never ? Timestamp::max() : now + send.delay, std::move(arrival));
  } else if (!arrival.processor.empty()) {
    send_outside(arrival);
  } else {
    agenda.add(now, std::move(arrival));
  }
}

void World::Impl::send_outside(const Arrival& arrival) {
  const auto plug = std::find_if(plugs.begin(), plugs.end(), [&](const IoProcessorPlug* one) {
    return one->handles(arrival.processor);
  });
  if (plug == plugs.end()) return drop(arrival, "nothing sends through " + arrival.processor);
  SendEffect effect;
  effect.to = arrival.to;
  effect.event = arrival.event;
  effect.payload = arrival.payload;
  effect.send_id = arrival.send_id;
  effect.processor = arrival.processor;
  try {
    (*plug)->send(effect, arrival.sender);
  } catch (const std::exception& error) {
    drop(arrival, error.what());
    scxml::Event failure;
    failure.name = CommunicationError;
    failure.type = scxml::EventType::Platform;
    failure.send_id = arrival.send_id;
    failure.data = {scxml::Data::Form::Text, error.what()};
    Arrival back;
    back.to = arrival.sender;
    back.event = failure.name;
    back.payload = to_bytes(failure);
    agenda.add(now, std::move(back));
  }
  // What it brought comes before what the same step sends after it.
  collect_letters();
}

void World::Impl::carry_out_invoke(const std::string& id, const InvokeEffect& invoke) {
  if (invoke.kind == InvokeEffect::Kind::Service) return jobs.start(id, invoke, now);
  create(invoke.session, chart(invoke.name), invoke.arguments, id, invoke.invocation);
}

void World::Impl::end_invocation(const std::string& id, std::string_view invocation) {
  jobs.cancel(id, invocation);
  // A chart's id may be used again, after a session under it has ended.
  for (const std::string& child : std::vector<std::string>(order)) {
    const Kept& kept = session(child);
    if (kept.parent == id && kept.invocation == invocation) cancel(child);
  }
}

}  // namespace perdure::testing
