// Two parallel regions that write the same data on one event.
#include <map>
#include <set>
#include <utility>
#include <vector>

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

// What a transition does, in the order that it is done: exits of the source and of what may be active inside it, its
// own actions, entries of the targets and of what they enter by themselves.
std::vector<const model::Block*> blocks_of(const Subject& subject, StateId source,
                                           const Transition& transition,
                                           const std::optional<StateId>& domain) {
  std::vector<const model::Block*> blocks;
  const auto add = [&](const std::vector<model::Block>& all) {
    for (const model::Block& block : all) blocks.push_back(&block);
  };
  if (domain) {
    // An internal transition leaves what is inside, but not the source.
    const bool stays = *domain == source;
    const auto states = static_cast<std::uint32_t>(subject.chart.states.size());
    for (std::uint32_t inside = source.index + 1;
         inside < states && subject.tree.is_descendant({inside}, source); ++inside) {
      add(subject.tree.state({inside}).exit);
    }
    for (StateId at = source; !stays && at != *domain; at = subject.tree.state(at).parent) {
      add(subject.tree.state(at).exit);
    }
  }
  blocks.push_back(&transition.actions);
  if (!domain) return blocks;
  std::set<StateId> entered;
  std::vector<StateId> left = subject.tree.targets(transition);
  for (const StateId target : left) {
    StateId at = subject.tree.state(target).parent;
    for (; at != *domain && at != model::RootState; at = subject.tree.state(at).parent) {
      if (entered.insert(at).second) add(subject.tree.state(at).entry);
    }
  }
  while (!left.empty()) {
    const StateId at = left.back();
    left.pop_back();
    if (!entered.insert(at).second) continue;
    const State& state = subject.tree.state(at);
    add(state.entry);
    if (state.kind == StateKind::Parallel) {
      left.insert(left.end(), state.children.begin(), state.children.end());
    } else if (state.kind == StateKind::State) {
      for (const StateId initial : subject.tree.initial(at)) left.push_back(initial);
    }
  }
  return blocks;
}

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
      if (match == subject.found.matches.end()) continue;
      const auto domain = subject.tree.domain(id, state.transitions[i]);
      for (const model::Block* block : blocks_of(subject, id, state.transitions[i], domain)) {
        each_write(subject.program, subject.facts, subject.chart, subject.found, *block,
                   [&](DataRef data, source::Range range) {
                     std::vector<Write>& found = writes[{data.state, data.field}];
                     if (found.empty() || found.back().match != &match->second) {
                       found.push_back({id, domain, range, &match->second});
                     }
                   });
      }
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
    std::vector<Last> last(
        subject.found.known_events.size());  // By event: who wrote the datum last.
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
                      subject.found.known_events[event].name.name)
              .note(diag::WrittenInRegion, before.write->range,
                    subject.tree.state(region).name.name);
        }
      }
    }
  });
}

}  // namespace perdure::check
