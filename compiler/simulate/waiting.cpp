// What states wait for: their data's beginning, timers, tokens, invocations.
#include "compiler/check/outcomes.h"
#include "compiler/simulate/arithmetic.h"
#include "compiler/simulate/execute.h"

namespace perdure::simulate {

namespace {

const std::string& name_in_timers(const model::Chart& chart, model::StateId state) {
  return state == model::RootState ? chart.name.name : chart.state(state).name.name;
}

}  // namespace

std::vector<std::pair<std::uint32_t, std::string>> timers_of(const model::Chart& chart,
                                                             model::StateId state) {
  std::vector<std::pair<std::uint32_t, std::string>> timers;
  const std::vector<model::Transition>& transitions = chart.state(state).transitions;
  for (std::uint32_t i = 0; i < transitions.size(); ++i) {
    if (!std::holds_alternative<model::After>(transitions[i].trigger)) continue;
    timers.emplace_back(i,
                        name_in_timers(chart, state) + ".after." + std::to_string(timers.size()));
  }
  return timers;
}

void Executor::begin_data(model::StateId state) {
  const std::vector<model::Field>& fields = chart().state(state).data;
  if (fields.empty()) return;
  std::vector<Value>& values = scope_.memory.data[state];
  values.clear();
  const std::vector<model::Type>& types = facts().data[state.index];
  for (const model::Type& type : types) values.push_back(evaluator_.zero(type));
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (!fields[i].initial) continue;
    try {
      values[i] = evaluator_.value(*fields[i].initial);
    } catch (const ExecutionFailed& failure) {
      fail("error.execution", failure.what());
    }
  }
}

void Executor::arm(model::StateId state) {
  for (const auto& [position, name] : timers_of(chart(), state)) {
    const auto& after = std::get<model::After>(chart().state(state).transitions[position].trigger);
    try {
      const Duration delay = evaluator_.duration(after.duration);
      scope_.effects.push_back(SendEffect{Sent::Timer, {}, {name, {}}, delay, name, {}, {}});
    } catch (const ExecutionFailed& failure) {
      fail("error.execution", failure.what());
    }
  }
}

void Executor::disarm(model::StateId state) {
  for (const auto& timer : timers_of(chart(), state)) {
    scope_.effects.push_back(CancelEffect{Sent::Timer, timer.second});
  }
}

void Executor::issue_tokens(model::StateId state) {
  const std::vector<model::Token>& tokens = chart().state(state).tokens;
  if (tokens.empty()) return;
  std::vector<std::string>& secrets = scope_.memory.secrets[state];
  secrets.assign(tokens.size(), "");
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    try {
      TokenEffect effect;
      effect.token = chart().state(state).name.name + "." + tokens[i].name.name;
      if (tokens[i].expires) effect.expires = lasting(*tokens[i].expires);
      effect.secret = secrets[i] = scope_.step.secret();
      for (const model::NameRef& event : tokens[i].accepts) effect.accepts.push_back(event.name);
      scope_.effects.push_back(std::move(effect));
    } catch (const ExecutionFailed& failure) {
      fail("error.execution", failure.what());
    }
  }
}

void Executor::revoke_tokens(model::StateId state) {
  for (const model::Token& token : chart().state(state).tokens) {
    scope_.effects.push_back(
        RevokeTokenEffect{chart().state(state).name.name + "." + token.name.name});
  }
}

Duration Executor::lasting(model::ExprId length) {
  const Duration duration = evaluator_.duration(length);
  return duration.microseconds > 0 ? duration : Duration{1};
}

std::string Executor::invocation_id(std::uint32_t invocation) const {
  const auto& found = facts().invocations[invocation];
  return check::invocation_of(chart(), found).name.name + "." +
         std::to_string(scope_.memory.invocations[invocation]);
}

InvokeEffect Executor::invocation(std::uint32_t index) {
  const check::InvocationFacts& found = facts().invocations[index];
  const model::Invocation& invocation = check::invocation_of(chart(), found);
  const auto& given = scope_.facts().statement_arguments.at(invocation.callee.range);
  InvokeEffect effect;
  effect.is_service = found.service.has_value();
  if (effect.is_service) {
    const model::Function& service = chart().services[*found.service];
    effect.name = scope_.definition.qualified(scope_.chart) + "." + service.name.name;
    effect.arguments = evaluator_.arguments(given, service.parameters,
                                            facts().services[*found.service].parameters);
  } else {
    effect.name = scope_.definition.qualified(*found.chart);
    effect.arguments = evaluator_.arguments(given, scope_.definition.chart(*found.chart).parameters,
                                            scope_.definition.facts_of(*found.chart).parameters);
  }
  if (invocation.timeout) effect.timeout = lasting(*invocation.timeout);
  if (!invocation.retry || invocation.retry->count == 0) return effect;
  effect.retries = invocation.retry->count;
  if (!invocation.retry->backoff) return effect;
  effect.backoff = evaluator_.duration(*invocation.retry->backoff);
  // Without a limit it stays what it is.
  const auto& limit = invocation.retry->backoff_limit;
  effect.backoff_limit = limit ? evaluator_.duration(*limit) : effect.backoff;
  return effect;
}

void Executor::invoke(std::uint32_t index) {
  try {
    InvokeEffect effect = invocation(index);
    scope_.memory.invocations[index] = ++scope_.memory.invocations_made;
    effect.invocation = invocation_id(index);
    if (!effect.is_service) effect.session = scope_.step.session + "/" + effect.invocation;
    scope_.effects.push_back(std::move(effect));
  } catch (const ExecutionFailed& failure) {
    fail("error.execution", failure.what());
  }
}

void Executor::end_invocations(model::StateId state) {
  for (std::uint32_t i = 0; i < facts().invocations.size(); ++i) {
    if (facts().invocations[i].state != state) continue;
    std::uint64_t& number = scope_.memory.invocations[i];
    if (number != 0) scope_.effects.push_back(EndInvocationEffect{invocation_id(i)});
    number = 0;
  }
}

}  // namespace perdure::simulate
