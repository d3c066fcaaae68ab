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

// How objects of a class are made, read and deleted that are kept as pointers to void. Compilers meet
// it once for each event, so it is as little as can be.
struct HiddenClass {
  void* (*make)();
  void (*read)(InArchive& archive, void* object);
  void (*destroy)(const void* object);  // Null where make() always gives the same one.
};
// Of a class without members one object stands for all.
template <class Object>
inline constexpr HiddenClass HiddenClassOf = {
    []() -> void* {
      if constexpr (std::is_empty_v<Object>) {
        static Object only;
        return &only;
      } else {
        return new Object();
      }
    },
    [](InArchive& archive, void* object) { archive(*static_cast<Object*>(object)); },
    std::is_empty_v<Object>
        ? nullptr
        : +[](const void* object) { delete static_cast<const Object*>(object); },
};

// An object of which only a pointer's worth is known; copies share it. One without members takes no memory.
inline std::shared_ptr<const void> hidden(const void* object, const HiddenClass& its_class) {
  if (its_class.destroy == nullptr) return {std::shared_ptr<const void>(), object};
  return {object, its_class.destroy};
}

template <class Object>
std::shared_ptr<const void> hide(Object object) {
  constexpr const HiddenClass& its_class = HiddenClassOf<Object>;
  return hidden(std::is_empty_v<Object> ? its_class.make() : new Object(std::move(object)),
                its_class);
}

// An object of the class, as read from its bytes. Throws Error(CorruptData).
inline std::shared_ptr<const void> read_hidden(const HiddenClass& its_class,
                                               std::span<const std::byte> bytes) {
  void* const object = its_class.make();
  std::shared_ptr<const void> kept = hidden(object, its_class);
  read_all(bytes, object, its_class.read);
  return kept;
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
      : name_(Event::name), event_(hide(std::move(event))), dispatch_(&dispatch_as<Event>) {}

  // What is known of an event by its name.
  struct Kind {
    std::string_view name;
    HiddenClass hidden;
    bool (*dispatch)(Machine& machine, const void* event);
  };
  template <class Event>
  static constexpr Kind kind() {
    return {Event::name, HiddenClassOf<Event>, &dispatch_as<Event>};
  }
  // Throws Error(CorruptData).
  AnyEvent(const Kind& kind, std::span<const std::byte> payload)
      : name_(kind.name), event_(read_hidden(kind.hidden, payload)), dispatch_(kind.dispatch) {}

  std::string_view name() const { return name_; }
  // Null if it is another event.
  template <class Event>
  const Event* get_if() const {
    return name_ == Event::name ? static_cast<const Event*>(event_.get()) : nullptr;
  }
  bool dispatch_to(Machine& machine) const { return dispatch_(machine, event_.get()); }

 private:
  template <class Event>
  static bool dispatch_as(Machine& machine, const void* event) {
    // The very function, named by its type, here and in the queue: to find it as any call finds its
    // own, compilers would try to turn each event into each other.
    constexpr auto dispatch = static_cast<bool (Machine::*)(const Event&)>(&Machine::dispatch);
    return (machine.*dispatch)(*static_cast<const Event*>(event));
  }

  std::string_view name_;
  std::shared_ptr<const void> event_;
  bool (*dispatch_)(Machine&, const void*);
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
    push(Event::name, hide(std::move(event)), [](Machine& machine, const void* raised) {
      constexpr auto on = static_cast<bool (Machine::*)(const Event&)>(&Machine::on);
      return (machine.*on)(*static_cast<const Event*>(raised));
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
