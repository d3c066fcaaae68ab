#include "diagram/lit.h"

namespace perdure::diagram {

Lit::Lit(const Chart& chart, const Highlight& highlight)
    : chart_(chart),
      dims_(highlight.reachable.has_value()),
      states_(chart.states.size()),
      transitions_(chart.transitions.size()) {
  for (StateIndex at : highlight.active) {
    states_[at].active = true;
    for (; !states_[at].holds_active; at = chart.states[at].parent) states_[at].holds_active = true;
  }
  for (const StateIndex each : highlight.passed) states_[each].passed = true;
  if (dims_) {
    for (const StateIndex each : *highlight.reachable) states_[each].reachable = true;
  }
  for (const TransitionIndex each : highlight.taken) transitions_[each].taken = true;
  for (const TransitionIndex each : highlight.due) transitions_[each].due = true;
}

}  // namespace perdure::diagram
