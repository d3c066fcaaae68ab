// Two parallel regions that write the same data on one event.
#include <map>
#include <tuple>

#include "compiler/check/passes.h"
#include "compiler/check/walk.h"

namespace perdure::check {

using model::State;
using model::StateId;
using model::StateKind;
using model::Transition;

namespace {

struct Write {
  StateId source;
  std::optional<StateId> domain;
  source::Range range;
};

using Key =
    std::tuple<StateId, std::uint32_t, std::uint32_t>;  // Whose data, which, on which event.

std::map<Key, std::vector<Write>> find_writes(const Subject& subject) {
  std::map<Key, std::vector<Write>> writes;
  std::vector<bool> in_parallel(subject.chart.states.size());
  each_state(subject.chart, [&](StateId id, const State& state) {
    const bool region = subject.tree.state(state.parent).kind == StateKind::Parallel;
    in_parallel[id.index] = region || in_parallel[state.parent.index];
    if (!in_parallel[id.index]) return;
    for (std::uint32_t i = 0; i < state.transitions.size(); ++i) {
      const auto match = subject.found.matches.find({id, i});
      if (match == subject.found.matches.end() || state.transitions[i].actions.empty()) continue;
      const auto domain = subject.tree.domain(id, state.transitions[i]);
      each_write(subject.program, subject.facts, subject.chart, subject.found,
                 state.transitions[i].actions, [&](DataRef data, source::Range range) {
                   for (const std::uint32_t event : match->second.events) {
                     std::vector<Write>& found = writes[{data.state, data.field, event}];
                     if (found.empty() || found.back().source != id) {
                       found.push_back({id, domain, range});
                     }
                   }
                 });
    }
  });
  return writes;
}

// A transition that leaves the parallel state preempts the others in it, or is preempted.
bool stays_inside(const Subject& subject, const Write& write, StateId parallel) {
  return !write.domain || subject.tree.is_descendant(*write.domain, parallel);
}

}  // namespace

void parallel_writes(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    for (const auto& [key, found] : find_writes(subject)) {
      // In document order, two that part at a state stand beside each other somewhere.
      for (std::size_t i = 1; i < found.size(); ++i) {
        const Write& a = found[i - 1];
        const Write& b = found[i];
        const StateId parallel = subject.tree.common(a.source, b.source);
        if (parallel == a.source || parallel == b.source) continue;
        if (subject.tree.state(parallel).kind != StateKind::Parallel) continue;
        if (!stays_inside(subject, a, parallel) || !stays_inside(subject, b, parallel)) continue;
        const auto [owner, field, event] = key;
        const StateId region = subject.tree.child_towards(parallel, a.source);
        subject.report
            .report(diag::ParallelWrites, b.range, subject.tree.state(owner).data[field].name.name,
                    subject.chart.events[event].name.name)
            .note(diag::WrittenInRegion, a.range, subject.tree.state(region).name.name);
        break;
      }
    }
  });
}

}  // namespace perdure::check
