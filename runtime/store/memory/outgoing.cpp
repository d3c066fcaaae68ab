#include "runtime/store/memory/outgoing.h"

#include <tuple>

namespace perdure::memory {
namespace {

auto key_of(const NewEvent& event) { return std::tuple(event.session, event.kind, event.key); }

std::string nobody(const NewEvent& event) { return "there is no session `" + event.session + "`"; }

}  // namespace

bool Outgoing::has_session(const NewEvent& event) const {
  return data_.sessions.find(event.session) != data_.sessions.end();
}

void Outgoing::require_session(const NewEvent& event) const {
  if (event.if_unknown == IfUnknown::Refuse && !has_session(event)) {
    throw Error(ErrorKind::UnknownSession, nobody(event));
  }
}

bool Outgoing::is_fresh(const NewEvent& event) const {
  if (event.key.empty()) return true;
  const auto known = data_.keys.find(key_of(event));
  return known == data_.keys.end() || known->second <= now_;
}

Sent Outgoing::send(std::span<const NewEvent> events) {
  Sent sent;
  for (const NewEvent& event : events) {
    if (!is_fresh(event)) {
      ++sent.repeated;
      continue;
    }
    remember(event);
    if (has_session(event)) {
      data_.add(event, now_);
      ++sent.queued;
    } else {
      settle_undeliverable(event, sent);
    }
  }
  return sent;
}

void Outgoing::remember(const NewEvent& event) {
  if (event.key.empty()) return;
  data_.keys.insert_or_assign(key_of(event), now_ + event.key_window);
  if (data_.keys.size() < data_.many_keys) return;
  std::erase_if(data_.keys, [this](const auto& known) { return known.second <= now_; });
  data_.many_keys = 2 * data_.keys.size() + 1000;
}

void Outgoing::settle_undeliverable(const NewEvent& event, Sent& sent) {
  if (event.if_unknown == IfUnknown::Bury) {
    ++sent.buried;
    data_.bury(stored_event(event), nobody(event), now_);
    return;
  }
  ++sent.discarded;
  JournalEntry entry;
  entry.session = event.session;
  entry.event = event.id;
  entry.cause = event.cause;
  entry.kind = event.kind;
  entry.name = event.name;
  entry.outcome = JournalOutcome::Discarded;
  entry.at = now_;
  data_.note(std::move(entry));
}

}  // namespace perdure::memory
