// Many events as the array parameters of one statement.
#pragma once

#include <perdure/store.h>

#include <cstdint>
#include <span>
#include <string_view>

#include "runtime/store/postgres/binary.h"
#include "runtime/store/postgres/pipeline.h"
#include "runtime/store/postgres/word.h"

namespace perdure::postgres {

// The ten columns that `event`, `timer` and `dead` share: id, kind, session, sender, name, payload, send id, cause,
// invocation, chart.
class EventColumns {
 public:
  // Of NewEvent and DueEvent, which call these fields the same.
  template <typename Event>
  void add(const Event& event, std::string_view sender) {
    ids_.add(event.id);
    kinds_.add(name(event.kind));
    sessions_.add(std::string_view(event.session));
    senders_.add(sender);
    names_.add(std::string_view(event.name));
    payloads_.add(std::span<const std::byte>(event.payload));
    send_ids_.add_unless_empty(event.send_id);
    causes_.add(event.cause);
    invocations_.add_unless_empty(event.invocation);
    charts_.add_unless_empty(event.chart);
  }
  bool empty() const { return ids_.size() == 0; }
  void append_to(Parameters& parameters);

 private:
  Array ids_{Array::Of::Uuid};
  Array kinds_{Array::Of::Text};
  Array sessions_{Array::Of::Text};
  Array senders_{Array::Of::Text};
  Array names_{Array::Of::Text};
  Array payloads_{Array::Of::Bytes};
  Array send_ids_{Array::Of::Text};
  Array causes_{Array::Of::Uuid};
  Array invocations_{Array::Of::Text};
  Array charts_{Array::Of::Text};
};

// Events to be queued: those due at `now` in the lanes of their sessions, those due later in the lanes of
// their senders.
class NewEventColumns {
 public:
  NewEventColumns(std::int32_t lanes, Timestamp now) : lanes_(lanes), now_(now) {}

  void add(const NewEvent& event);
  // Sends what queues them, in the order they were added. Once.
  void send(Statements& statements);
  // Those of the events that are due; any, where some are due later: whoever waits has to look until when.
  const LanesWithWork& woken() const { return woken_; }

 private:
  const std::int32_t lanes_;
  const Timestamp now_;
  LanesWithWork woken_;
  EventColumns at_once_;
  Array lanes_at_once_{Array::Of::Int16};
  EventColumns later_;
  Array targets_later_{Array::Of::Int16};
  Array lanes_later_{Array::Of::Int16};
  Array due_{Array::Of::Time};
};

// Gives the lanes that they go to.
LanesWithWork send_new_events(Statements& statements, std::span<const NewEvent> events,
                              std::int32_t lanes, Timestamp now);

}  // namespace perdure::postgres
