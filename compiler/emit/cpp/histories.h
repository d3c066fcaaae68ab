// What histories record, and the domains of transitions that depend on it.
#pragma once

#include <string>
#include <vector>

#include "compiler/emit/cpp/context.h"

namespace perdure::emit::cpp {

// A shallow history records a child of its parent; that of a parallel state only that there is something to
// record. A deep one records the leaf of its parent's region and then, if there are any, the leaves of the
// regions inside its parent.
class Histories {
 public:
  explicit Histories(const Context& context) : context_(context) {}

  std::vector<plan::RegionIndex> regions_inside(plan::StateIndex state) const;
  bool is_nested(plan::StateIndex history) const;
  std::string record_type(plan::StateIndex history) const;  // "StateId", "std::array<StateId, 3>"
  // Whether something was recorded; `negated`: whether nothing was.
  std::string is_recorded(plan::StateIndex history, bool negated) const;
  // What is recorded now.
  std::string current(plan::StateIndex history) const;
  // The leaf of `region` in the record `was`.
  std::string recorded_leaf(plan::StateIndex history, plan::RegionIndex region) const;

  // The domains that a transition may have, each under a condition; the last under none.
  struct Domain {
    std::string condition;
    plan::StateIndex state = 0;
  };
  std::vector<Domain> domains(const plan::Transition& transition) const;

 private:
  std::string recorded_inside(plan::StateIndex history, plan::StateIndex domain) const;

  const Context& context_;
};

}  // namespace perdure::emit::cpp
