// What a step asks of the world. Effects are values until a commit writes them.
#pragma once

#include <perdure/surroundings.h>
#include <perdure/types.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace perdure {

class Answers;

// How something in a session's queue came to be. Stored by name; never renumbered.
enum class EventKind : std::uint8_t {
  Start,  // The session's first step: enters the initial configuration. No payload.
  Event,  // A declared event.
  Timer,  // An `after` that is due: its name is `<state>.after.<n>`, with n from 0 in document order. No payload.
  // What becomes of an invocation, told to the session that invoked.
  Done,      // It ended. The payload is its result; none where it has none.
  Failed,    // It failed for good. The payload is a string: why.
  Progress,  // A service tells how far it is. The payload is a float, 0 to 1, and a string.
  Emitted,   // An invoked chart sent one of the events that it `emits`: its name.
  Cancel,    // Ends the session, from outside. No payload.
};
std::string_view name(EventKind kind);

// An event on its way: `send`, or the arming of an `after`.
struct SendEffect {
  EventKind kind =
      EventKind::Event;  // Event, Timer, or Emitted, to the session that invoked this one.
  std::string to;        // The receiving session's id; empty: the sender itself.
  std::string event;
  Bytes payload;
  Duration delay{0};    // Negative counts as zero. Counted from the step's time.
  std::string send_id;  // Empty where nobody will cancel it. A timer's is its name.
  // Where the receiver has to be a session of this chart: its stored name, "shop.Warehouse". Else empty.
  std::string chart = {};
  // Emitted: which invocation of the receiver the sender is, Step::invocation.
  std::string invocation = {};
  // How it travels, where that is not through a session's queue: the `type` of an SCXML event I/O processor, to which
  // `to` is an address. Else empty.
  std::string processor = {};

  bool operator==(const SendEffect&) const = default;
};

// Takes back what this session sent under `send_id`, where it is not yet consumed.
struct CancelEffect {
  EventKind kind = EventKind::Event;
  std::string send_id;

  bool operator==(const CancelEffect&) const = default;
};

// Starts what a state invokes: a session of another chart, or a service's job.
struct InvokeEffect {
  enum class Kind : std::uint8_t { Chart, Service };

  Kind kind = Kind::Service;
  std::string invocation;  // Unique among the invocations that this session ever makes.
  std::string
      name;  // The chart's stored name, "shop.Payment", or the service's, "shop.Order.charge_card".
  std::string session;  // The id of the session to start. Charts only.
  Bytes arguments;      // The chart's parameters or the service's arguments.
  // Services only.
  Duration timeout{0};       // For each attempt; none where it is 0.
  std::int64_t retries = 0;  // Attempts after the first.
  Duration backoff{0};       // Before the second attempt; doubled each time, up to the limit.
  Duration backoff_limit{0};

  bool operator==(const InvokeEffect&) const = default;
};

// Ends what an invocation started, where it has not ended by itself: the state that invoked it was left.
struct CancelInvocationEffect {
  std::string invocation;

  bool operator==(const CancelInvocationEffect&) const = default;
};

// Whoever knows the secret may send one of these events to this session, once.
struct TokenEffect {
  std::string token;  // "<state>.<name>"
  std::string secret;
  std::vector<std::string> accepts;
  Duration expires{0};  // Counted from the step's time; never where it is 0.

  bool operator==(const TokenEffect&) const = default;
};

// The token is good for nothing from now on.
struct RevokeTokenEffect {
  std::string token;

  bool operator==(const RevokeTokenEffect&) const = default;
};

enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error };

struct LogEffect {
  LogLevel level = LogLevel::Info;
  std::string text;  // The text of the chart with its values appended, `text: a, b`.

  bool operator==(const LogEffect&) const = default;
};

using Effect = std::variant<SendEffect, CancelEffect, LogEffect, InvokeEffect,
                            CancelInvocationEffect, TokenEffect, RevokeTokenEffect>;
using Effects = std::vector<Effect>;  // In the order in which the step asked for them.

// What a step did to the configuration, by the names of states, in the order in which it happened. The
// names live as long as the program.
struct Trace {
  std::vector<std::string_view> left;
  std::vector<std::string_view> entered;

  void clear() {
    left.clear();
    entered.clear();
  }
};

// What a handler may know of the step that calls it. `now` is the time of the event being handled.
struct Step {
  std::string session;     // The session's id; empty for a machine that lives in memory alone.
  std::string parent;      // The session that invoked it; empty where there is none.
  std::string_view event;  // The name of the event being handled; empty while the machine starts.
  Timestamp now{};
  std::string invocation =
      {};  // Under which `parent` invoked this session; empty where there is none.
  Surroundings* surroundings = nullptr;  // Null for a machine that nobody looks after.
  Answers* answers = nullptr;            // Null where nobody keeps them.
};

}  // namespace perdure
