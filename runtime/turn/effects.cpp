#include "runtime/turn/effects.h"

#include <perdure/error.h>

#include <algorithm>
#include <utility>
#include <variant>

namespace perdure::turn {
namespace {

void check_session(const std::string& id) {
  if (is_session_id(id)) return;
  throw Error(ErrorKind::InvalidArgument, "a send to what cannot be a session's id: " + id);
}

// A chart may work a send's id out of data; it takes what a session's id takes. A timer's is the
// chart's own.
void check_send_id(EventKind kind, const std::string& id) {
  if (kind != EventKind::Event || id.empty() || is_session_id(id)) return;
  throw Error(ErrorKind::InvalidArgument, "what cannot be the id of a send: " + id);
}

// A document may give an invocation any id, and any name to what it invokes.
void check_invocation(const InvokeEffect& effect) {
  if (is_session_id(effect.invocation) && is_session_id(effect.name)) return;
  throw Error(ErrorKind::InvalidArgument,
              "what cannot be an invocation: `" + effect.invocation + "` of " + effect.name);
}

[[noreturn]] void not_carried(const std::string& what) {
  throw Error(ErrorKind::InvalidArgument,
              "stores do not carry " + what + ": only machines in memory do, in perdure::testing");
}

Timestamp after(Timestamp now, Duration delay) {
  return delay > Timestamp::max() - now ? Timestamp::max() : now + delay;
}

std::string_view sender_of(const DueEvent& event) {
  return event.sender.empty() ? event.session : event.sender;
}

}  // namespace

void check_effects(const Effects& effects) {
  for (const Effect& effect : effects) {
    if (const auto* send = std::get_if<SendEffect>(&effect)) {
      if (!send->to.empty()) check_session(send->to);
      check_send_id(send->kind, send->send_id);
      if (!send->processor.empty()) not_carried("events through " + send->processor);
    } else if (const auto* cancel = std::get_if<CancelEffect>(&effect)) {
      check_send_id(cancel->kind, cancel->send_id);
    } else if (const auto* invoke = std::get_if<InvokeEffect>(&effect)) {
      if (invoke->kind == InvokeEffect::Kind::Service) check_invocation(*invoke);
    }
  }
}

void Outbox::send(SendEffect&& effect, const DueEvent& cause) {
  NewEvent event;
  event.id = EventId::random();
  event.kind = effect.kind;
  event.session = effect.to.empty() ? cause.session : std::move(effect.to);
  event.sender = cause.session;
  event.name = std::move(effect.event);
  event.payload = std::move(effect.payload);
  if (effect.delay > Duration::zero()) event.due = after(batch_.now(), effect.delay);
  event.send_id = std::move(effect.send_id);
  event.cause = cause.id;
  event.chart = std::move(effect.chart);
  event.invocation = std::move(effect.invocation);
  if (!event.send_id.empty()) sends_by_[cause.session].push_back(sends_.size());
  sends_.push_back(std::move(event));
}

std::vector<std::size_t> Outbox::cancel(const CancelEffect& effect, const DueEvent& cause) {
  if (effect.send_id.empty()) return {};
  const auto sent = sends_by_.find(cause.session);
  if (sent != sends_by_.end()) {
    for (const std::size_t index : sent->second) {
      const NewEvent& send = sends_[index];
      if (send.kind == effect.kind && send.send_id == effect.send_id) taken_back_.insert(index);
    }
  }
  cancels_.push_back({cause.session, effect.kind, effect.send_id});

  std::vector<std::size_t> found;
  for (const std::size_t index : events_sent_by(cause.session)) {
    const DueEvent& event = batch_.events()[index];
    if (event.kind == effect.kind && event.send_id == effect.send_id) found.push_back(index);
  }
  return found;
}

const std::vector<std::size_t>& Outbox::events_sent_by(std::string_view sender) {
  if (!indexed_) {
    const std::vector<DueEvent>& events = batch_.events();
    for (std::size_t i = 0; i < events.size(); ++i) {
      if (!events[i].send_id.empty()) events_by_[sender_of(events[i])].push_back(i);
    }
    indexed_ = true;
  }
  static const std::vector<std::size_t> none;
  const auto found = events_by_.find(sender);
  return found == events_by_.end() ? none : found->second;
}

void Outbox::write_to(BatchWrite& write) {
  write.cancels = std::move(cancels_);
  write.sends = std::move(sends_);
  if (taken_back_.empty() && ended_.empty()) return;
  std::size_t index = 0;
  std::erase_if(write.sends, [&](const NewEvent& send) {
    return taken_back_.count(index++) > 0 || (send.due && ended_.count(send.sender) > 0);
  });
}

}  // namespace perdure::turn
