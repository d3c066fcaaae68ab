// A highlight, asked state by state and transition by transition.
#pragma once

#include <vector>

#include "diagram/highlight.h"

namespace perdure::diagram {

class Lit {
 public:
  Lit(const Chart& chart, const Highlight& highlight);

  bool active(StateIndex state) const { return states_[state].active; }
  bool holds_active(StateIndex state) const { return states_[state].holds_active; }  // Or is it.
  bool passed(StateIndex state) const { return states_[state].passed; }
  bool taken(TransitionIndex transition) const { return transitions_[transition].taken; }
  bool due(TransitionIndex transition) const { return transitions_[transition].due; }

  // Whether what cannot be reached is dimmed, and what then is not.
  bool dims() const { return dims_; }
  bool reachable(StateIndex state) const { return states_[state].reachable; }
  bool reachable_transition(TransitionIndex transition) const {
    return reachable(chart_.transitions[transition].source);
  }

 private:
  struct StateMarks {
    bool active = false;
    bool holds_active = false;
    bool passed = false;
    bool reachable = false;
  };
  struct TransitionMarks {
    bool taken = false;
    bool due = false;
  };

  const Chart& chart_;
  bool dims_;
  std::vector<StateMarks> states_;
  std::vector<TransitionMarks> transitions_;
};

}  // namespace perdure::diagram
