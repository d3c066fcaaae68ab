// What is to come in a world, in the order in which it will be handled: by time, and then as it was asked for.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "compiler/simulate/effect.h"
#include "compiler/simulate/session.h"

namespace perdure::simulate {

// A session's first step.
struct FirstStep {
  std::string session;
};

// An event on its way.
struct Arrival {
  std::string to;
  std::variant<Event, std::string, Outcome>
      what;  // An event, a timer's name, what an invocation comes to.
  // Who sent it, empty for the user; and how the sender may take it back.
  std::string sender = {};
  std::string send_id = {};
  bool delayed = false;
  std::string chart = {};  // The receiver has to be a session of it, where this is not empty.
};

// Something in the life of an invocation of a service.
struct JobTick {
  std::uint64_t job = 0;
  std::int64_t attempt = 1;
  std::optional<std::string> failure;  // Why the attempt fails; nothing where it begins.
};

using Due = std::variant<FirstStep, Arrival, JobTick>;

class Agenda {
 public:
  using Entries = std::map<std::pair<Timestamp, std::uint64_t>, Due>;

  void add(Timestamp due, Due what) { due_.emplace(std::pair(due, next_++), std::move(what)); }
  // Of those that are due until then, the first.
  std::optional<std::pair<Timestamp, Due>> take(Timestamp until);
  const Entries& entries() const { return due_; }

  void cancel(const std::string& sender, Sent kind, const std::string& send_id);
  // What a session that ends had sent with a delay is discarded (SCXML 6.2.4).
  void discard_delayed_of(const std::string& sender);
  void discard_first_step_of(const std::string& session);

 private:
  Entries due_;
  std::uint64_t next_ = 0;
};

}  // namespace perdure::simulate
