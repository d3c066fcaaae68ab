// Events on their way into the queue: what has to be asked first, and what is written then.
//
//     NewEvents  ->  ask()  ->  answered()  ->  write()
//
// The same for a store's own transactions and for those of a user.
#pragma once

#include <perdure/error.h>
#include <perdure/store.h>

#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "runtime/store/postgres/pipeline.h"
#include "runtime/store/postgres/word.h"

namespace perdure::postgres {

// Sends insert_session, which gives no row if there is one of that id.
void send_new_session(Statements& statements, const NewSession& session, std::int32_t lanes);
// For that.
Error exists_already(const NewSession& session);

class Outgoing {
 public:
  // The events outlive it.
  explicit Outgoing(std::span<const NewEvent> events);

  // Whether any event has a key: then ask() sends a second statement.
  bool has_keys() const { return !keyed_.empty(); }

  // Sends missing_sessions, and remember_keys if there are keys. In a transaction that has its number.
  void ask(Statements& statements, std::int32_t lanes) const;

  // Where write() queues those that are due at once, if all are accepted.
  LanesWithWork foretold(std::int32_t lanes) const;

  // What missing_sessions gave, and what remember_keys. Throws Error(UnknownSession).
  void answered(std::unordered_set<std::string> missing, std::set<EventId> accepted);

  // Whether the event's key, if it has one, was not known.
  bool is_accepted(std::size_t event) const;

  // Sends what queues, buries or discards the events. Gives one of them; null if there is nothing to do.
  const NewEvent* write(Statements& statements, std::int32_t lanes, Timestamp now);

  // What write() did, and who is to be woken for what it queued.
  const Sent& sent() const { return sent_; }
  const LanesWithWork& woken() const { return woken_; }

 private:
  const std::span<const NewEvent> events_;
  std::vector<std::size_t> keyed_;  // The first of each key.
  std::vector<bool> repeats_;       // Whether an event has a key that one before it has.
  std::unordered_set<std::string> missing_;
  std::set<EventId> accepted_;  // Of those with a key.
  Sent sent_;
  LanesWithWork woken_;
};

}  // namespace perdure::postgres
