// Check: the order of its passes.
#include "compiler/check/check.h"

#include <array>

#include "compiler/check/passes.h"
#include "compiler/check/resolve.h"

namespace perdure::check {

namespace {

constexpr std::array Passes{
    Pass{"effects", effects},
    Pass{"recursion", recursion},
    Pass{"cpp_names", cpp_names},
    Pass{"cpp_scopes", cpp_scopes},
    Pass{"structure", structure},
    Pass{"targets", targets},
    Pass{"choices", choices},
    Pass{"always_loops", always_loops},
    Pass{"never_taken", never_taken},
    Pass{"completion", completion},
    Pass{"delays", delays},
    Pass{"send_ids", send_ids},
    Pass{"invocations", invocations},
    Pass{"unreachable", unreachable, Pass::Warns},
    Pass{"inescapable", inescapable, Pass::Warns},
    Pass{"shadowed", shadowed, Pass::Warns},
    Pass{"unhandled", unhandled, Pass::Warns},
    Pass{"unread", unread, Pass::Warns},
    Pass{"unused", unused, Pass::Warns},
    Pass{"deferred", deferred, Pass::Warns},
    Pass{"tokens", tokens, Pass::Warns},
    Pass{"parallel_writes", parallel_writes, Pass::Warns},
    Pass{"lost_writes", lost_writes, Pass::Warns},
};

}  // namespace

std::span<const Pass> passes() { return Passes; }

std::optional<CheckedProgram> check(model::Program program, Reporter& report) {
  Facts facts = resolve(program, report);
  for (const Pass& pass : passes()) {
    if (pass.findings == Pass::Warns && report.errors() > 0) continue;
    pass.run(program, facts, report);
  }
  if (report.errors() > 0) return std::nullopt;
  return CheckedProgram(std::move(program), std::move(facts));
}

}  // namespace perdure::check
