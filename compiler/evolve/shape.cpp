// Whether two records of a chart are of one version.
#include <algorithm>

#include "compiler/evolve/step.h"

namespace perdure::evolve {

namespace {

bool are_same(const std::vector<plan::Field>& one, const std::vector<plan::Field>& other) {
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [](const plan::Field& a, const plan::Field& b) {
                      return a.name == b.name && a.type == b.type && a.token == b.token &&
                             a.large == b.large;
                    });
}

std::vector<std::string> invocations(const plan::Chart& chart, const plan::State& state) {
  std::vector<std::string> names;
  for (const std::uint32_t each : state.invocations) names.push_back(chart.invocations[each].name);
  return names;
}

bool are_same_events(const plan::Chart& one, const plan::State& a, const plan::Chart& other,
                     const plan::State& b) {
  const auto named = [](const plan::Chart& chart, const plan::State& state) {
    std::vector<const plan::Event*> events;
    for (const std::uint32_t each : state.deferred) events.push_back(&chart.events[each]);
    std::sort(events.begin(), events.end(),
              [](const auto* x, const auto* y) { return x->name < y->name; });
    return events;
  };
  const auto events = named(one, a);
  const auto others = named(other, b);
  return std::equal(events.begin(), events.end(), others.begin(), others.end(),
                    [](const plan::Event* x, const plan::Event* y) {
                      return x->name == y->name && are_same(x->fields, y->fields);
                    });
}

}  // namespace

bool is_same_shape(const plan::Chart& one, const plan::Chart& other) {
  if (!are_same(one.parameters, other.parameters) || one.result != other.result) return false;
  return std::equal(one.states.begin(), one.states.end(), other.states.begin(), other.states.end(),
                    [&](const plan::State& a, const plan::State& b) {
                      return a.name == b.name && a.kind == b.kind && a.deep == b.deep &&
                             a.parent == b.parent && are_same(a.data, b.data) &&
                             invocations(one, a) == invocations(other, b) &&
                             are_same_events(one, a, other, b);
                    });
}

}  // namespace perdure::evolve
