// What states wait for, as generated machines keep it: invocations, tokens and deferred events; and what is sent to the
// sessions around.
#pragma once

#include <perdure/archive.h>
#include <perdure/effects.h>
#include <perdure/steps.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace perdure::machine {

// error.communication, with what event.error says.
struct CommunicationFailed {
  static constexpr std::string_view name = "error.communication";
  std::string error;
};

// One `invoke` of a state. It starts at the end of the macrostep that entered the state (SCXML 6.4).
struct Invocation {
  // Which of all those that the session ever made is under way; 0 where none is.
  std::uint64_t number = 0;
  // The state was entered in this macrostep. False at rest.
  bool wanted = false;

  bool live() const { return number != 0; }
  // Whether it is under way as `id`, "<name>.<number>".
  bool is(std::string_view name, std::string_view id) const;

  bool operator==(const Invocation&) const = default;
};

// How often and how long a service may try.
struct Attempts {
  Duration timeout{0};       // For each; none where it is 0.
  std::int64_t retries = 0;  // After the first.
  Duration backoff{0};       // Before the second; doubled each time, up to the limit.
  Duration backoff_limit{0};
};

// Asks for it. `made` counts what the session ever invoked.
void invoke_bytes(Effects& effects, Invocation& invocation, std::uint64_t& made,
                  std::string_view name, std::string_view service, Bytes arguments,
                  const Attempts& attempts);
template <class Service>
void invoke_service(Effects& effects, Invocation& invocation, std::uint64_t& made,
                    std::string_view name, const Service& arguments,
                    const Attempts& attempts = {}) {
  invoke_bytes(effects, invocation, made, name, Service::name, to_bytes(arguments), attempts);
}
// `callee` is the chart's stored name; `arguments` are its parameters.
void invoke_chart(Effects& effects, Invocation& invocation, std::uint64_t& made, const Step& step,
                  std::string_view name, std::string_view callee, Bytes arguments);
// The state is left: what is under way is cancelled.
void end(Effects& effects, Invocation& invocation, std::string_view name);
// The session that a chart's invocation started.
std::string session_of(const Step& step, std::string_view name, const Invocation& invocation);

// Throws Error(CorruptData) where it would be one that was never made.
void load(InArchive& in, Invocation& invocation, std::uint64_t made);

// `length` as it is, but longer than nothing: 0 would mean without end.
inline Duration lasting(Duration length) { return length > Duration(0) ? length : Duration(1); }

// Fills in a new secret and asks that whoever knows it may send one of these events. A step without surroundings has
// no secrets to give: it stays empty, which opens nothing.
void issue(Effects& effects, const Step& step, std::string& secret, std::string_view token,
           std::initializer_list<std::string_view> accepts, Duration expires = Duration(0));
void revoke(Effects& effects, std::string_view token);

// An event that a state deferred.
struct Deferred {
  std::string event;
  Bytes payload;

  bool operator==(const Deferred&) const = default;
  template <class Archive>
  void serialize(Archive& archive) {
    archive(event, payload);
  }
};

template <class Event>
void defer(std::vector<Deferred>& deferred, const Event& event) {
  deferred.push_back({std::string(Event::name), to_bytes(event)});
}
std::vector<std::string_view> names_of(const std::vector<Deferred>& deferred);

// To the session that invoked this one. False where there is none.
bool emit_bytes(Effects& effects, const Step& step, std::string_view event, Bytes payload,
                SendOptions options);
template <class Event>
bool emit(Effects& effects, const Step& step, const Event& event, SendOptions options = {}) {
  return emit_bytes(effects, step, Event::name, to_bytes(event), std::move(options));
}

}  // namespace perdure::machine
