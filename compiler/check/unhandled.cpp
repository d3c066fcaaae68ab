// An event that no state handles.
#include "compiler/check/passes.h"
#include "compiler/check/walk.h"

namespace perdure::check {

void unhandled(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    std::vector<bool> known(subject.found.known_events.size());
    for (const auto& [transition, match] : subject.found.matches) {
      for (const std::uint32_t event : match.events) known[event] = true;
    }
    // What is sent to another session is for that one to handle.
    for (const model::State& state : subject.chart.states) {
      each_block(state, [&](const model::Block& block) {
        each_statement(block, [&](const model::Statement& statement) {
          const auto* send = std::get_if<model::Send>(&statement.node);
          if (!send || !std::holds_alternative<model::ToSession>(send->target)) return;
          const auto event = subject.found.events.find(send->event.range);
          if (event != subject.found.events.end()) known[event->second] = true;
        });
      });
    }
    for (std::size_t i = 0; i < subject.chart.events.size(); ++i) {
      const model::NameRef& name = subject.chart.events[i].name;
      if (!known[i]) subject.report.report(diag::UnhandledEvent, name.range, name.name);
    }
  });
}

}  // namespace perdure::check
