// How invocations are attempted is for those of services to say.
#include "compiler/check/outcomes.h"
#include "compiler/check/passes.h"

namespace perdure::check {

void invocations(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    for (const InvocationFacts& found : subject.found.invocations) {
      if (!found.chart) continue;
      const model::Invocation& invocation = invocation_of(subject.chart, found);
      const std::string_view word = invocation.timeout ? "timeout" : "retry";
      if (!invocation.timeout && !invocation.retry) continue;
      const source::Range range = invocation.timeout
                                      ? subject.program.expr(*invocation.timeout).range
                                      : invocation.retry->range;
      const model::NameRef& chart = subject.program.chart(*found.chart).name;
      subject.report.report(diag::PolicyOfChart, range, word, chart.name)
          .note(diag::DeclaredHere, chart.range, chart.name);
    }
  });
}

}  // namespace perdure::check
