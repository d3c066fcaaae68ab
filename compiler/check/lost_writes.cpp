// What a transition writes to the data of a state that it leaves is lost.
#include "compiler/check/passes.h"
#include "compiler/check/walk.h"

namespace perdure::check {

using model::State;
using model::StateId;
using model::StateKind;
using model::Transition;

void lost_writes(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    each_state(subject.chart, [&](StateId id, const State& state) {
      if (state.kind == StateKind::History) return;
      for (const Transition& transition : state.transitions) {
        if (transition.actions.empty()) continue;
        const auto domain = subject.tree.domain(id, transition);
        if (!domain) continue;
        each_write(subject.program, subject.facts, subject.chart, subject.found, transition.actions,
                   [&](DataRef data, source::Range range) {
                     if (!subject.tree.is_descendant(data.state, *domain)) return;
                     const State& owner = subject.tree.state(data.state);
                     subject.report.report(diag::LostWrite, range, owner.data[data.field].name.name,
                                           owner.name.name);
                   });
      }
    });
  });
}

}  // namespace perdure::check
