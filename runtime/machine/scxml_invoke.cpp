// <invoke> and <finalize> (6.4, 6.5).
#include <algorithm>

#include "runtime/machine/scxml_live.h"
#include "runtime/machine/scxml_values.h"

namespace perdure::scxml {
namespace {

bool is_scxml(std::string_view type) {
  return type.empty() || type == "scxml" || type == "http://www.w3.org/TR/scxml" ||
         type == "http://www.w3.org/TR/scxml/";
}

// Invocations are called by the invoke id and a number, since an id of the document's may be used again.
std::string invoke_id_of(std::string_view invocation) {
  return std::string(invocation.substr(0, invocation.rfind('.')));
}

// "file:a.scxml", "file:///a.scxml", "./a.scxml" -> "a.scxml", "/a.scxml", "a.scxml"
std::string_view path_of(std::string_view source) {
  if (source.starts_with("file:")) source.remove_prefix(5);
  if (source.starts_with("///")) source.remove_prefix(2);
  while (source.starts_with("./")) source.remove_prefix(2);
  return source;
}

}  // namespace

// --- What is to be invoked ---

void Session::entered(std::uint32_t number) {
  const auto place = std::lower_bound(to_invoke_.begin(), to_invoke_.end(), number);
  to_invoke_.insert(place, number);
}

void Session::left(std::uint32_t number, std::string_view state) {
  std::erase(to_invoke_, number);
  std::erase_if(invocations_, [&](const Invocation& invocation) {
    if (invocation.state != state) return false;
    live_->effects->push_back(CancelInvocationEffect{invocation.invocation});
    return true;
  });
}

std::optional<std::uint32_t> Session::next_to_invoke() {
  if (to_invoke_.empty()) return std::nullopt;
  const std::uint32_t number = to_invoke_.front();
  to_invoke_.erase(to_invoke_.begin());
  return number;
}

// --- Invoking ---

std::string Session::chart_of(const Invoke& invoke) {
  if (!invoke.chart.empty()) return std::string(invoke.chart);
  const auto& documents = live_->definition->documents;
  if (invoke.source.form != Written::Form::Nothing) {
    const std::string source = text(invoke.source);
    for (const Document& document : documents) {
      if (!document.file.empty() && document.file == path_of(source)) {
        return std::string(document.chart);
      }
    }
    throw ExecutionError("no document `" + source + "` was compiled with this one");
  }
  const Data made = payload({}, invoke.content);
  for (const Document& document : documents) {
    if (same_document(made.text, document.text)) return std::string(document.chart);
  }
  throw ExecutionError("what is to be invoked is no document that was compiled with this one");
}

void Session::invoke(const Invoke& invoke) {
  try {
    const std::string type = text(invoke.type);
    if (!is_scxml(type)) throw ExecutionError("nothing of type `" + type + "` can be invoked");
    const std::string number = std::to_string(++last_id_);
    Invocation made;
    made.id = invoke.id.empty() ? std::string(invoke.state) + "." + number : std::string(invoke.id);
    made.invocation = made.id + "." + number;
    made.session = live_->step->session + "/" + made.invocation;
    made.state = invoke.state;
    made.place = invoke.place;
    made.autoforward = invoke.autoforward;
    if (!invoke.id_location.empty()) set_id(invoke.id_location, made.id);

    InvokeEffect effect;
    effect.kind = InvokeEffect::Kind::Chart;
    effect.name = chart_of(invoke);
    effect.invocation = made.invocation;
    effect.session = made.session;
    effect.arguments = to_bytes(payload(invoke.params, {}));
    live_->effects->push_back(std::move(effect));
    invocations_.push_back(std::move(made));
  } catch (const ExecutionError& error) {
    failed(error);
  }
}

// --- What comes from it ---

std::optional<Event> Session::receive(const Delivery& delivery) {
  Event event;
  event.name = delivery.event;
  if (delivery.kind == EventKind::Event) {
    if (!delivery.payload.empty()) event = from_bytes<Event>(delivery.payload);
    receive(event);
    return event;
  }
  // What comes from an invocation that was left since was on its way before: nothing is, after that (6.4.3).
  const std::string id = invoke_id_of(delivery.invocation);
  switch (delivery.kind) {
    case EventKind::Emitted:
      event = from_bytes<Event>(delivery.payload);
      break;
    case EventKind::Done:
      event.name = "done.invoke." + id;
      if (!delivery.payload.empty()) event.data = from_bytes<Data>(delivery.payload);
      break;
    case EventKind::Failed:
      event.name = "error.communication";
      event.type = EventType::Platform;
      event.data = {Data::Form::Text, normalised(from_bytes<std::string>(delivery.payload))};
      break;
    default:
      return std::nullopt;
  }
  event.invoke_id = id;
  const auto from =
      std::find_if(invocations_.begin(), invocations_.end(),
                   [&](const Invocation& one) { return one.invocation == delivery.invocation; });
  if (from != invocations_.end()) {
    sender_ = *from;
    if (delivery.kind != EventKind::Emitted) invocations_.erase(from);
  }
  worked_ = true;
  receive(event);
  return event;
}

void Session::forward(const Event& event) {
  for (const Invocation& invocation : invocations_) {
    if (!invocation.autoforward) continue;
    SendEffect effect;
    effect.to = invocation.session;
    effect.event = event.name;
    effect.payload = to_bytes(event);
    live_->effects->push_back(std::move(effect));
  }
}

void Session::update(const Event& event, const std::vector<Param>& locations) {
  for (const Param& location : locations) {
    const std::optional<Data> value = member_of(event.data, location.name);
    if (value) data_model().assign_data(location.expr, *value);
  }
}

}  // namespace perdure::scxml
