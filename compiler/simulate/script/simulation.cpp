// Commands. What `answer` says: answer.cpp; what is shown: inspect.h.
#include "compiler/simulate/script/simulation.h"

#include <algorithm>
#include <array>

#include "compiler/check/types.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/simulate/script/inspect.h"
#include "compiler/simulate/script/refusals.h"
#include "compiler/simulate/text.h"

namespace perdure::simulate {

namespace {

constexpr std::string_view ChartForm = "chart NAME";
constexpr std::string_view StartForm = "start   start(VALUE, PARAMETER: VALUE)";
constexpr std::string_view SendForm = "send EVENT   send EVENT(VALUE, FIELD: VALUE) to SESSION";
constexpr std::string_view AdvanceForm = "advance 1h30m";
constexpr std::string_view FailForm = "fail SERVICE(\"WHY\")";
constexpr std::string_view ProgressForm = "progress SERVICE(0.5, \"TEXT\")";
constexpr std::string_view RedeemForm = "redeem TOKEN EVENT(VALUE, FIELD: VALUE)";
constexpr std::string_view ForgetForm = "forget FUNCTION";
constexpr std::string_view StateForm = "state   state SESSION";
constexpr std::string_view DataForm = "data   data SESSION";
constexpr std::string_view EventsForm = "events   events SESSION";
constexpr std::string_view AnswerForm =
    "answer SERVICE(RESULT)   answer FUNCTION = VALUE   answer ACTION.PARAMETER = VALUE   "
    "answer NAME fails \"WHY\"";

model::Field field_named(std::string name) {
  model::Field field;
  field.name.name = std::move(name);
  return field;
}

}  // namespace

bool is_simulated(const Definition& definition, model::ChartId id, source::Range range,
                  Reporter& report) {
  const model::Chart& chart = definition.chart(id);
  if (chart.data_model == model::DataModel::Typed) return true;
  const bool null = chart.data_model == model::DataModel::Null;
  report.report(refusal::NotSimulated, range, chart.name.name, null ? "null" : "ecmascript");
  return false;
}

std::span<const Simulation::Command> Simulation::commands() {
  static constexpr std::array Commands{
      Command{"chart", ChartForm, "which chart `start` starts, by its stored name",
              &Simulation::choose_chart},
      Command{"start", StartForm, "starts a session, `me`; again, another one in its place",
              &Simulation::start},
      Command{"send", SendForm, "sends an event to the session, or to one that it invoked",
              &Simulation::send},
      Command{"advance", AdvanceForm, "lets time pass: what becomes due is handled in order",
              &Simulation::advance},
      Command{"answer", AnswerForm,
              "the result of a service's call; what a function answers; what an action leaves in "
              "an `inout` parameter; that either fails",
              &Simulation::answer},
      Command{"fail", FailForm, "an attempt of a service fails", &Simulation::fail},
      Command{"progress", ProgressForm, "a service tells how far it is", &Simulation::progress},
      Command{"redeem", RedeemForm, "a token's secret brings an event", &Simulation::redeem},
      Command{"forget", ForgetForm, "takes back what `answer` said of a function or an action",
              &Simulation::forget},
      Command{"state", StateForm, "what is active, and what is waited for",
              &Simulation::show_state},
      Command{"data", DataForm, "what the session remembers", &Simulation::show_data},
      Command{"events", EventsForm, "what is taken now, and where it leads",
              &Simulation::show_events},
      Command{"help", "help", "this", &Simulation::help},
  };
  return Commands;
}

Simulation::Simulation(Definition& definition, std::optional<model::ChartId> chart)
    : definition_(definition), values_(definition), state_{World(definition), chart} {}

std::optional<Reply> Simulation::perform(source::Range range, Reporter& report) {
  Line line(definition_.files, range);
  const Part name = line.word();
  for (const Command& command : commands()) {
    if (command.name != name.text) continue;
    std::optional<State> before;
    if (state_.world.answers.asks) before = state_;
    try {
      auto reply = (this->*command.perform)(line, report);
      if (reply) reply->command = line.whole().text;
      return reply;
    } catch (const Unanswered&) {
      restore(std::move(*before));
      throw;
    }
  }
  const Part shown = name.empty() ? line.whole() : name;
  auto reported = report.report(refusal::UnknownCommand, shown.range, shown.text);
  if (const auto meant = as_send(line.whole().text)) {
    reported.note(diag::DidYouMean, line.whole().range, *meant);
    return std::nullopt;
  }
  std::vector<std::string_view> names;
  for (const Command& command : commands()) names.push_back(command.name);
  if (const auto meant = nearest(shown.text, names)) {
    reported.note(diag::DidYouMean, shown.range, *meant);
  }
  return std::nullopt;
}

std::optional<std::string> Simulation::as_send(std::string_view line) const {
  const auto chart = me() != nullptr ? std::optional(me()->session.chart_id()) : state_.chart;
  const std::string_view name = line.substr(0, line.find_first_of(" \t("));
  if (!chart || !is_event(*chart, name)) return std::nullopt;
  std::string rest(line.substr(name.size()));
  rest.erase(0, rest.find_first_not_of(" \t"));
  const std::string sent = "send " + std::string(name);
  if (rest.empty() || rest.starts_with('(')) return sent + rest;
  if (rest.starts_with("to ")) return sent + " " + rest;
  return sent + "(" + rest + ")";
}

bool Simulation::ends(Line& line, std::string_view form, Reporter& report) {
  const Part rest = line.rest();
  if (rest.empty()) return true;
  report.report(refusal::Form, rest.range, form);
  return false;
}

std::optional<std::string> Simulation::named_session(Line& line, std::string_view form,
                                                     Reporter& report) {
  const Part id = line.word();
  if (!ends(line, form, report)) return std::nullopt;
  if (state_.world.sessions().empty()) {
    report.report(refusal::NotStarted, line.whole().range);
    return std::nullopt;
  }
  if (id.empty()) return Me;
  if (state_.world.find(std::string(id.text)) != nullptr) return std::string(id.text);
  report.report(refusal::NothingNamed, id.range, "session", id.text);
  return std::nullopt;
}

std::optional<std::string> Simulation::receiver(Line& line, std::string_view form,
                                                Reporter& report) {
  if (line.rest().empty()) return named_session(line, form, report);
  const Part to = line.word();
  if (to.text == "to" && !line.rest().empty()) return named_session(line, form, report);
  report.report(refusal::Form, to.empty() ? line.rest().range : to.range, form);
  return std::nullopt;
}

Reply Simulation::step(const std::function<std::string()>& action) {
  state_.world.forget_records();
  Reply reply;
  reply.is_kept = true;
  std::string failure;
  try {
    failure = action();
  } catch (const Endless& endless) {
    failure = std::string("threw ") + endless.what();
  }
  reply.outcome = failure.empty() ? outcome() : failure;
  for (const std::string& call : state_.world.answers.assumed) {
    reply.lines.push_back("assume " + call);
  }
  for (std::string& done : trace()) reply.lines.push_back(std::move(done));
  // Each once: a guard is tried again for each region.
  for (const StepRecord& each : state_.world.steps()) {
    for (const std::string& said : each.notes) {
      std::string note = (each.session == Me ? "" : each.session + ": ") + said;
      const bool is_new =
          std::find(reply.notes.begin(), reply.notes.end(), note) == reply.notes.end();
      if (is_new) reply.notes.push_back(std::move(note));
    }
  }
  return reply;
}

std::string Simulation::standing(Handled handled) const {
  if (handled == Handled::Deferred) return "deferred";
  std::vector<std::string> words = me()->session.active();
  if (me()->status == Status::Broken) words.clear();
  if (me()->status == Status::Done) words.insert(words.begin(), "done");
  return joined(words, " ");
}

std::string Simulation::outcome() const {
  for (const StepRecord& step : state_.world.steps()) {
    if (step.handled != Handled::Ignored) return standing(step.handled);
  }
  return "ignored";
}

std::vector<std::string> Simulation::trace() const {
  std::vector<std::string> lines;
  for (const StepRecord& step : state_.world.steps()) {
    std::string indent;
    if (step.session != Me) {
      const bool ignored = step.handled == Handled::Ignored;
      lines.push_back(step.session + (step.event.empty() ? "" : " " + step.event) + " -> " +
                      (ignored ? "ignored" : joined(step.active, " ")));
      indent = "  ";
    }
    for (const Effect& effect : step.effects) lines.push_back(indent + text_of(effect));
  }
  return lines;
}

std::optional<Reply> Simulation::choose_chart(Line& line, Reporter& report) {
  const Part name = line.word();
  if (name.empty()) report.report(refusal::Form, line.here(), ChartForm);
  if (name.empty() || !ends(line, ChartForm, report)) return std::nullopt;
  const auto found = definition_.find_chart(std::string(name.text));
  if (!found) {
    report.report(refusal::NothingNamed, name.range, "chart", name.text);
    return std::nullopt;
  }
  if (!is_simulated(definition_, *found, name.range, report)) return std::nullopt;
  state_.chart = found;
  Reply reply;
  reply.is_kept = true;
  return reply;
}

std::optional<Reply> Simulation::start(Line& line, Reporter& report) {
  const auto arguments = line.arguments();
  if (!ends(line, StartForm, report)) return std::nullopt;
  if (!state_.chart) {
    report.report(refusal::Form, line.whole().range, "several charts are here: chart NAME first");
    return std::nullopt;
  }
  const model::Chart& chart = definition_.chart(*state_.chart);
  const Part callee{chart.name.name, line.whole().range};
  auto parameters =
      values_.arguments(callee, arguments, chart.parameters,
                        definition_.facts_of(*state_.chart).parameters, words(), now(), report);
  if (!parameters) return std::nullopt;
  World fresh(definition_);
  fresh.set_clock(now());
  fresh.answers = state_.world.answers;
  state_.world = std::move(fresh);
  return step([&] {
    state_.world.start(Me, *state_.chart, std::move(*parameters));
    return std::string();
  });
}

bool Simulation::is_event(model::ChartId chart, std::string_view name) const {
  const auto& events = definition_.facts_of(chart).known_events;
  return std::any_of(events.begin(), events.end(),
                     [&](const model::Event& known) { return known.name.name == name; });
}

std::optional<Event> Simulation::event(Part name, std::optional<Part> arguments,
                                       model::ChartId chart, Reporter& report) {
  const check::ChartFacts& facts = definition_.facts_of(chart);
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < facts.known_events.size(); ++i) {
    const model::Event& known = facts.known_events[i];
    names.push_back(known.name.name);
    if (known.name.name != name.text) continue;
    auto values = values_.arguments(name, arguments, known.fields, facts.events_fields[i], chart,
                                    now(), report);
    if (!values) return std::nullopt;
    Event made{known.name.name, {}};
    for (std::size_t field = 0; field < values->size(); ++field) {
      made.fields.emplace_back(known.fields[field].name.name, std::move((*values)[field]));
    }
    return made;
  }
  auto reported =
      report.report(diag::UnknownEvent, name.range, name.text, definition_.chart(chart).name.name);
  if (const auto meant = nearest(name.text, names)) {
    reported.note(diag::DidYouMean, name.range, *meant);
  }
  return std::nullopt;
}

