// Events on their way into the queue, as senders outside any step send them.
#pragma once

#include <cstddef>
#include <span>

#include "runtime/store/memory/data.h"

namespace perdure::memory {

// Under the data's mutex, which the caller holds.
class Outgoing {
 public:
  Outgoing(Data& data, Timestamp now) : data_(data), now_(now) {}

  // Throws Error(UnknownSession) unless there is one, or the event says that there need be none.
  void require_session(const NewEvent& event) const;

  // Whether the event has no key, or one that is not known.
  bool is_fresh(const NewEvent& event) const;

  // Its key is known from now on, if it has one.
  void remember(const NewEvent& event);

  // Queues, buries or discards what is fresh.
  Sent send(std::span<const NewEvent> events);

 private:
  bool has_session(const NewEvent& event) const;
  void settle_undeliverable(const NewEvent& event, Sent& sent);

  Data& data_;
  const Timestamp now_;
};

}  // namespace perdure::memory
