// What a picture points out: where a session is, how it came there, where it can go.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diagram/chart.h"

namespace perdure::diagram {

struct Highlight {
  std::vector<StateIndex> active;  // With all that is around them.
  std::vector<StateIndex> passed;  // Where it was before.
  std::vector<TransitionIndex> taken;
  std::vector<TransitionIndex> due;  // Of the timers that run out next.
  // Whatever else there is, is dimmed.
  std::optional<std::vector<StateIndex>> reachable;

  bool empty() const {
    return active.empty() && passed.empty() && taken.empty() && due.empty() && !reachable;
  }
};

// The states of these names. Throws std::runtime_error for a name that no state has.
std::vector<StateIndex> find_states(const Chart& chart, const std::vector<std::string>& names);

// The transitions of one step, in document order, by the states that it left and entered, as a journal has
// them. Several may fit, as where two differ in nothing but their guards.
std::vector<TransitionIndex> taken_between(const Chart& chart, const std::vector<StateIndex>& left,
                                           const std::vector<StateIndex>& entered);

// A walk from each of these states to the next, the last of them active. Choices on the way need not be
// named. Throws std::runtime_error where no transition leads from one to the next.
Highlight path(const Chart& chart, const std::vector<StateIndex>& states);

// Whatever may be entered once `state` is active, whether or not guards let it, and whatever a history may
// remember.
std::vector<StateIndex> reachable_from(const Chart& chart, StateIndex state);

}  // namespace perdure::diagram
