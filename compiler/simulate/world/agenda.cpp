#include "compiler/simulate/world/agenda.h"

namespace perdure::simulate {

std::optional<std::pair<Timestamp, Due>> Agenda::take(Timestamp until) {
  if (due_.empty() || due_.begin()->first.first > until) return std::nullopt;
  auto first = due_.extract(due_.begin());
  return std::pair(first.key().first, std::move(first.mapped()));
}

void Agenda::cancel(const std::string& sender, Sent kind, const std::string& send_id) {
  if (send_id.empty()) return;
  std::erase_if(due_, [&](const auto& entry) {
    const auto* arrival = std::get_if<Arrival>(&entry.second);
    if (arrival == nullptr || arrival->sender != sender || arrival->send_id != send_id) {
      return false;
    }
    return std::holds_alternative<std::string>(arrival->what) == (kind == Sent::Timer);
  });
}

void Agenda::discard_delayed_of(const std::string& sender) {
  std::erase_if(due_, [&](const auto& entry) {
    const auto* arrival = std::get_if<Arrival>(&entry.second);
    return arrival != nullptr && arrival->delayed && arrival->sender == sender;
  });
}

void Agenda::discard_first_step_of(const std::string& session) {
  std::erase_if(due_, [&](const auto& entry) {
    const auto* first = std::get_if<FirstStep>(&entry.second);
    return first != nullptr && first->session == session;
  });
}

}  // namespace perdure::simulate
