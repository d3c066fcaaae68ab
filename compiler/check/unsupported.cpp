// What the language has and this compiler does not carry out: said once, with what to do instead.
#include "compiler/check/passes.h"

namespace perdure::check {

void unsupported(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    for (const model::Unsupported& construct : subject.chart.unsupported) {
      subject.report.report(diag::NotSupported, construct.range, construct.construct,
                            "keep the version, or start new sessions with the new chart");
    }
  });
}

}  // namespace perdure::check
