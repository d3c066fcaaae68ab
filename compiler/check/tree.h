// The tree of a chart's states, for questions of who contains whom (SCXML, Appendix D).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "compiler/check/facts.h"
#include "compiler/model/model.h"

namespace perdure::check {

class Tree {
 public:
  Tree(const model::Chart& chart, const ChartFacts& facts);

  const model::State& state(model::StateId id) const { return chart_.state(id); }
  std::uint32_t depth(model::StateId id) const { return depth_[id.index]; }

  // Itself is no descendant.
  bool is_descendant(model::StateId state, model::StateId of) const {
    return state.index > of.index && state.index < end_[of.index];
  }
  // The innermost state that contains both, which may be one of them.
  model::StateId common(model::StateId a, model::StateId b) const;
  // The ancestor of `state`, or itself, whose parent is `ancestor`.
  model::StateId child_towards(model::StateId ancestor, model::StateId state) const;

  // Those targets that name a state.
  std::vector<model::StateId> targets(const model::Transition& transition) const;
  // The innermost compound state or chart around the source and all targets, whose active
  // descendants the transition leaves. Nothing where no target is known.
  std::optional<model::StateId> domain(model::StateId source,
                                       const model::Transition& transition) const;
  // The descendants that a compound state or the chart enters by itself.
  std::vector<model::StateId> initial(model::StateId state) const;

 private:
  const model::Chart& chart_;
  const ChartFacts& facts_;
  std::vector<std::uint32_t> depth_;
  std::vector<std::uint32_t> end_;  // One past the last descendant.
};

// The states to be in, as opposed to those that are passed through.
bool is_pseudo(const model::State& state);
bool has_states(const model::Chart& chart, const model::State& state);

}  // namespace perdure::check
