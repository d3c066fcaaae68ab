#include "runtime/store/rows/start.h"

#include <utility>

namespace perdure::rows {

std::vector<NewEvent> with_start(const NewSession& session, std::span<const NewEvent> first) {
  NewEvent start;
  start.id = session.start;
  start.kind = EventKind::Start;
  start.session = session.id;
  start.name = name(EventKind::Start);
  start.key = session.key;
  start.key_window = session.key_window;
  std::vector<NewEvent> events;
  events.reserve(first.size() + 1);
  events.push_back(std::move(start));
  events.insert(events.end(), first.begin(), first.end());
  return events;
}

}  // namespace perdure::rows
