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

void NewEventColumns::add(const NewEvent& event) {
  const auto lane_of = [this](std::string_view session) {
    return static_cast<std::int16_t>(rows::lane_of(session, lanes_));
  };
  const std::string& sender = event.sender.empty() ? event.session : event.sender;
  if (const std::optional<Timestamp> time = rows::due_later(event, now_)) {
    later_.add(event, sender);
    targets_later_.add(lane_of(event.session));
    lanes_later_.add(lane_of(sender));
    due_.add(*time);
    woken_ = LanesWithWork::any();
  } else {
    at_once_.add(event, sender);
    lanes_at_once_.add(lane_of(event.session));
    woken_.add(lane_of(event.session));
  }
}

void NewEventColumns::send(Statements& statements) {
  if (!at_once_.empty()) {
    Parameters parameters;
    parameters(lanes_at_once_);
    at_once_.append_to(parameters);
    statements.send(query("insert_events"), parameters);
  }
  if (!later_.empty()) {
    Parameters parameters;
    parameters(targets_later_);
    later_.append_to(parameters);
    parameters(lanes_later_)(due_);
    statements.send(query("insert_timers"), parameters);
  }
}

LanesWithWork send_new_events(Statements& statements, std::span<const NewEvent> events,
                              std::int32_t lanes, Timestamp now) {
  NewEventColumns columns(lanes, now);
  for (const NewEvent& event : events) columns.add(event);
  columns.send(statements);
  return columns.woken();
}

}  // namespace perdure::postgres