std::optional<Reply> Simulation::send(Line& line, Reporter& report) {
  const Part name = line.word();
  const auto arguments = line.arguments();
  if (name.empty()) {
    report.report(refusal::Form, line.here(), SendForm);
    return std::nullopt;
  }
  const auto to = receiver(line, SendForm, report);
  if (!to) return std::nullopt;
  const model::ChartId chart = state_.world.find(*to)->session.chart_id();
  // A script may show what becomes of it. Whoever types mistyped.
  if (!state_.world.answers.asks && !is_event(chart, name.text)) {
    return step([] { return std::string("unknown"); });
  }
  auto made = event(name, arguments, chart, report);
  if (!made) return std::nullopt;
  return step([&] {
    state_.world.send(*to, std::move(*made));
    const std::vector<StepRecord>& steps = state_.world.steps();
    const bool known = steps.empty() || steps.front().handled != Handled::Unknown;
    return std::string(known ? "" : "unknown");
  });
}

std::optional<Reply> Simulation::advance(Line& line, Reporter& report) {
  const Part rest = line.rest();
  if (rest.empty()) {
    report.report(refusal::Form, line.here(), AdvanceForm);
    return std::nullopt;
  }
  const auto by =
      values_.value(rest, check::simple(model::TypeKind::Duration), words(), now(), report);
  if (!by) return std::nullopt;
  if (std::get<Duration>(by->is).microseconds < 0) {
    report.report(refusal::TimeGoesBack, rest.range);
    return std::nullopt;
  }
  if (me() == nullptr) {
    report.report(refusal::NotStarted, line.whole().range);
    return std::nullopt;
  }
  return step([&] {
    state_.world.advance(std::get<Duration>(by->is));
    return std::string();
  });
}

