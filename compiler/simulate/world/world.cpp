// Sessions' steps, and the passing of time. What becomes of what they ask for: effects.cpp.
#include "compiler/simulate/world/world.h"

#include <algorithm>
#include <limits>

namespace perdure::simulate {

namespace {

// Steps at one and the same time before that is taken for an endless conversation.
constexpr std::size_t MaxSteps = 10'000;

}  // namespace

const Kept* World::find(const std::string& id) const {
  const auto found = sessions_.find(id);
  return found == sessions_.end() ? nullptr : &found->second;
}

void World::forget_records() {
  steps_.clear();
  answers.assumed.clear();
}

void World::start(const std::string& id, model::ChartId chart, std::vector<Value> parameters) {
  create(id, chart, std::move(parameters), {}, {});
  run_due(now_);
}

void World::send(const std::string& id, Event event) {
  agenda_.add(now_, Arrival{id, std::move(event)});
  run_due(now_);
}

void World::advance(Duration by) {
  const std::int64_t length = std::max<std::int64_t>(by.microseconds, 0);
  Timestamp until;
  if (__builtin_add_overflow(now_.microseconds, length, &until.microseconds)) {
    until.microseconds = std::numeric_limits<std::int64_t>::max();
  }
  run_due(until);
  now_ = until;
}

void World::succeed(Jobs::Number job, std::optional<Value> result) {
  jobs_.succeed(job, std::move(result), now_, agenda_);
  run_due(now_);
}

void World::fail(Jobs::Number job, const std::string& why) {
  jobs_.fail(job, why, now_, agenda_);
  run_due(now_);
}

void World::progress(Jobs::Number job, double fraction, const std::string& text) {
  jobs_.progress(job, fraction, text, now_, agenda_);
  run_due(now_);
}

Redeemed World::redeem(const std::string& secret, const std::string& session, Event event) {
  const Redeemed redeemed = tokens_.redeem(secret, event.name, now_);
  if (redeemed == Redeemed::Yes) send(session, std::move(event));
  return redeemed;
}

void World::run_due(Timestamp until) {
  std::size_t steps_at_once = 0;
  while (auto due = agenda_.take(until)) {
    if (due->first > now_) {
      now_ = due->first;
      steps_at_once = 0;
    }
    if (++steps_at_once > MaxSteps) {
      throw Endless("sessions talk without end, and no time passes");
    }
    if (const auto* first = std::get_if<FirstStep>(&due->second)) {
      take_first_step(first->session);
    } else if (const auto* tick = std::get_if<JobTick>(&due->second)) {
      jobs_.handle(*tick, now_, agenda_);
    } else {
      deliver(std::get<Arrival>(due->second));
    }
  }
}

void World::create(const std::string& id, model::ChartId chart, std::vector<Value> parameters,
                   const std::string& parent, const std::string& invocation) {
  sessions_.emplace(id,
                    Kept{Session(*definition_, chart, std::move(parameters)), parent, invocation});
  order_.push_back(id);
  agenda_.add(now_, FirstStep{id});
}

Step World::step_of(const std::string& id) const {
  const Kept& kept = sessions_.at(id);
  return {id, kept.parent, kept.invocation, now_, nullptr, {}};
}

template <class Action>
void World::take_step(const std::string& id, Kept& kept, const Action& action) {
  Step step = step_of(id);
  step.outside = &answers;
  step.secret = [this] { return tokens_.next_secret(); };
  try {
    action(step);
  } catch (const EndlessMacrostep&) {
    kept.status = Status::Broken;
    release(id);
    throw Endless("chart " + definition_->qualified(kept.session.chart_id()) +
                  " does not come to rest: " + std::to_string(Stepper::MaxMicrosteps) +
                  " microsteps followed one event");
  }
}

void World::take_first_step(const std::string& id) {
  Kept& kept = sessions_.at(id);
  kept.status = Status::Running;
  take_step(id, kept, [&](const Step& step) { kept.session.start(step); });
  settle(id, kept, {now_, id, {}, Handled::Taken, {}, {}});
}

void World::deliver(const Arrival& arrival) {
  const auto found = sessions_.find(arrival.to);
  if (found == sessions_.end() || found->second.has_ended()) return;
  Kept& kept = found->second;
  const bool wrong_chart =
      !arrival.chart.empty() && definition_->qualified(kept.session.chart_id()) != arrival.chart;
  if (wrong_chart) return;
  StepRecord record{now_, arrival.to, {}, Handled::Taken, {}, {}};
  take_step(arrival.to, kept, [&](const Step& step) {
    if (const auto* event = std::get_if<Event>(&arrival.what)) {
      record.event = event->name;
      record.handled = kept.session.handle(*event, step);
    } else if (const auto* timer = std::get_if<std::string>(&arrival.what)) {
      record.event = *timer;
      record.handled = kept.session.fire(*timer, step);
    } else {
      const auto& outcome = std::get<Outcome>(arrival.what);
      // Only what is emitted has a name of its own.
      if (outcome.kind == check::Outcome::Kind::Emitted) record.event = outcome.event.name;
      record.handled = kept.session.handle(outcome, step);
    }
  });
  settle(arrival.to, kept, std::move(record));
}

void World::cancel(const std::string& id) {
  Kept& kept = sessions_.at(id);
  if (kept.has_ended()) return;
  const bool started = kept.status == Status::Running;
  kept.status = Status::Cancelled;
  if (!started) {
    agenda_.discard_first_step_of(id);
    return release(id);
  }
  take_step(id, kept, [&](const Step& step) { kept.session.cancel(step); });
  settle(id, kept, {now_, id, {}, Handled::Taken, {}, {}});
}

void World::settle(const std::string& id, Kept& kept, StepRecord record) {
  record.effects = std::exchange(kept.session.effects(), {});
  record.notes = std::exchange(kept.session.notes(), {});
  record.active = kept.session.active();
  const Effects effects = record.effects;
  steps_.push_back(std::move(record));

  carry_out(id, effects);
  if (kept.status == Status::Running && kept.session.done()) {
    kept.status = Status::Done;
    if (!kept.parent.empty()) {
      agenda_.add(now_, Arrival{kept.parent, Outcome{check::Outcome::Kind::Done, kept.invocation,
                                                     kept.session.result()}});
    }
  }
  if (kept.has_ended()) release(id);
}

void World::release(const std::string& id) {
  tokens_.revoke_all_of(id);
  jobs_.cancel_all_of(id);
  agenda_.discard_delayed_of(id);
  for (const std::string& child : std::vector<std::string>(order_)) {
    if (sessions_.at(child).parent == id) cancel(child);
  }
}

}  // namespace perdure::simulate
