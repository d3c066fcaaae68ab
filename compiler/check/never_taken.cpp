// A transition is never taken where one before it always is.
#include <optional>

#include "compiler/check/passes.h"

namespace perdure::check {

using model::State;
using model::StateId;
using model::StateKind;
using model::Transition;

bool is_unguarded(const model::Program& program, const Transition& transition) {
  if (!transition.guard) return true;
  const auto* literal = std::get_if<model::BoolLiteral>(&program.expr(*transition.guard).node);
  return literal && literal->value;
}

namespace {

class StateCheck {
 public:
  // `takers` holds, by event, the transition that always takes it, and the state that this is said
  // of.
  struct Taker {
    StateId state;
    const Transition* transition = nullptr;
  };
  StateCheck(const Subject& subject, std::vector<Taker>& takers, StateId id)
      : subject_(subject), takers_(takers), id_(id), state_(subject.tree.state(id)) {}

  void run() {
    if (state_.kind == StateKind::History) return;
    find_departure();
    find_first_due();
    for (std::uint32_t i = 0; i < state_.transitions.size(); ++i) check(i);
  }

 private:
  bool unguarded(const Transition& transition) const {
    return transition.otherwise || is_unguarded(subject_.program, transition);
  }
  bool leaves(const Transition& transition) const {
    return !transition.targets.empty() && !transition.internal && unguarded(transition);
  }
  std::optional<std::int64_t> delay(const Transition& transition) const {
    const auto* after = std::get_if<model::After>(&transition.trigger);
    if (!after) return std::nullopt;
    const auto* literal =
        std::get_if<model::DurationLiteral>(&subject_.program.expr(after->duration).node);
    return literal ? std::optional(literal->microseconds) : std::nullopt;
  }

  // An `always` that leaves the state at once, so that it waits for nothing.
  void find_departure() {
    if (state_.kind == StateKind::Choice) return;
    for (const Transition& transition : state_.transitions) {
      if (std::holds_alternative<model::Always>(transition.trigger) && leaves(transition)) {
        departure_ = &transition;
        return;
      }
    }
  }
  // The timer that is due before all others, and leaves.
  void find_first_due() {
    for (const Transition& transition : state_.transitions) {
      const auto due = delay(transition);
      if (!due || !leaves(transition)) continue;
      if (!first_due_ || *due < *delay(*first_due_)) first_due_ = &transition;
    }
  }

  void report(const Transition& transition, const Transition& before, const auto& why) {
    subject_.report.report(diag::NeverTaken, transition.range).note(why, before.range);
  }

  void check(std::uint32_t index) {
    const Transition& transition = state_.transitions[index];
    if (state_.kind == StateKind::Choice ||
        std::holds_alternative<model::Always>(transition.trigger)) {
      check_in_turn(transition, eventless_);
    } else if (departure_) {
      report(transition, *departure_, diag::HasNoGuard);
    } else if (std::holds_alternative<model::Done>(transition.trigger)) {
      check_in_turn(transition, done_);
    } else if (const auto due = delay(transition)) {
      if (!first_due_ || first_due_ == &transition) return;
      // Of two that are due at once, the one that stands first is handled first.
      const std::int64_t first = *delay(*first_due_);
      if (*due > first || (*due == first && first_due_ < &transition)) {
        report(transition, *first_due_, diag::DueFirst);
      }
    } else if (std::holds_alternative<model::OnEvent>(transition.trigger)) {
      check_events(transition, subject_.found.matches.at({id_, index}));
    }
  }

  void check_in_turn(const Transition& transition, const Transition*& taker) {
    if (taker) {
      report(transition, *taker, diag::HasNoGuard);
    } else if (unguarded(transition)) {
      taker = &transition;
    }
  }

  void check_events(const Transition& transition, const EventMatch& match) {
    const Transition* before = nullptr;
    bool all_taken = !match.events.empty() || match.errors || match.communication || match.done;
    const auto look = [&](const Transition* taker) {
      if (!taker) all_taken = false;
      before = taker;
    };
    for (const std::uint32_t event : match.events) {
      const Taker& taker = takers_[event];
      look(taker.state == id_ ? taker.transition : nullptr);
      if (!all_taken) break;
    }
    if (all_taken && match.errors) look(errors_);
    if (all_taken && match.communication) look(communication_);
    if (all_taken && match.done) look(any_done_);
    if (all_taken) return report(transition, *before, diag::HasNoGuard);
    if (!unguarded(transition)) return;
    for (const std::uint32_t event : match.events) {
      Taker& taker = takers_[event];
      if (taker.state != id_ || !taker.transition) taker = {id_, &transition};
    }
    if (match.errors && !errors_) errors_ = &transition;
    if (match.communication && !communication_) communication_ = &transition;
    if (match.done && !any_done_) any_done_ = &transition;
  }

  const Subject& subject_;
  std::vector<Taker>& takers_;
  StateId id_;
  const State& state_;
  const Transition* departure_ = nullptr;
  const Transition* first_due_ = nullptr;
  const Transition* eventless_ = nullptr;
  const Transition* done_ = nullptr;
  const Transition* errors_ = nullptr;
  const Transition* communication_ = nullptr;
  const Transition* any_done_ = nullptr;
};

}  // namespace

void never_taken(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    std::vector<StateCheck::Taker> takers(subject.found.known_events.size());
    each_state(subject.chart,
               [&](StateId id, const State&) { StateCheck(subject, takers, id).run(); });
  });
}

}  // namespace perdure::check
