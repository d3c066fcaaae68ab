// What programs send, as what stores take.
#include <perdure/error.h>
#include <perdure/message.h>

#include <cstddef>

namespace perdure {

NewEvent new_event(const Message& message) {
  const SendOptions& options = message.options;
  NewEvent event;
  event.id = EventId::random();
  event.session = message.session;
  event.name = message.event;
  event.payload = message.payload;
  event.due = options.at;
  event.delay = options.after;
  event.send_id = options.id;
  event.key = options.key;
  event.key_window = options.key_window;
  event.if_unknown = options.if_unknown;
  return event;
}

void join_under(const StartOptions& options, std::vector<NewEvent>& first) {
  if (options.key.empty()) return;
  for (std::size_t i = 0; i < first.size(); ++i) {
    if (!first[i].key.empty()) continue;
    first[i].key = options.key + '/' + std::to_string(i);
    first[i].key_window = options.key_window;
  }
}

}  // namespace perdure
