#include "runtime/store/postgres/event_columns.h"

#include <optional>
#include <string>

#include "runtime/store/postgres/queries.h"
#include "runtime/store/rows/due.h"
#include "runtime/store/rows/lane.h"

namespace perdure::postgres {

void EventColumns::append_to(Parameters& parameters) {
  parameters(ids_)(kinds_)(
      sessions_)(senders_)(names_)(payloads_)(send_ids_)(causes_)(invocations_)(charts_);
}

void send_new_events(Pipeline& pipeline, std::span<const NewEvent> events, std::int32_t lanes,
                     Timestamp now) {
  const auto lane_of = [lanes](std::string_view session) {
    return static_cast<std::int16_t>(rows::lane_of(session, lanes));
  };
  EventColumns at_once;
  Array lanes_at_once(Array::Of::Int16);
  EventColumns later;
  Array targets_later(Array::Of::Int16);
  Array lanes_later(Array::Of::Int16);
  Array due(Array::Of::Time);
  for (const NewEvent& event : events) {
    const std::string& sender = event.sender.empty() ? event.session : event.sender;
    if (const std::optional<Timestamp> time = rows::due_later(event, now)) {
      later.add(event, sender);
      targets_later.add(lane_of(event.session));
      lanes_later.add(lane_of(sender));
      due.add(*time);
    } else {
      at_once.add(event, sender);
      lanes_at_once.add(lane_of(event.session));
    }
  }
  if (!at_once.empty()) {
    Parameters parameters;
    parameters(lanes_at_once);
    at_once.append_to(parameters);
    pipeline.send(query("insert_events"), parameters);
  }
  if (!later.empty()) {
    Parameters parameters;
    parameters(targets_later);
    later.append_to(parameters);
    parameters(lanes_later)(due);
    pipeline.send(query("insert_timers"), parameters);
  }
}

}  // namespace perdure::postgres
