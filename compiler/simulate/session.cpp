#include "compiler/simulate/session.h"

#include <algorithm>

#include "compiler/check/outcomes.h"
#include "compiler/simulate/arithmetic.h"
#include "compiler/simulate/execute.h"

namespace perdure::simulate {

Session::Session(const Definition& definition, model::ChartId chart, std::vector<Value> parameters)
    : Stepper(definition.chart(chart)), definition_(&definition), id_(chart) {
  memory_.parameters = std::move(parameters);
  memory_.invocations.resize(facts().invocations.size());
}

void Session::begin(const Step& step) {
  step_ = &step;
  effects_.clear();
  notes_.clear();
}

Scope Session::scope() {
  return {*definition_, id_,      memory_,
          *step_,       effects_, [this](model::StateId state) { return is_active(state); },
          event()};
}

void Session::start(const Step& step) {
  begin(step);
  started_ = true;
  Stepper::start();
}

Handled Session::handle(const Event& event, const Step& step) {
  begin(step);
  const auto& events = chart().events;
  const bool known = std::any_of(events.begin(), events.end(), [&](const model::Event& declared) {
    return declared.name.name == event.name;
  });
  return known ? take(event, true) : Handled::Unknown;
}

Handled Session::fire(const std::string& timer, const Step& step) {
  begin(step);
  for (State state = 0; state < chart().states.size(); ++state) {
    for (const auto& [position, name] : timers_of(chart(), {state})) {
      if (name == timer) return take(chart().states[state].transitions[position], state);
    }
  }
  return Handled::Ignored;
}

void Session::cancel(const Step& step) {
  begin(step);
  cancelled_ = true;
  Stepper::cancel();
  const auto root = memory_.data.find(model::RootState);
  std::map<model::StateId, std::vector<Value>> kept;
  if (root != memory_.data.end()) kept.insert(*root);
  memory_.data = std::move(kept);
}

std::optional<std::uint32_t> Session::find_invocation(const std::string& id) const {
  for (std::uint32_t i = 0; i < facts().invocations.size(); ++i) {
    const model::Invocation& invocation = check::invocation_of(chart(), facts().invocations[i]);
    const std::uint64_t number = memory_.invocations[i];
    if (number != 0 && id == invocation.name.name + "." + std::to_string(number)) return i;
  }
  return std::nullopt;
}

std::optional<Event> Session::event_of(const Outcome& outcome, std::uint32_t invocation) const {
  using Kind = check::Outcome::Kind;
  const std::string& name =
      check::invocation_of(chart(), facts().invocations[invocation]).name.name;
  if (outcome.kind == Kind::Emitted) {
    return Event{name + "." + outcome.event.name, outcome.event.fields};
  }
  if (outcome.kind == Kind::Failed) return Event{name + ".failed", outcome.event.fields};
  if (outcome.kind == Kind::Progress) return Event{name + ".progress", outcome.event.fields};
  const std::size_t declared = chart().events.size();
  for (std::size_t i = 0; i < facts().outcomes.size(); ++i) {
    if (facts().outcomes[i].invocation != invocation) continue;
    if (facts().outcomes[i].kind != Kind::Done) continue;
    const model::Event& done = facts().known_events[declared + i];
    if (done.fields.empty()) return Event{done.name.name, {}};
    if (outcome.result) return Event{done.name.name, {{"result", *outcome.result}}};
    const model::Type& type = facts().events_fields[declared + i].front();
    if (type.kind == model::TypeKind::Optional) {
      return Event{done.name.name, {{"result", {None{}}}}};
    }
    return Event{name + ".failed", {{"error", {std::string("it ended without its result")}}}};
  }
  return std::nullopt;
}

Handled Session::handle(const Outcome& outcome, const Step& step) {
  begin(step);
  const auto invocation = find_invocation(outcome.invocation);
  if (!invocation) return Handled::Ignored;
  const auto event = event_of(outcome, *invocation);
  if (!event) return Handled::Ignored;
  using Kind = check::Outcome::Kind;
  if (outcome.kind != Kind::Done && outcome.kind != Kind::Failed) return take(*event, false);
  // It has ended; but where nothing takes that, nothing changes.
  const std::uint64_t number = std::exchange(memory_.invocations[*invocation], 0);
  const Handled handled = take(*event, false);
  if (handled != Handled::Taken) memory_.invocations[*invocation] = number;
  return handled;
}

bool Session::condition_match(const model::Transition& transition) {
  if (!transition.guard) return true;
  try {
    Scope within = scope();
    return Evaluator(within).holds(*transition.guard);
  } catch (const ExecutionFailed& failure) {
    memory_.internal_queue.push_back(
        {"error.execution", {{"error", {std::string(failure.what())}}}});
    return false;
  }
}

void Session::unheard(const Event& event) {
  if (!event.name.starts_with("error.")) return;
  notes_.push_back("nothing takes " + event.name);
  for (const auto& [field, value] : event.fields) {
    const auto* text = std::get_if<std::string>(&value.is);
    if (field == "error" && text != nullptr) notes_.back() += ": " + *text;
  }
}

void Session::dropped(const Event& event) {
  notes_.push_back(event.name + " was deferred, and is gone: nothing takes or defers it now");
}

void Session::execute(const model::Block& block) {
  Scope within = scope();
  Executor(within).block(block);
}

void Session::initialize_data(State state) {
  Scope within = scope();
  Executor executor(within);
  executor.begin_data({state});
  executor.issue_tokens({state});
}

void Session::forget_data(State state) {
  memory_.data.erase({state});
  memory_.secrets.erase({state});
}

void Session::entered(State state) {
  Scope within = scope();
  Executor(within).arm({state});
  for (std::uint32_t i = 0; i < facts().invocations.size(); ++i) {
    if (facts().invocations[i].state.index == state) wanted_.insert(i);
  }
}

void Session::leaving(State state) {
  Scope within = scope();
  Executor executor(within);
  executor.disarm({state});
  executor.revoke_tokens({state});
}

void Session::left(State state) {
  Scope within = scope();
  Executor(within).end_invocations({state});
  std::erase_if(wanted_,
                [&](std::uint32_t i) { return facts().invocations[i].state.index == state; });
}

void Session::begins_anew(State state) {
  leaving(state);
  left(state);
}

void Session::invoke() {
  for (const std::uint32_t invocation : std::exchange(wanted_, {})) {
    Scope within = scope();
    Executor(within).invoke(invocation);
  }
}

// What nobody hears is not evaluated, so that it cannot fail.
bool Session::is_done_heard(State of) const {
  for (State state = 0; state < chart().states.size(); ++state) {
    for (const model::Transition& transition : chart().states[state].transitions) {
      if (state == of && std::holds_alternative<model::Done>(transition.trigger)) return true;
      const auto* on = std::get_if<model::OnEvent>(&transition.trigger);
      if (on == nullptr) continue;
      const bool any = std::any_of(on->descriptors.begin(), on->descriptors.end(),
                                   [](const auto& each) { return each.name.empty(); });
      if (any) return true;
    }
  }
  return false;
}

void Session::raise_done(State of, State final) {
  Event event{"done.state." + chart().states[of].name.name, {}};
  const auto type = facts().results.find({of});
  if (of != final && type != facts().results.end() && is_done_heard(of)) {
    Scope within = scope();
    Evaluator evaluator(within);
    Value result = evaluator.zero(type->second);
    try {
      result = evaluator.value(*chart().states[final].result);
    } catch (const ExecutionFailed& failure) {
      memory_.internal_queue.push_back(
          {"error.execution", {{"error", {std::string(failure.what())}}}});
    }
    event.fields.emplace_back("result", std::move(result));
  }
  memory_.internal_queue.push_back(std::move(event));
}

void Session::return_result(State final) {
  const auto& expression = chart().states[final].result;
  if (!expression || !chart().result) return;
  try {
    Scope within = scope();
    result_ = Evaluator(within).value(*expression);
  } catch (const ExecutionFailed&) {
    // Raised, but nobody is there any more to hear it.
  }
}

std::optional<bool> Session::would_hold(model::ExprId guard, const Step& step) const {
  try {
    return std::get<bool>(evaluate(guard, step).is);
  } catch (const ExecutionFailed&) {
  } catch (const NoEvent&) {
  }
  return std::nullopt;
}

Value Session::evaluate(model::ExprId expression, const Step& step) const {
  Session copy = *this;
  copy.begin(step);
  Scope within = copy.scope();
  return Evaluator(within).value(expression);
}

}  // namespace perdure::simulate
