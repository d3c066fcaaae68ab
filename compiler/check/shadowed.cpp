// A transition is never taken where every state inside takes its event first.
#include <algorithm>
#include <iterator>

#include "compiler/check/passes.h"

namespace perdure::check {

using model::State;
using model::StateId;
using model::StateKind;
using model::Transition;

namespace {

// What is taken: events by their number, and behind them these.
struct Beyond {
  std::uint32_t errors;
  std::uint32_t done;
  std::uint32_t eventless;
};

class Shadows {
 public:
  explicit Shadows(const Subject& subject)
      : subject_(subject),
        always_taken_(subject.chart.states.size()),
        taken_inside_(subject.chart.states.size()) {
    const auto events = static_cast<std::uint32_t>(subject.chart.events.size());
    beyond_ = {events, events + 1, events + 2};
  }

  void run() {
    // What is inside comes after what is around it.
    for (auto index = static_cast<std::uint32_t>(always_taken_.size()); index-- > 0;) {
      gather({index});
    }
    each_state(subject_.chart, [&](StateId id, const State& state) {
      if (state.kind == StateKind::Final || is_pseudo(state)) return;
      for (std::uint32_t i = 0; i < state.transitions.size(); ++i) look_at(id, i);
    });
  }

 private:
  using Events = std::vector<std::uint32_t>;  // In their order.

  Events events_of(StateId id, std::uint32_t index) const {
    const Transition& transition = subject_.tree.state(id).transitions[index];
    if (std::holds_alternative<model::Always>(transition.trigger)) return {beyond_.eventless};
    const auto match = subject_.found.matches.find({id, index});
    if (match == subject_.found.matches.end()) return {};
    Events events = match->second.events;
    std::sort(events.begin(), events.end());
    if (match->second.errors) events.push_back(beyond_.errors);
    if (match->second.done) events.push_back(beyond_.done);
    return events;
  }

  // Those that are taken whatever is active inside, and whatever guards say.
  void gather(StateId id) {
    const State& state = subject_.tree.state(id);
    if (is_pseudo(state)) return;
    Events& inside = taken_inside_[id.index];
    bool is_first = true;
    for (const StateId child : state.children) {
      const State& one = subject_.tree.state(child);
      // When a final state of the chart is active, all is over.
      if (is_pseudo(one) || (id == model::RootState && one.kind == StateKind::Final)) continue;
      const Events& taken = always_taken_[child.index];
      if (is_first) {
        inside = taken;
      } else {
        Events both;
        std::set_intersection(inside.begin(), inside.end(), taken.begin(), taken.end(),
                              std::back_inserter(both));
        inside = std::move(both);
      }
      is_first = false;
    }
    Events all = inside;
    for (std::uint32_t i = 0; i < state.transitions.size(); ++i) {
      if (!is_unguarded(subject_.program, state.transitions[i])) continue;
      const Events own = events_of(id, i);
      all.insert(all.end(), own.begin(), own.end());
    }
    std::sort(all.begin(), all.end());
    all.erase(std::unique(all.begin(), all.end()), all.end());
    always_taken_[id.index] = std::move(all);
  }

  void look_at(StateId id, std::uint32_t index) {
    const Events& inside = taken_inside_[id.index];
    const Events events = events_of(id, index);
    if (events.empty() ||
        !std::includes(inside.begin(), inside.end(), events.begin(), events.end())) {
      return;
    }
    const Transition& taker = *taker_inside(id, events.front());
    subject_.report.report(diag::Shadowed, subject_.tree.state(id).transitions[index].range)
        .note(diag::TakenInside, taker.range);
  }

  // The first inside that takes the event, of those that always do.
  const Transition* taker_inside(StateId id, std::uint32_t event) const {
    for (const StateId child : subject_.tree.state(id).children) {
      const Events& taken = always_taken_[child.index];
      if (!std::binary_search(taken.begin(), taken.end(), event)) continue;
      const State& state = subject_.tree.state(child);
      for (std::uint32_t i = 0; i < state.transitions.size(); ++i) {
        if (!is_unguarded(subject_.program, state.transitions[i])) continue;
        const Events own = events_of(child, i);
        if (std::find(own.begin(), own.end(), event) != own.end()) return &state.transitions[i];
      }
      return taker_inside(child, event);
    }
    return nullptr;
  }

  const Subject& subject_;
  Beyond beyond_{};
  std::vector<Events> always_taken_;  // By state: by it, or in it.
  std::vector<Events> taken_inside_;
};

}  // namespace

void shadowed(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) { Shadows(subject).run(); });
}

}  // namespace perdure::check
