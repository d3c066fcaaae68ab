// Effects as a step asks for them, and a macrostep that does not end.
#include <perdure/error.h>
#include <perdure/steps.h>

namespace perdure::machine {

void endless(std::string_view chart) {
  throw EndlessMacrostep("chart " + std::string(chart) + " does not come to rest: " +
                         std::to_string(MaxMicrosteps) + " microsteps followed one event");
}

void forget(Effects& effects) { effects.clear(); }

void send_bytes(Effects& effects, std::string_view event, Bytes payload, SendOptions options) {
  effects.emplace_back(SendEffect{EventKind::Event, std::move(options.to), std::string(event),
                                  std::move(payload), options.delay, std::move(options.send_id),
                                  std::move(options.chart)});
}

void cancel(Effects& effects, std::string send_id) {
  effects.emplace_back(CancelEffect{EventKind::Event, std::move(send_id)});
}

void arm(Effects& effects, std::string_view timer, Duration delay) {
  effects.emplace_back(
      SendEffect{EventKind::Timer, {}, std::string(timer), {}, delay, std::string(timer)});
}

void disarm(Effects& effects, std::string_view timer) {
  effects.emplace_back(CancelEffect{EventKind::Timer, std::string(timer)});
}

void log(Effects& effects, LogLevel level, std::string text) {
  effects.emplace_back(LogEffect{level, std::move(text)});
}

void note(std::vector<std::string_view>& names, std::string_view state) { names.push_back(state); }

std::optional<std::string> parent_of(const Step& step) {
  if (step.parent.empty()) return std::nullopt;
  return step.parent;
}

std::string receiver(std::string session) {
  if (session.empty()) throw ExecutionError("an event for a session without an id");
  return session;
}

}  // namespace perdure::machine
