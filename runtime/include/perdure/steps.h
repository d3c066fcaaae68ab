// The algorithm of the SCXML Recommendation, Appendix D, as far as it does not depend on the chart:
// the queue of internal events, and which of several enabled transitions are taken.
#pragma once

#include <perdure/archive.h>
#include <perdure/effects.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace perdure {

// Transitions without an event, or events that are raised, went on for MaxMicrosteps microsteps:
// the chart has no stable configuration to come to. The step that it happened in is lost.
class EndlessMacrostep : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

namespace machine {

inline constexpr int MaxMicrosteps = 10'000;

[[noreturn]] void endless(std::string_view chart);

// What transitions without an event are taken for.
struct NoEvent {};

// error.execution, with what event.error says.
struct ExecutionFailed {
  static constexpr std::string_view name = "error.execution";
  std::string error;
};

// The internal events that were raised and not yet handled, oldest first.
template <class... Events>
class InternalQueue {
 public:
  // So that raising an event takes no memory.
  InternalQueue() { events_.reserve(4); }

  bool empty() const { return next_ == events_.size(); }

  template <class Event>
  void push(Event event) {
    events_.emplace_back(std::move(event));
  }

  std::variant<Events...> pop() {
    auto event = std::move(events_[next_++]);
    if (empty()) clear();
    return event;
  }

  void clear() {
    events_.clear();
    next_ = 0;
  }

 private:
  std::vector<std::variant<Events...>> events_;
  std::size_t next_ = 0;
};

// What blocks of actions ask for. Out of line, since generated code does this in many places.

void forget(Effects& effects);
inline void clear(Effects& effects) {
  if (!effects.empty()) [[unlikely]]
    forget(effects);
}

struct SendOptions {
  std::string to = {};
  Duration delay{0};
  std::string send_id = {};
  std::string chart = {};  // Whose session the receiver has to be; empty where any will do.
};

void send_bytes(Effects& effects, std::string_view event, Bytes payload, SendOptions options);
template <class Event>
void send(Effects& effects, const Event& event, SendOptions options = {}) {
  send_bytes(effects, Event::name, to_bytes(event), std::move(options));
}
void cancel(Effects& effects, std::string send_id);
void arm(Effects& effects, std::string_view timer, Duration delay);
void disarm(Effects& effects, std::string_view timer);
void log(Effects& effects, LogLevel level, std::string text);

// Adds the name of a state to a trace.
void note(std::vector<std::string_view>& names, std::string_view state);

// session.parent
std::optional<std::string> parent_of(const Step& step);
// Whom something is sent to. Throws ExecutionError where that is nobody.
std::string receiver(std::string session);

// States are numbered in document order, so a state with its descendants is a range of numbers.
struct StateRange {
  std::uint32_t first = 0;  // The state itself.
  std::uint32_t last = 0;   // Its last descendant.

  constexpr bool contains(StateRange other) const {
    return first <= other.first && other.last <= last;
  }
};

// The enabled transitions of one microstep, in the document order of the atomic states that they
// were enabled for. There can be no more than there are such states: `Capacity`.
template <class Transition, std::size_t Capacity>
class Selection {
 public:
  // Whether there was one: Transition::None is none. One that another state selected already is
  // there once.
  bool add(Transition transition) {
    if (transition == Transition::None) return false;
    for (std::size_t i = 0; i < size_; ++i) {
      if (transitions_[i] == transition) return true;
    }
    transitions_[size_++] = transition;
    return true;
  }

  // Removes what is preempted (removeConflictingTransitions): of two transitions that would leave
  // the same state, the one whose source is inside the other's is kept, or else the earlier one.
  // `domain` and `source` say the range of a transition's domain and source. Exit sets intersect
  // exactly where one domain contains the other; a transition without a target, whose domain is the
  // empty range {1, 0}, leaves nothing.
  template <class Domain, class Source>
  void remove_conflicts(Domain domain, Source source) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < size_; ++i) {
      const Transition transition = transitions_[i];
      bool preempted = false;
      std::array<bool, Capacity> removed{};
      for (std::size_t k = 0; k < kept && !preempted; ++k) {
        if (!conflict(domain(transition), domain(transitions_[k]))) continue;
        const StateRange inner = source(transition);
        const StateRange outer = source(transitions_[k]);
        if (outer.first < inner.first && outer.contains(inner)) {
          removed[k] = true;
        } else {
          preempted = true;
        }
      }
      if (preempted) continue;
      std::size_t left = 0;
      for (std::size_t k = 0; k < kept; ++k) {
        if (!removed[k]) transitions_[left++] = transitions_[k];
      }
      transitions_[left++] = transition;
      kept = left;
    }
    size_ = kept;
  }

  std::size_t size() const { return size_; }
  Transition operator[](std::size_t index) const { return transitions_[index]; }

 private:
  static bool conflict(StateRange a, StateRange b) {
    if (a.first > a.last || b.first > b.last) return false;
    return a.contains(b) || b.contains(a);
  }

  std::array<Transition, Capacity> transitions_{};
  std::size_t size_ = 0;
};

}  // namespace machine
}  // namespace perdure
