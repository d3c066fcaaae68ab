#include "runtime/testing/agenda.h"

namespace perdure::testing {

void Agenda::add(Timestamp due, Due what) {
  due_.emplace(std::pair(due, next_number_++), std::move(what));
}

std::optional<Timestamp> Agenda::next() const {
  if (due_.empty()) return std::nullopt;
  return due_.begin()->first.first;
}

std::pair<Timestamp, Due> Agenda::take() {
  auto first = due_.extract(due_.begin());
  return {first.key().first, std::move(first.mapped())};
}

template <class Condition>
void Agenda::erase_if(Condition condition) {
  std::erase_if(due_, [&](const auto& entry) { return condition(entry.second); });
}

void Agenda::cancel(const std::string& sender, EventKind kind, const std::string& send_id) {
  if (send_id.empty()) return;
  erase_if([&](const Due& due) {
    const auto* arrival = std::get_if<Arrival>(&due);
    return arrival != nullptr && arrival->sender == sender && arrival->kind == kind &&
           arrival->send_id == send_id;
  });
}

void Agenda::discard_delayed_of(const std::string& sender) {
  erase_if([&](const Due& due) {
    const auto* arrival = std::get_if<Arrival>(&due);
    return arrival != nullptr && arrival->delayed && arrival->sender == sender;
  });
}

void Agenda::discard_first_step_of(const std::string& session) {
  erase_if([&](const Due& due) {
    const auto* first = std::get_if<FirstStep>(&due);
    return first != nullptr && first->session == session;
  });
}

}  // namespace perdure::testing
