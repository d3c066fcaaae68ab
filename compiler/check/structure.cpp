// What states are made of.
#include "compiler/check/passes.h"

namespace perdure::check {

using model::State;
using model::StateId;
using model::StateKind;

namespace {

void check_children(const Subject& subject, StateId id, const State& state) {
  const model::NameRef& name = id == model::RootState ? subject.chart.name : state.name;
  const bool empty = !has_states(subject.chart, state);
  if (id == model::RootState && state.children.empty()) {
    subject.report.report(diag::NoStates, name.range, name.name);
  } else if (empty && !state.children.empty() && state.kind != StateKind::Parallel) {
    subject.report.report(diag::OnlyPseudoStates, name.range, name.name);
  }
}

void check_regions(const Subject& subject, const State& state) {
  bool has_region = false;
  for (const StateId id : state.children) {
    const State& child = subject.chart.state(id);
    switch (child.kind) {
      case StateKind::Final:
        subject.report.report(diag::BadRegion, child.name.range, "a final state");
        break;
      case StateKind::Choice:
        subject.report.report(diag::BadRegion, child.name.range, "a choice");
        break;
      case StateKind::History:
        continue;
      default:
        break;
    }
    has_region = true;
  }
  if (!has_region) {
    subject.report.report(diag::NoRegions, state.name.range, state.name.name);
  }
}

void check_initial(const Subject& subject, StateId id, const State& state) {
  if (!state.initial) return;
  const source::Range range = state.initial->range;
  if (state.kind == StateKind::Parallel) {
    subject.report.report(diag::InitialMisplaced, range,
                          "a parallel state enters all its regions, and");
    return;
  }
  if (state.children.empty() && id != model::RootState) {
    subject.report.report(diag::InitialMisplaced, range, "a state without children");
    return;
  }
  for (const model::NameRef& target : state.initial->targets) {
    const auto named = subject.found.states.find(target.range);
    if (named == subject.found.states.end()) continue;
    if (subject.tree.is_descendant(named->second, id)) continue;
    subject.report
        .report(diag::InitialOutside, target.range, target.name,
                id == model::RootState ? subject.chart.name.name : state.name.name)
        .note(diag::DeclaredHere, subject.chart.state(named->second).name.range, target.name);
  }
}

void check_final(const Subject& subject, const State& state) {
  const auto refuse = [&](source::Range range, std::string_view what) {
    subject.report.report(diag::FinalWithMore, range, state.name.name, what);
  };
  if (!state.transitions.empty()) refuse(state.transitions.front().range, "a transition");
  if (!state.data.empty()) refuse(state.data.front().name.range, "data");
  if (!state.children.empty()) {
    refuse(subject.chart.state(state.children.front()).name.range, "a child");
  }
}

}  // namespace

void structure(const model::Program& program, const Facts& facts, Reporter& report) {
  const auto rule = [](const Subject& subject) {
    if (subject.chart.version < 1) {
      subject.report.report(diag::BadVersion, subject.chart.name.range, subject.chart.version);
    }
    each_state(subject.chart, [&](StateId id, const State& state) {
      if (state.kind == StateKind::Final) {
        check_final(subject, state);
        return;
      }
      check_children(subject, id, state);
      if (state.kind == StateKind::Parallel) check_regions(subject, state);
      check_initial(subject, id, state);
    });
  };
  each_chart(program, facts, report, rule, Charts::All);
}

}  // namespace perdure::check
