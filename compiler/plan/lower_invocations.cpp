// Invocations, the events that tell of them, and tokens.
#include "compiler/check/outcomes.h"
#include "compiler/plan/lower.h"

namespace perdure::plan {

namespace {

OutcomeKind kind_of(check::Outcome::Kind kind) {
  switch (kind) {
    case check::Outcome::Kind::Done:
      return OutcomeKind::Done;
    case check::Outcome::Kind::Failed:
      return OutcomeKind::Failed;
    case check::Outcome::Kind::Progress:
      return OutcomeKind::Progress;
    case check::Outcome::Kind::Emitted:
      return OutcomeKind::Emitted;
  }
  return OutcomeKind::Done;
}

}  // namespace

ChartRef Lowering::chart_ref(model::ChartId id) const {
  const model::Chart& chart = program_.chart(id);
  ChartRef ref{program_.file(chart.file)->name_space, chart.name.name, {}};
  for (const std::string& part : ref.name_space) ref.qualified += part + ".";
  ref.qualified += ref.name;
  return ref;
}

Event Lowering::known_event(std::uint32_t index) const {
  const check::ChartFacts& found = chart_facts();
  const model::Event& from = found.known_events[index];
  Event event;
  event.name = from.name.name;
  event.doc = from.doc;
  for (std::size_t i = 0; i < from.fields.size(); ++i) {
    event.fields.push_back(initialised(from.fields[i], found.events_fields[index][i]));
  }
  const std::size_t declared = model_chart().events.size();
  if (index < declared) return event;
  const check::Outcome& outcome = found.outcomes[index - declared];
  event.invocation = outcome.invocation;
  event.outcome = kind_of(outcome.kind);
  return event;
}

Token Lowering::token(model::StateId state, std::uint32_t index) const {
  const model::State& owner = model_chart().state(state);
  const model::Token& from = owner.tokens[index];
  Token token;
  token.name = from.name.name;
  token.doc = from.doc;
  token.stored = owner.name.name + "." + token.name;
  token.field = token.name + "_token";
  for (const model::NameRef& event : from.accepts) token.accepts.push_back(event.name);
  if (from.expires) token.expires = expr(*from.expires);
  token.source = written().token(from);
  return token;
}

Invocation Lowering::invocation(std::uint32_t index) const {
  const check::InvocationFacts& found = chart_facts().invocations[index];
  const model::Invocation& from = check::invocation_of(model_chart(), found);
  Invocation lowered;
  lowered.name = from.name.name;
  lowered.doc = from.doc;
  lowered.state = found.state.index;
  const auto& given = facts_.statement_arguments.at(from.callee.range);
  if (found.service) {
    const model::Function& service = model_chart().services[*found.service];
    lowered.service = *found.service;
    lowered.stored = chart_ref({*chart_}).qualified + "." + service.name.name;
    lowered.arguments =
        arguments(given, service.parameters, chart_facts().services[*found.service].parameters);
  } else {
    lowered.chart = chart_ref(*found.chart);
    lowered.stored = lowered.chart->qualified;
    lowered.arguments = arguments(given, program_.chart(*found.chart).parameters,
                                  facts_.charts[found.chart->index].parameters);
  }
  const auto lower = [&](const std::optional<model::ExprId>& duration) {
    return duration ? std::optional<Expr>(expr(*duration)) : std::nullopt;
  };
  lowered.timeout = lower(from.timeout);
  if (from.retry) {
    lowered.retries = from.retry->count;
    lowered.backoff = lower(from.retry->backoff);
    lowered.backoff_limit = lower(from.retry->backoff_limit);
  }
  lowered.source = written().invocation(from);
  lowered.policy = written().policy(from);
  lowered.line = files_.position(from.range.file, from.range.begin).line;
  return lowered;
}

Invocation Lowering::recorded_invocation(std::uint32_t index) const {
  const check::InvocationFacts& found = chart_facts().invocations[index];
  const model::Invocation& from = model_chart().state(found.state).invocations[found.index];
  Invocation invocation;
  invocation.name = from.name.name;
  invocation.state = found.state.index;
  return invocation;
}

}  // namespace perdure::plan
