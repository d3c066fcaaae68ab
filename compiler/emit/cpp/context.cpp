#include "compiler/emit/cpp/context.h"

#include "compiler/plan/cpp_names.h"

namespace perdure::emit::cpp {

using plan::StateIndex;
using plan::StateKind;

namespace {

std::string chart_name_space(const plan::Chart& chart) {
  const std::string around = plan::cpp_namespace(chart.name_space);
  return (around.empty() ? "" : around + "::") + plan::chart_namespace(chart.name);
}

}  // namespace

Context::Context(const plan::Plan& a_plan, const plan::Chart& a_chart)
    : Context(a_plan, a_chart, chart_name_space(a_chart)) {}

Context::Context(const plan::Plan& a_plan, const plan::Chart& a_chart, std::string around)
    : plan(a_plan),
      chart(a_chart),
      name_space(std::move(around)),
      names(a_plan, a_chart),
      types(a_plan, name_space),
      uses(a_chart) {}

std::string Context::type_of(const EventType& event) const {
  switch (event.kind) {
    case EventType::Kind::Declared:
      if (chart.is_dynamic()) return "Event";
      return "event::" + names.event(event.index);
    case EventType::Kind::Error:
      return event.index == 0 ? "perdure::machine::ExecutionFailed"
                              : "perdure::machine::CommunicationFailed";
    case EventType::Kind::Done:
      return "done::" + names.struct_of(event.index);
    case EventType::Kind::Eventless:
      return "";
  }
  return "";
}

bool Context::is_compound(StateIndex index) const {
  return state(index).kind == StateKind::Compound || state(index).kind == StateKind::Chart;
}

bool Context::is_region(StateIndex index) const {
  return index != 0 && chart.regions[state(index).region].state == index;
}

bool Context::uses_child_of() const {
  for (const plan::State& history : chart.states) {
    if (history.kind != StateKind::History || history.deep || !is_compound(history.parent))
      continue;
    for (const StateIndex child : state(history.parent).children) {
      if (is_compound(child)) return true;
    }
  }
  return false;
}

StateIndex Context::last_inside(StateIndex index) const {
  StateIndex last = state(index).end - 1;
  while (state(last).kind == StateKind::History) --last;
  return last;
}

std::string Context::is_in(StateIndex index, const std::string& leaf) const {
  if (!is_compound(index)) return leaf + " == " + names.id(index);
  // While a transition is under way, or where all but the first child is history, the leaf can be the
  // state itself.
  return leaf + " >= " + names.id(index) + " && " + leaf + " <= " + names.id(last_inside(index));
}

std::string Context::is_in(StateIndex index) const {
  const std::string& leaf = names.leaf(state(index).region);
  if (index == 0 || is_region(index)) return leaf + " != StateId::None";
  return is_in(index, leaf);
}

}  // namespace perdure::emit::cpp
