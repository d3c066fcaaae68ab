// Where transitions may lead.
#include <unordered_map>

#include "compiler/check/passes.h"

namespace perdure::check {

using model::State;
using model::StateId;
using model::StateKind;
using model::Transition;

namespace {

// Several targets can be active together if and only if, wherever their ways from the chart part,
// they part at a parallel state, into two of its regions: its own history stands for all of them.
// Walks up from each target once, so it is linear in them.
void check_together(const Subject& subject, const std::vector<model::NameRef>& targets) {
  struct Way {
    StateId child;  // The child that the first target is under, or the target itself.
    StateId target;
    bool ends;  // The target is this very state.
  };
  std::unordered_map<std::uint32_t, Way> ways;
  const auto is_history = [&](StateId id) {
    return subject.tree.state(id).kind == StateKind::History;
  };
  for (const model::NameRef& name : targets) {
    const auto found = subject.found.states.find(name.range);
    if (found == subject.found.states.end()) continue;
    const StateId target = found->second;
    StateId child = target;
    for (StateId at = target;; child = at, at = subject.tree.state(at).parent) {
      const auto [way, added] = ways.emplace(at.index, Way{child, target, at == target});
      const bool ends = at == target;
      if (!added && (way->second.child != child || way->second.ends || ends)) {
        const bool parallel =
            !way->second.ends && !ends && subject.tree.state(at).kind == StateKind::Parallel;
        const bool history = is_history(way->second.child) || is_history(child);
        if (!parallel || history) {
          auto reported =
              subject.report.report(diag::TargetsExclude, name.range,
                                    subject.tree.state(way->second.target).name.name, name.name);
          if (parallel) {
            const StateId all = is_history(child) ? child : way->second.child;
            const model::NameRef& declared = subject.tree.state(all).name;
            reported.note(diag::RestoresAllRegions, declared.range, declared.name,
                          subject.tree.state(at).name.name);
          }
        }
        break;
      }
      if (at == model::RootState) break;
    }
  }
}

void check_internal(const Subject& subject, StateId source, const Transition& transition) {
  if (!transition.internal || transition.targets.empty()) return;
  const State& state = subject.tree.state(source);
  if (state.kind == StateKind::Parallel || source == model::RootState || state.children.empty()) {
    subject.report.report(diag::InternalMisplaced, transition.range,
                          source == model::RootState          ? "the chart"
                          : state.kind == StateKind::Parallel ? "a parallel state"
                                                              : "a state without children");
    return;
  }
  for (const model::NameRef& name : transition.targets) {
    const auto target = subject.found.states.find(name.range);
    if (target == subject.found.states.end()) continue;
    if (subject.tree.is_descendant(target->second, source)) continue;
    subject.report.report(diag::InternalOutside, name.range, name.name, state.name.name);
  }
}

void check_history(const Subject& subject, const State& history, const Transition& transition) {
  for (const model::NameRef& name : transition.targets) {
    const auto target = subject.found.states.find(name.range);
    if (target == subject.found.states.end()) continue;
    if (subject.tree.state(target->second).kind == StateKind::History) {
      subject.report.report(diag::HistoryDefaultHistory, name.range);
    } else if (!subject.tree.is_descendant(target->second, history.parent)) {
      const bool top = history.parent == model::RootState;
      const model::NameRef& parent =
          top ? subject.chart.name : subject.tree.state(history.parent).name;
      subject.report.report(diag::HistoryDefaultOutside, name.range, name.name, parent.name);
    }
  }
}

}  // namespace

void targets(const model::Program& program, const Facts& facts, Reporter& report) {
  const auto rule = [](const Subject& subject) {
    each_state(subject.chart, [&](StateId id, const State& state) {
      if (state.initial) check_together(subject, state.initial->targets);
      for (const Transition& transition : state.transitions) {
        if (transition.targets.size() > 1) check_together(subject, transition.targets);
        if (state.kind == StateKind::History) {
          check_history(subject, state, transition);
        } else if (subject.chart.data_model == model::DataModel::Typed) {
          // In SCXML one that cannot be internal is external (3.13).
          check_internal(subject, id, transition);
        }
      }
    });
  };
  each_chart(program, facts, report, rule, Charts::All);
}

}  // namespace perdure::check