std::optional<Reply> Simulation::answer(Line& line, Reporter& report) {
  const Part name = line.word();
  const auto arguments = line.arguments();
  if (name.empty()) {
    report.report(refusal::Form, line.here(), AnswerForm);
    return std::nullopt;
  }
  if (!line.rest().empty()) return answer_outside(name, arguments, line, report);
  return answer_call(name, arguments, report);
}

std::optional<Reply> Simulation::fail(Line& line, Reporter& report) {
  const Part name = line.word();
  const auto arguments = line.arguments();
  if (!ends(line, FailForm, report)) return std::nullopt;
  const auto job = waiting(name, report);
  if (!job) return std::nullopt;
  const auto why =
      values_.arguments(name, arguments, {field_named("why")},
                        {check::simple(model::TypeKind::String)}, words(), now(), report);
  if (!why) return std::nullopt;
  return step([&] {
    state_.world.fail(*job, std::get<std::string>(why->front().is));
    return std::string();
  });
}

std::optional<Reply> Simulation::progress(Line& line, Reporter& report) {
  const Part name = line.word();
  const auto arguments = line.arguments();
  if (!ends(line, ProgressForm, report)) return std::nullopt;
  const auto job = waiting(name, report);
  if (!job) return std::nullopt;
  const auto said = values_.arguments(
      name, arguments, {field_named("fraction"), field_named("text")},
      {check::simple(model::TypeKind::Float), check::simple(model::TypeKind::String)}, words(),
      now(), report);
  if (!said) return std::nullopt;
  return step([&] {
    state_.world.progress(*job, std::get<double>((*said)[0].is),
                          std::get<std::string>((*said)[1].is));
    return std::string();
  });
}

