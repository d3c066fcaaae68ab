// Events as messages and messages as events (SCXML C.2).
#pragma once

#include <perdure/scxml.h>

#include <optional>
#include <string>
#include <string_view>

namespace perdure::http {

inline constexpr std::string_view ProcessorType =
    "http://www.w3.org/TR/scxml/#BasicHTTPEventProcessor";

// A POST, as far as events need it.
struct Message {
  std::string query;  // Without `?`.
  std::string type;   // The Content-Type; empty where there is no body.
  std::string body;
};

// Nothing where the message names an event as no event can be named. `raw` is left to the caller.
std::optional<scxml::Event> event_of(const Message& message);

// Throws std::runtime_error for data that nests too deep.
Message message_of(const scxml::Event& event);

}  // namespace perdure::http
