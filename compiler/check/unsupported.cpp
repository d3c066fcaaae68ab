// What the language has and this compiler does not carry out: said once, with what to do instead.
#include "compiler/check/passes.h"
#include "compiler/check/walk.h"

namespace perdure::check {

namespace {

struct Advice {
  std::string_view construct;
  std::string_view what_to_do;
};

constexpr Advice Advices[] = {
    {"services", "declare an `action` that hands the work over, and an `event` for its outcome"},
    {"invocations",
     "call an `action` that hands the work over, and take its outcome as an `event`"},
    {"emitted events", "declare an `event`, and `send` it to the session that should know"},
    {"resume tokens", "declare an `event`, and check who may send it where it is received"},
    {"migrations", "keep the version, or start new sessions with the new chart"},
    {"deferred events", "take the event where it arrives, and keep what matters of it in data"},
};

constexpr std::string_view OtherAdvice = "leave them out";

std::string_view advice(std::string_view construct) {
  for (const Advice& each : Advices) {
    if (each.construct == construct) return each.what_to_do;
  }
  return OtherAdvice;
}

void check_send(const Subject& subject, const model::Send& send) {
  if (send.chart) {
    subject.report.report(
        diag::NotSupported, send.chart->range, "events of other charts",
        "declare an event of the same name and fields here, and send that `to` the session");
  }
  if (const auto* parent = std::get_if<model::ToParent>(&send.target)) {
    subject.report.report(diag::NotSupported, parent->range, "sessions with a parent",
                          "send to the id of a session that you were given");
  }
}

}  // namespace

void unsupported(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    for (const model::Unsupported& construct : subject.chart.unsupported) {
      subject.report.report(diag::NotSupported, construct.range, construct.construct,
                            advice(construct.construct));
    }
    const auto refuse = [&](source::Range range, std::string_view construct) {
      subject.report.report(diag::NotSupported, range, construct, advice(construct));
    };
    for (const model::Function& service : subject.chart.services) {
      refuse(service.name.range, "services");
    }
    for (const model::Event& event : subject.chart.emits) {
      refuse(event.name.range, "emitted events");
    }
    for (const model::State& state : subject.chart.states) {
      for (const model::Token& token : state.tokens) refuse(token.range, "resume tokens");
      for (const model::Invocation& invocation : state.invocations) {
        refuse(invocation.range, "invocations");
      }
      for (const model::EventDescriptor& deferred : state.deferred) {
        refuse(deferred.range, "deferred events");
      }
      each_block(state, [&](const model::Block& block) {
        each_statement(block, [&](const model::Statement& statement) {
          if (const auto* send = std::get_if<model::Send>(&statement.node)) {
            check_send(subject, *send);
          }
        });
      });
    }
  });
}

}  // namespace perdure::check
