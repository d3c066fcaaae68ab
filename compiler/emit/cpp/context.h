// What every part of the emitter of one chart reads.
#pragma once

#include <string>

#include "compiler/emit/cpp/analysis.h"
#include "compiler/emit/cpp/names.h"
#include "compiler/emit/cpp/types.h"
#include "compiler/plan/plan.h"

namespace perdure::emit::cpp {

struct Context {
  Context(const plan::Plan& plan, const plan::Chart& chart);
  // With another name space than the chart's own.
  Context(const plan::Plan& plan, const plan::Chart& chart, std::string name_space);

  const plan::State& state(plan::StateIndex index) const { return chart.states[index]; }
  const plan::Transition& transition(plan::TransitionIndex index) const {
    return chart.transitions[index];
  }

  // An event's type: "event::Submit", "done::Payment".
  std::string type_of(const EventType& event) const;
  // Whether a region's leaf, which is in the same region, is at or below `state`: "leaf_ == StateId::A".
  std::string is_in(plan::StateIndex state, const std::string& leaf) const;
  // The same, of the region's own leaf. Also right while a transition is under way.
  std::string is_in(plan::StateIndex state) const;
  // The last of a state's descendants that is no history, or the state itself.
  plan::StateIndex last_inside(plan::StateIndex state) const;
  bool is_compound(plan::StateIndex state) const;
  // Whether it is the outermost state of a region other than the chart.
  bool is_region(plan::StateIndex state) const;
  // Whether a history records children of which not all are leaves.
  bool uses_child_of() const;

  const plan::Plan& plan;
  const plan::Chart& chart;
  std::string name_space;  // "shop::order"
  ChartNames names;
  Types types;
  Analysis uses;
};

}  // namespace perdure::emit::cpp
