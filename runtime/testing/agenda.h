// What is to come in a world, in the order in which it will be handled: by time, and then as it was asked for.
#pragma once

#include <perdure/chart.h>
#include <perdure/effects.h>
#include <perdure/types.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace perdure::testing {

// A session's first step.
struct FirstStep {
  std::string session;
};

// An event on its way.
struct Arrival {
  std::string to;
  EventKind kind = EventKind::Event;
  std::string event;
  Bytes payload;
  std::string invocation;  // As in Delivery.
  // Who sent it, empty for the test; and how the sender may take it back.
  std::string sender;
  std::string send_id;
  bool delayed = false;
  std::string chart;      // The receiver has to be a session of it, where this is not empty.
  std::string processor;  // The type of the I/O processor that is to send it; usually empty.
  // Where what the session made of it is to be told, if anywhere.
  std::shared_ptr<std::optional<Handled>> handled;
};

// Something in the life of an invocation of a service.
struct JobTick {
  std::uint64_t job = 0;
  std::int64_t attempt = 1;
  struct Begin {};
  struct Progress {
    Bytes payload;
  };
  struct Result {
    Bytes payload;
  };
  struct Failure {
    std::string why;
  };
  std::variant<Begin, Progress, Result, Failure> what;
};

using Due = std::variant<FirstStep, Arrival, JobTick>;

class Agenda {
 public:
  void add(Timestamp due, Due what);
  std::optional<Timestamp> next() const;
  std::pair<Timestamp, Due> take();  // Not of an empty one.

  void cancel(const std::string& sender, EventKind kind, const std::string& send_id);
  // What a session that ends had sent with a delay is discarded (SCXML 6.2.4).
  void discard_delayed_of(const std::string& sender);
  void discard_first_step_of(const std::string& session);

 private:
  template <class Condition>
  void erase_if(Condition condition);

  std::map<std::pair<Timestamp, std::uint64_t>, Due> due_;
  std::uint64_t next_number_ = 0;
};

}  // namespace perdure::testing
