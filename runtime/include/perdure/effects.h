// What a step asks of the world. Effects are values until a commit writes them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <perdure/types.h>

namespace perdure {

// How something in a session's queue came to be. Stored by name; never renumbered.
enum class EventKind : std::uint8_t {
  Start,  // The session's first step: enters the initial configuration. No payload.
  Event,  // A declared event.
  Timer,  // An `after` that is due: its name is `<state>.after.<n>`, with n from 0 in document order. No payload.
};
std::string_view name(EventKind kind);

// An event on its way: `send`, or the arming of an `after`.
struct SendEffect {
  EventKind kind = EventKind::Event;
  std::string to;  // The receiving session's id; empty: the sender itself.
  std::string event;
  Bytes payload;
  Duration delay{0};    // Negative counts as zero. Counted from the step's time.
  std::string send_id;  // Empty where nobody will cancel it. A timer's is its name.

  bool operator==(const SendEffect&) const = default;
};

// Takes back what this session sent under `send_id`, where it is not yet consumed.
struct CancelEffect {
  EventKind kind = EventKind::Event;
  std::string send_id;

  bool operator==(const CancelEffect&) const = default;
};

enum class LogLevel : std::uint8_t { Debug, Info, Warning, Error };

struct LogEffect {
  LogLevel level = LogLevel::Info;
  std::string text;  // The text of the chart with its values appended, `text: a, b`.

  bool operator==(const LogEffect&) const = default;
};

using Effect = std::variant<SendEffect, CancelEffect, LogEffect>;
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
  std::string session;  // The session's id; empty for a machine that lives in memory alone.
  std::string parent;   // The session that invoked it; empty where there is none.
  std::string_view event;  // The name of the event being handled; empty while the machine starts.
  Timestamp now{};
};

}  // namespace perdure