std::optional<Reply> Simulation::redeem(Line& line, Reporter& report) {
  const Part token = line.word();
  const Part name = line.word();
  const auto arguments = line.arguments();
  if (name.empty()) report.report(refusal::Form, line.here(), RedeemForm);
  if (name.empty() || !ends(line, RedeemForm, report)) return std::nullopt;
  if (me() == nullptr) {
    report.report(refusal::NotStarted, line.whole().range);
    return std::nullopt;
  }
  const auto secret = state_.world.tokens().secret(Me, std::string(token.text));
  if (!secret) {
    report.report(refusal::NothingNamed, token.range, "token", token.text);
    return std::nullopt;
  }
  auto made = event(name, arguments, me()->session.chart_id(), report);
  if (!made) return std::nullopt;
  return step([&]() -> std::string {
    switch (state_.world.redeem(*secret, Me, std::move(*made))) {
      case Redeemed::Yes:
        return {};
      case Redeemed::NotAccepted:
        return "not accepted";
      default:
        return "no such token";
    }
  });
}

std::optional<Reply> Simulation::show_state(Line& line, Reporter& report) {
  const auto id = named_session(line, StateForm, report);
  if (!id) return std::nullopt;
  return Reply{{}, {}, describe_state(definition_, state_.world, *id)};
}

std::optional<Reply> Simulation::show_data(Line& line, Reporter& report) {
  const auto id = named_session(line, DataForm, report);
  if (!id) return std::nullopt;
  return Reply{{}, {}, describe_data(definition_, state_.world, *id)};
}

std::optional<Reply> Simulation::show_events(Line& line, Reporter& report) {
  const auto id = named_session(line, EventsForm, report);
  if (!id) return std::nullopt;
  return Reply{{}, {}, describe_events(definition_, state_.world, *id)};
}

std::optional<Reply> Simulation::help(Line& line, Reporter& report) {
  if (!ends(line, "help", report)) return std::nullopt;
  Reply reply;
  for (const Command& command : commands()) {
    reply.lines.emplace_back(command.form);
    reply.lines.push_back("    " + std::string(command.help));
  }
  return reply;
}

}  // namespace perdure::simulate
