// What senders may ask for besides delivery: a key, a time, and what is to happen where nobody is there.
#pragma once

#include <perdure/types.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace perdure {

// An event to a session that does not exist.
enum class IfUnknown : std::uint8_t {
  Refuse,   // Error(UnknownSession), and nothing of the call happens.
  Bury,     // It is dead, with the reason: `perdure dead`.
  Discard,  // Its journal row, of the outcome `discarded`, is all that is left of it.
};

// The start of a session of whose id there is one.
enum class IfExists : std::uint8_t {
  Refuse,  // Error(SessionExists), and nothing of the call happens.
  Join,    // The session is left as it is, and gets the first events all the same.
  Leave,   // The session is left as it is, and the first events are not sent.
};

// How long a key is remembered, unless the sender says otherwise.
inline constexpr Duration KeyWindow = std::chrono::hours(24);

struct StartOptions {
  IfExists if_exists = IfExists::Refuse;
  // Names this start: another one of that session with the same key, within `key_window`, is taken for a
  // repetition, of which nothing happens. Empty: none. 1 to 1,000 bytes of UTF-8 without control characters.
  std::string key = {};
  Duration key_window = KeyWindow;  // From 1 microsecond to 10 years.
  // Of a session that is made; those that it invokes have the tenant too.
  std::string tenant = {};  // Empty, or 1 to 1,000 bytes of UTF-8 without control characters.
  std::string metadata =
      {};  // A JSON object of at most 64 KiB, for SQL and operators; empty: `{}`.
};

struct SendOptions {
  Duration after{0};              // By the store's clock.
  std::optional<Timestamp> at{};  // Not before, by the store's clock. Not with `after`.
  std::string id = {};   // To cancel it by; empty: nobody will. 1 to 200 bytes as a session's id.
  std::string key = {};  // As StartOptions::key, for events to that session. Starts' are others.
  Duration key_window = KeyWindow;
  IfUnknown if_unknown = IfUnknown::Refuse;
};

// How many of the events of one call became what.
struct Sent {
  std::size_t queued = 0;
  std::size_t repeated = 0;   // Their key was known: nothing was done.
  std::size_t buried = 0;     // IfUnknown::Bury.
  std::size_t discarded = 0;  // IfUnknown::Discard.
};

}  // namespace perdure
