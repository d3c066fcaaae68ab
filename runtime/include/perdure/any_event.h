// Events and queues of charts that have so many that a std::variant of them would take compilers minutes.
#pragma once

#include <perdure/archive.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace perdure::machine {

// An object of which only a pointer's worth is known; copies share it. One without members takes no memory.
template <class Event>
std::shared_ptr<const void> hidden(Event event) {
  if constexpr (std::is_empty_v<Event>) {
    static constexpr Event none{};
    return {std::shared_ptr<const void>(), &none};
  }
  return {static_cast<const void*>(new Event(std::move(event))),
          +[](const void* hidden) { delete static_cast<const Event*>(hidden); }};
}

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
      : AnyEvent(std::move(event), Declared{}) {}

  // Throws Error(CorruptData).
  template <class Event>
  static AnyEvent read(std::span<const std::byte> payload) {
    return AnyEvent(from_bytes<Event>(payload), Declared{});
  }

  std::string_view name() const { return name_; }
  // Null if it is another event.
  template <class Event>
  const Event* get_if() const {
    return name_ == Event::name ? static_cast<const Event*>(event_.get()) : nullptr;
  }
  bool dispatch_to(Machine& machine) const { return dispatch_(machine, event_.get()); }

 private:
  // An event that is known to be one of the machine's.
  struct Declared {};
  template <class Event>
  AnyEvent(Event event, Declared)
      : name_(Event::name), event_(hidden(std::move(event))), dispatch_(&dispatch_as<Event>) {}

  template <class Event>
  static bool dispatch_as(Machine& machine, const void* event) {
    return machine.dispatch(*static_cast<const Event*>(event));
  }

  std::string_view name_;
  std::shared_ptr<const void> event_;
  bool (*dispatch_)(Machine&, const void*);
};

// How an event is read that has the name.
template <class Machine>
struct NamedEvent {
  std::string_view name;
  AnyEvent<Machine> (*read)(std::span<const std::byte> payload);
};

// The internal events that were raised and not yet handled, oldest first: as InternalQueue, of any types that
// `Machine` has an on() for. It is a friend of the machine.
template <class Machine>
class LargeInternalQueue {
 public:
  class Raised {
   public:
    std::string_view name;
    bool taken_by(Machine& machine) const { return on_(machine, event_.get()); }

   private:
    friend LargeInternalQueue;
    using On = bool (*)(Machine& machine, const void* event);
    Raised(std::string_view raised, std::shared_ptr<const void> event, On on)
        : name(raised), event_(std::move(event)), on_(on) {}

    std::shared_ptr<const void> event_;
    On on_;
  };

  bool empty() const { return next_ == events_.size(); }

  template <class Event>
  void push(Event event) {
    push(Event::name, hidden(std::move(event)), [](Machine& machine, const void* raised) {
      return machine.on(*static_cast<const Event*>(raised));
    });
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
  void push(std::string_view name, std::shared_ptr<const void> event, typename Raised::On on) {
    events_.push_back(Raised(name, std::move(event), on));
  }

  std::vector<Raised> events_;
  std::size_t next_ = 0;
};

}  // namespace perdure::machine
