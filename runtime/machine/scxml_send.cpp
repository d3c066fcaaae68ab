// <send> and <cancel> (6.2, 6.3), and the SCXML event I/O processor (C.1).
#include <perdure/steps.h>

#include <chrono>
#include <cstdint>
#include <limits>

#include "runtime/machine/scxml_live.h"
#include "runtime/machine/scxml_values.h"

namespace perdure::scxml {
namespace {

constexpr std::string_view ToSession = "#_scxml_";

// "1.5s", "500ms", "2m": a number and its unit (6.2.4).
Duration delay_of(const std::string& text) {
  const std::string written = normalised(text);
  const auto refuse = [&]() -> Duration {
    throw ExecutionError("`" + written + "` is no delay: a number with ms, s, m, h or d is one");
  };
  std::size_t at = 0;
  std::size_t digits = 0;
  long double number = 0;
  const auto is_digit = [&] {
    return at < written.size() && written[at] >= '0' && written[at] <= '9';
  };
  for (; is_digit(); ++at, ++digits) number = number * 10 + (written[at] - '0');
  if (at < written.size() && written[at] == '.') {
    long double place = 0.1L;
    for (++at; is_digit(); ++at, ++digits, place /= 10) number += place * (written[at] - '0');
  }
  if (digits == 0) return refuse();
  struct Unit {
    std::string_view name;
    long double microseconds;
  };
  static constexpr Unit Units[] = {
      {"ms", 1e3L}, {"s", 1e6L}, {"m", 60e6L}, {"h", 3600e6L}, {"d", 86400e6L}};
  for (const Unit& unit : Units) {
    if (written.substr(at) != unit.name) continue;
    const long double microseconds = number * unit.microseconds + 0.5L;
    if (microseconds >= static_cast<long double>(std::numeric_limits<std::int64_t>::max())) {
      return refuse();
    }
    return Duration(static_cast<std::int64_t>(microseconds));
  }
  return refuse();
}

const IoProcessor* find(std::span<const IoProcessor> processors, std::string_view type) {
  for (const IoProcessor& processor : processors) {
    if (processor.type == type || processor.name == type) return &processor;
  }
  return nullptr;
}

}  // namespace

void Session::set_id(std::string_view location, std::string_view id) {
  data_model().assign_data(location, {Data::Form::Text, std::string(id)});
}

void Session::send(const Send& send) {
  std::string id(send.id);
  if (!send.id_location.empty()) {
    id = "send." + std::to_string(++last_id_);
    set_id(send.id_location, id);
  }
  try {
    send_as(send, id);
  } catch (const ExecutionError& error) {
    throw SendFailed(error.what(), id);
  }
}

void Session::send_as(const Send& send, const std::string& id) {
  Event event;
  event.name = text(send.event);
  event.send_id = id;
  const std::string type = text(send.type);
  const std::string target = text(send.target);
  SendEffect effect;
  effect.send_id = id;
  if (send.delay.form != Written::Form::Nothing) effect.delay = delay_of(text(send.delay));
  event.data = payload(send.params, send.content);
  const Step& step = *live_->step;

  if (type.empty() || type == ScxmlProcessor || type == "scxml") {
    if (event.name.empty()) throw ExecutionError("nothing says which event to send");
    event.origin = std::string(ToSession) + step.session;
    event.origin_type = ScxmlProcessor;
    return dispatch(std::move(effect), target, event);
  }
  const IoProcessor* processor =
      step.surroundings ? find(step.surroundings->io_processors(), type) : nullptr;
  if (processor == nullptr) throw ExecutionError("no event I/O processor `" + type + "`");
  if (target.empty()) return fail_to_send(id, "nothing says where to");
  event.origin = processor->location;
  event.origin_type = processor->type;
  effect.processor = processor->type;
  effect.to = target;
  effect.event = event.name;
  effect.payload = to_bytes(event);
  live_->effects->push_back(std::move(effect));
}

// By the SCXML event I/O processor. `effect` has what does not depend on the target.
void Session::dispatch(SendEffect effect, std::string_view target, const Event& event) {
  const Step& step = *live_->step;
  if (target == "#_internal") {
    if (effect.delay > Duration{0}) {
      throw ExecutionError("an event to `#_internal` cannot be delayed");
    }
    Event internal = event;
    internal.type = EventType::Internal;
    internal.origin.clear();
    internal.origin_type.clear();
    events_.push_back(std::move(internal));
    return;
  }
  if (target == "#_parent") {
    if (step.parent.empty()) return fail_to_send(event.send_id, "nobody invoked this session");
    effect.kind = EventKind::Emitted;
    effect.to = step.parent;
    effect.invocation = step.invocation;
  } else if (target.starts_with(ToSession)) {
    const std::string_view session = target.substr(ToSession.size());
    if (session != step.session) {
      if (!step.surroundings || !step.surroundings->has_session(session)) {
        return fail_to_send(event.send_id, "no session `" + std::string(session) + "`");
      }
      effect.to = session;
    }
  } else if (target.starts_with("#_")) {
    const std::string_view id = target.substr(2);
    for (const Invocation& invocation : invocations_) {
      if (invocation.id == id) effect.to = invocation.session;
    }
    if (effect.to.empty()) {
      return fail_to_send(event.send_id, "nothing is invoked as `" + std::string(id) + "`");
    }
  } else if (!target.empty()) {
    throw ExecutionError("`" + std::string(target) + "` is no target");
  }
  effect.event = event.name;
  effect.payload = to_bytes(event);
  live_->effects->push_back(std::move(effect));
}

// What cannot reach its target is no error of the block that sends it, which goes on.
void Session::fail_to_send(std::string_view send_id, std::string_view why) {
  Event event{"error.communication", EventType::Platform, std::string(send_id), {}, {}, {}, {}, {}};
  event.data = {Data::Form::Text, std::string(why)};
  events_.push_back(std::move(event));
}

void Session::cancel(Written send_id) {
  const std::string id = text(send_id);
  machine::cancel(*live_->effects, id);
  if (!live_->step->parent.empty()) {
    live_->effects->push_back(CancelEffect{EventKind::Emitted, id});
  }
}

}  // namespace perdure::scxml
