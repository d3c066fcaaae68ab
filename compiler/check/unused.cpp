// Services that nothing invokes, and emitted events that nothing sends.
#include <set>

#include "compiler/check/passes.h"

namespace perdure::check {

void unused(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    std::set<std::uint32_t> invoked;
    for (const InvocationFacts& invocation : subject.found.invocations) {
      if (invocation.service) invoked.insert(*invocation.service);
    }
    for (std::uint32_t i = 0; i < subject.chart.services.size(); ++i) {
      const model::NameRef& name = subject.chart.services[i].name;
      if (!invoked.contains(i)) subject.report.report(diag::NeverInvoked, name.range, name.name);
    }
    std::set<std::uint32_t> sent;
    for (const auto& each : subject.found.emitted) sent.insert(each.second);
    for (std::uint32_t i = 0; i < subject.chart.emits.size(); ++i) {
      const model::NameRef& name = subject.chart.emits[i].name;
      if (!sent.contains(i)) subject.report.report(diag::NeverSent, name.range, name.name);
    }
  });
}

}  // namespace perdure::check
