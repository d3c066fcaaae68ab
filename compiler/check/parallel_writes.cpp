// Two parallel regions that write the same data on one event.
#include <map>
#include <utility>

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
  const EventMatch* match = nullptr;
};

using Datum = std::pair<StateId, std::uint32_t>;  // Whose data, and which.

// What transitions inside parallel states write, in document order.
std::map<Datum, std::vector<Write>> find_writes(const Subject& subject) {
  std::map<Datum, std::vector<Write>> writes;
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
                   std::vector<Write>& found = writes[{data.state, data.field}];
                   if (found.empty() || found.back().match != &match->second) {
                     found.push_back({id, domain, range, &match->second});
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

// The parallel state whose regions do both writes.
std::optional<StateId> meeting(const Subject& subject, const Write& a, const Write& b) {
  const StateId parallel = subject.tree.common(a.source, b.source);
  if (parallel == a.source || parallel == b.source) return std::nullopt;
  if (subject.tree.state(parallel).kind != StateKind::Parallel) return std::nullopt;
  if (!stays_inside(subject, a, parallel) || !stays_inside(subject, b, parallel)) {
    return std::nullopt;
  }
  return parallel;
}

}  // namespace

void parallel_writes(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    struct Last {
      const Datum* datum = nullptr;
      const Write* write = nullptr;
    };
    std::vector<Last> last(subject.chart.events.size());  // By event: who wrote the datum last.
    for (const auto& [datum, writes] : find_writes(subject)) {
      for (const Write& write : writes) {
        bool told = false;
        for (const std::uint32_t event : write.match->events) {
          const Last before = std::exchange(last[event], {&datum, &write});
          if (told || before.datum != &datum) continue;
          // In document order, two that part at a state stand beside each other somewhere.
          const auto parallel = meeting(subject, *before.write, write);
          if (!parallel) continue;
          told = true;
          const StateId region = subject.tree.child_towards(*parallel, before.write->source);
          subject.report
              .report(diag::ParallelWrites, write.range,
                      subject.tree.state(datum.first).data[datum.second].name.name,
                      subject.chart.events[event].name.name)
              .note(diag::WrittenInRegion, before.write->range,
                    subject.tree.state(region).name.name);
        }
      }
    }
  });
}

}  // namespace perdure::check
