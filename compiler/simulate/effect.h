// What a step asks of the world, as values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/model/statement.h"
#include "compiler/simulate/event.h"

namespace perdure::simulate {

// How something that is sent came to be.
enum class Sent {
  Event,
  Timer,    // The arming of an `after`: its name is `<state>.after.<n>`.
  Emitted,  // To the session that invoked this one.
};

struct SendEffect {
  Sent kind = Sent::Event;
  std::string to;  // Empty: the sender itself.
  Event event;
  Duration delay;       // Negative counts as zero.
  std::string send_id;  // Empty where nobody will cancel it. A timer's is its name.
  std::string
      chart;  // The stored name of what the receiver has to be a session of; empty where any will do.
  std::string invocation;  // Emitted: which invocation of the receiver the sender is.
};
struct CancelEffect {
  Sent kind = Sent::Event;
  std::string send_id;
};
struct LogEffect {
  model::LogLevel level = model::LogLevel::Info;
  std::string text;
};
struct InvokeEffect {
  bool is_service = true;
  std::string invocation;  // Unique among those that the session ever makes: "charge.1".
  std::string name;        // Of the service or the chart, as stored.
  std::string session;     // Charts only: the id of the session to start.
  std::vector<Value> arguments;
  // Services only. A `timeout` of 0 is none.
  Duration timeout;
  std::int64_t retries = 0;
  Duration backoff;
  Duration backoff_limit;
};
struct EndInvocationEffect {
  std::string invocation;
};
struct TokenEffect {
  std::string token;  // "<state>.<name>"
  std::string secret;
  std::vector<std::string> accepts;
  Duration expires;  // 0: never.
};
struct RevokeTokenEffect {
  std::string token;
};
// An action of the chart was called. No effect of a machine's, whose actions are C++.
struct CallEffect {
  std::string text;  // notify(text: "hello")
};

using Effect = std::variant<SendEffect, CancelEffect, LogEffect, InvokeEffect, EndInvocationEffect,
                            TokenEffect, RevokeTokenEffect, CallEffect>;
using Effects = std::vector<Effect>;

// On one line, as behaviour scripts have it: `arm Idle.after.0 +1d`.
std::string text_of(const Effect& effect);

}  // namespace perdure::simulate
