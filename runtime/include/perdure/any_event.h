// Events and queues of charts that have so many that a std::variant of them would take compilers minutes.
#pragma once

#include <any>
#include <cstddef>
#include <string_view>
#include <utility>
#include <vector>

namespace perdure::machine {

// Any event that `Machine` has a dispatch() of its own for.
template <class Machine>
class AnyEvent {
 public:
  template <class Event>
  static constexpr bool takes = requires {
    static_cast<bool (Machine::*)(const Event&)>(&Machine::dispatch);
  };

  template <class Event>
  requires takes<Event> AnyEvent(
      Event event)  // NOLINT: an event is any event, as with a std::variant.
      : name_(Event::name), event_(std::move(event)), dispatch_(&dispatch_as<Event>) {}

  std::string_view name() const { return name_; }
  // Null if it is another event.
  template <class Event>
  const Event* get_if() const {
    return std::any_cast<Event>(&event_);
  }
  bool dispatch_to(Machine& machine) const { return dispatch_(machine, event_); }

 private:
  template <class Event>
  static bool dispatch_as(Machine& machine, const std::any& event) {
    return machine.dispatch(*std::any_cast<Event>(&event));
  }

  std::string_view name_;
  std::any event_;
  bool (*dispatch_)(Machine&, const std::any&);
};

// The internal events that were raised and not yet handled, oldest first: as InternalQueue, of any types that
// `Machine` has an on() for. It is a friend of the machine.
template <class Machine>
class LargeInternalQueue {
 public:
  class Raised {
   public:
    std::string_view name;
    bool taken_by(Machine& machine) const { return on_(machine, event_); }

   private:
    friend LargeInternalQueue;
    Raised(std::string_view raised, std::any event, bool (*on)(Machine&, const std::any&))
        : name(raised), event_(std::move(event)), on_(on) {}

    std::any event_;
    bool (*on_)(Machine&, const std::any&);
  };

  bool empty() const { return next_ == events_.size(); }

  template <class Event>
  void push(Event event) {
    events_.push_back(Raised(Event::name, std::move(event), &on_as<Event>));
  }

  Raised pop() {
    Raised event = std::move(events_[next_++]);
    if (empty()) clear();
    return event;
  }

  void clear() {
    events_.clear();
    next_ = 0;
  }

 private:
  template <class Event>
  static bool on_as(Machine& machine, const std::any& event) {
    return machine.on(*std::any_cast<Event>(&event));
  }

  std::vector<Raised> events_;
  std::size_t next_ = 0;
};

}  // namespace perdure::machine
