// A state that can never be entered.
#include "compiler/check/passes.h"

namespace perdure::check {

using model::State;
using model::StateId;
using model::StateKind;
using model::Transition;

namespace {

// Enters states as the Recommendation does (Appendix D, addDescendantStatesToEnter), every guard
// taken for true, until nothing new is entered.
class Reach {
 public:
  explicit Reach(const Subject& subject)
      : subject_(subject),
        active_(subject.chart.states.size()),
        entered_(subject.chart.states.size()) {}

  std::vector<bool> run() {
    enter(model::RootState);
    while (!left_.empty()) {
      const StateId next = left_.back();
      left_.pop_back();
      step(next);
    }
    return std::move(active_);
  }

 private:
  // Entered by itself, so that what it enters by itself is entered too.
  void enter(StateId id) {
    if (entered_[id.index]) return;
    entered_[id.index] = true;
    left_.push_back(id);
  }

  void step(StateId id) {
    const State& state = subject_.tree.state(id);
    activate(id);
    if (state.kind == StateKind::Parallel) {
      enter_regions(state);
    } else {
      for (const StateId initial : subject_.tree.initial(id)) enter(initial);
    }
  }

  void enter_regions(const State& parallel) {
    for (const StateId child : parallel.children) {
      if (!is_pseudo(subject_.tree.state(child))) enter(child);
    }
  }

  // Active, as are those around it.
  void activate(StateId id) {
    for (StateId at = id; !active_[at.index]; at = subject_.tree.state(at).parent) {
      active_[at.index] = true;
      const State& state = subject_.tree.state(at);
      if (at != id && state.kind == StateKind::Parallel) enter_regions(state);
      for (const Transition& transition : state.transitions) {
        for (const StateId target : subject_.tree.targets(transition)) enter(target);
      }
    }
  }

  const Subject& subject_;
  std::vector<bool> active_;
  std::vector<bool> entered_;
  std::vector<StateId> left_;
};

struct Incoming {
  StateId source;
  const Transition* transition = nullptr;
  std::size_t count = 0;
};

// By target: the one transition to it from elsewhere, if it is one.
std::vector<Incoming> find_incoming(const Subject& subject) {
  std::vector<Incoming> incoming(subject.chart.states.size());
  each_state(subject.chart, [&](StateId id, const State& state) {
    for (const Transition& transition : state.transitions) {
      for (const StateId target : subject.tree.targets(transition)) {
        if (target == id || subject.tree.is_descendant(id, target)) continue;
        Incoming& entry = incoming[target.index];
        entry = {id, &transition, entry.count + 1};
      }
    }
  });
  return incoming;
}

}  // namespace

std::vector<bool> reachable_states(const Subject& subject) { return Reach(subject).run(); }

void unreachable(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    const std::vector<bool> reachable = reachable_states(subject);
    const std::vector<Incoming> incoming = find_incoming(subject);
    each_state(subject.chart, [&](StateId id, const State& state) {
      // What is inside an unreachable state goes without saying.
      if (reachable[id.index] || !reachable[state.parent.index]) return;
      auto reported =
          subject.report.report(diag::UnreachableState, state.name.range, state.name.name);
      const Incoming& from = incoming[id.index];
      if (from.count != 1) return;
      reported.note(diag::OnlyWayInIsFrom, from.transition->range,
                    subject.tree.state(from.source).name.name);
    });
  });
}

}  // namespace perdure::check
