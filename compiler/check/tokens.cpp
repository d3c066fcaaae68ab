// A token is for events that something takes while it is good.
#include <algorithm>

#include "compiler/check/passes.h"

namespace perdure::check {

using model::StateId;
using model::StateKind;

namespace {

// Whether both can be active at once.
bool together(const Subject& subject, StateId a, StateId b) {
  const StateId around = subject.tree.common(a, b);
  if (around == a || around == b) return true;
  return subject.tree.state(around).kind == StateKind::Parallel;
}

bool holds(const std::vector<std::uint32_t>& events, std::uint32_t event) {
  return std::find(events.begin(), events.end(), event) != events.end();
}

bool is_taken_beside(const Subject& subject, StateId id, std::uint32_t event) {
  for (const auto& [transition, match] : subject.found.matches) {
    if (holds(match.events, event) && together(subject, id, transition.first)) return true;
  }
  for (const auto& [state, descriptors] : subject.found.deferred) {
    for (const std::vector<std::uint32_t>& events : descriptors) {
      if (holds(events, event) && together(subject, id, state)) return true;
    }
  }
  return false;
}

}  // namespace

void tokens(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    each_state(subject.chart, [&](StateId id, const model::State& state) {
      for (const model::Token& token : state.tokens) {
        for (const model::NameRef& name : token.accepts) {
          const auto event = subject.found.events.find(name.range);
          if (event == subject.found.events.end()) continue;
          if (is_taken_beside(subject, id, event->second)) continue;
          subject.report.report(diag::TokenForNothing, name.range, name.name, state.name.name);
        }
      }
    });
  });
}

}  // namespace perdure::check
