// Which state takes which events, and how: the plan of the dispatch functions.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/emit/cpp/context.h"

namespace perdure::emit::cpp {

// The transitions of one state that one event, or several events alike, can take.
struct Handler {
  plan::StateIndex source = 0;
  std::vector<plan::TransitionIndex> transitions;  // In document order.
  std::vector<EventType> events;
  bool selects =
      false;  // Yields the transition instead of taking it, since others may be enabled too.
  bool uses_event = false;
  std::size_t uses = 0;  // How many places call it. If it is one, its code stands there.
  std::string name;      // Its function.
};

using HandlerIndex = std::size_t;
// The handlers of a leaf, innermost first.
using Chain = std::vector<HandlerIndex>;

// What is done by the leaf of one region.
struct RegionSwitch {
  plan::RegionIndex region = 0;
  struct Case {
    std::vector<plan::StateIndex> leaves;
    bool none = false;  // The region is not active; one of `leaves`, as it were.
    Chain chain;
  };
  std::vector<Case> cases;  // In document order of their first leaves.
  Chain otherwise;
};

// How one event is taken.
struct Dispatch {
  EventType event;
  // Whether transitions of several regions may be enabled at once, so that all are selected before one is
  // taken; and whether one of them may then preempt another.
  bool selects = false;
  bool conflicts = false;
  std::vector<RegionSwitch> switches;  // In document order.
};

class Handlers {
 public:
  Handlers(const Context& context, ChartNames& names);

  const std::vector<Dispatch>& dispatches() const { return dispatches_; }
  const Handler& handler(HandlerIndex index) const { return handlers_[index]; }
  const std::vector<Handler>& all() const { return handlers_; }
  // Transitions that selecting handlers yield, in document order.
  const std::vector<plan::TransitionIndex>& selected() const { return selected_; }
  // Whether the code of a transition stands in several places, so that it is a function of its own.
  bool is_shared(plan::TransitionIndex transition) const { return shared_.at(transition); }
  // Whether a transition is selected for one event alone.
  bool is_of_one_event(plan::TransitionIndex transition) const {
    return events_selecting_.at(transition) == 1;
  }
  // The transitions that the switch can select, in document order.
  std::vector<plan::TransitionIndex> transitions(const RegionSwitch& made) const;

 private:
  void collect(plan::StateIndex source);
  void add_dispatch(const EventType& event);
  bool can_select_several(const std::map<plan::StateIndex, HandlerIndex>& sources) const;
  bool can_conflict(const EventType& event,
                    const std::map<plan::StateIndex, HandlerIndex>& sources) const;
  bool has_source_around(const std::map<plan::StateIndex, HandlerIndex>& sources) const;
  RegionSwitch region_switch(plan::RegionIndex region,
                             const std::map<plan::StateIndex, HandlerIndex>& sources,
                             bool outwards) const;
  Chain chain(plan::StateIndex from, const std::map<plan::StateIndex, HandlerIndex>& sources,
              bool outwards) const;
  bool is_silent(plan::StateIndex leaf, bool outwards) const;
  void count_uses();
  void name_functions(ChartNames& names);
  std::vector<EventType> events_of(const plan::Transition& transition) const;

  const Context& context_;
  std::vector<Handler> handlers_;
  std::vector<Dispatch> dispatches_;
  std::vector<plan::TransitionIndex> selected_;
  std::vector<bool> shared_;
  std::vector<std::size_t> events_selecting_;  // By transition: how many events it is selected for.
  std::vector<std::vector<plan::StateIndex>> silent_;  // By region: the leaves that may be silent.
  // By event and source, whether it selects or not.
  std::map<EventType, std::map<plan::StateIndex, HandlerIndex>> by_event_;
};

}  // namespace perdure::emit::cpp
