// Plans by hand, for tests of emitters that need no parser.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "compiler/plan/plan.h"

namespace perdure::test {

// Call in document order; targets are named, and may come later.
class ChartBuilder {
 public:
  explicit ChartBuilder(std::string name) {
    chart.name = std::move(name);
    chart.qualified = chart.name;
    chart.states.emplace_back().name = chart.name;
    chart.states.front().kind = plan::StateKind::Chart;
    open_.push_back(0);
  }

  // Opens a state; everything up to its end() is inside it.
  plan::State& begin(const std::string& name, plan::StateKind kind = plan::StateKind::Atomic) {
    const auto index = static_cast<plan::StateIndex>(chart.states.size());
    plan::State& parent = chart.states[open_.back()];
    parent.children.push_back(index);
    if (parent.kind == plan::StateKind::Atomic) parent.kind = plan::StateKind::Compound;
    plan::State& state = chart.states.emplace_back();
    state.name = name;
    state.kind = kind;
    state.parent = open_.back();
    open_.push_back(index);
    return state;
  }

  void end() {
    chart.states[open_.back()].end = static_cast<plan::StateIndex>(chart.states.size());
    open_.pop_back();
  }

  void leaf(const std::string& name, plan::StateKind kind = plan::StateKind::Atomic) {
    begin(name, kind);
    end();
  }

  static plan::Statement statement(const std::string& source, plan::StatementKind kind,
                                   const std::string& text) {
    plan::Statement out;
    out.source = source;
    out.kind = kind;
    out.text = text;
    return out;
  }

  static plan::Statement call(const std::string& source) {
    return statement(source, plan::StatementKind::CallAction, source.substr(0, source.find('(')));
  }

  static plan::Statement assign(const std::string& source) {
    return statement(source, plan::StatementKind::Assign, "=");
  }

  // A transition of the innermost open state. `trigger` is as written: "on e", "after 1d", "done", "always".
  plan::Transition& on(const std::string& trigger, const std::string& guard,
                       const std::vector<std::string>& targets, plan::Block actions = {}) {
    const auto index = static_cast<plan::TransitionIndex>(chart.transitions.size());
    plan::State& state = chart.states[open_.back()];
    state.transitions.push_back(index);
    plan::Transition& out = chart.transitions.emplace_back();
    out.source = open_.back();
    out.trigger_source = trigger;
    out.guard_source = guard;
    out.actions = std::move(actions);
    if (!guard.empty()) out.guard.emplace();
    if (state.kind == plan::StateKind::Choice) {
      out.trigger = plan::TriggerKind::Branch;
      out.otherwise = guard.empty();
    } else if (state.kind == plan::StateKind::History) {
      out.trigger = plan::TriggerKind::HistoryDefault;
    } else if (trigger.rfind("after", 0) == 0) {
      out.trigger = plan::TriggerKind::After;
    } else if (trigger == "done") {
      out.trigger = plan::TriggerKind::Done;
    } else if (trigger == "always") {
      out.trigger = plan::TriggerKind::Always;
    }
    targets_.push_back(targets);
    return out;
  }

  // Closes what is open and resolves targets and initial states.
  plan::Chart finish() {
    while (!open_.empty()) end();
    for (std::size_t i = 0; i < targets_.size(); ++i) {
      for (const std::string& name : targets_[i])
        chart.transitions[i].targets.push_back(find(name));
    }
    for (plan::State& state : chart.states) {
      if (state.kind != plan::StateKind::Chart && state.kind != plan::StateKind::Compound) continue;
      for (const plan::StateIndex child : state.children) {
        if (chart.states[child].kind == plan::StateKind::History || !state.initial.empty())
          continue;
        state.initial = {child};
      }
    }
    return chart;
  }

  plan::Chart chart;

 private:
  plan::StateIndex find(const std::string& name) const {
    for (plan::StateIndex i = 0; i < chart.states.size(); ++i) {
      if (chart.states[i].name == name) return i;
    }
    return 0;
  }

  std::vector<plan::StateIndex> open_;
  std::vector<std::vector<std::string>> targets_;
};

}  // namespace perdure::test
