// What services, functions and actions are said to do.
#include "compiler/simulate/script/refusals.h"
#include "compiler/simulate/script/simulation.h"
#include "compiler/simulate/text.h"

namespace perdure::simulate {

namespace {

constexpr std::string_view Form =
    "answer FUNCTION = VALUE   answer ACTION.PARAMETER = VALUE   answer NAME fails \"WHY\"";

Reply kept() {
  Reply reply;
  reply.is_kept = true;
  return reply;
}

const model::Type String{model::TypeKind::String, {}, {}};

}  // namespace

std::optional<Jobs::Number> Simulation::waiting(Part name, Reporter& report) {
  const auto job = state_.world.jobs().waiting(std::string(name.text));
  if (!job) report.report(refusal::NothingWaits, name.range, name.text);
  return job;
}

std::optional<Reply> Simulation::answer_call(Part name, std::optional<Part> arguments,
                                             Reporter& report) {
  const auto number = waiting(name, report);
  if (!number) return std::nullopt;
  const Job& job = state_.world.jobs().all().at(*number);
  const model::ChartId id = state_.world.find(job.session)->session.chart_id();
  const std::string service = job.effect.name.substr(job.effect.name.rfind('.') + 1);
  const model::Chart& chart = definition_.chart(id);
  std::optional<Value> result;
  for (std::size_t i = 0; i < chart.services.size(); ++i) {
    if (chart.services[i].name.name != service) continue;
    const model::Type& type = definition_.facts_of(id).services[i].result;
    if (!chart.services[i].result) {
      if (!values_.arguments(name, arguments, {}, {}, id, now(), report)) return std::nullopt;
      break;
    }
    result = values_.result(name, arguments, type, id, now(), report);
    if (!result) return std::nullopt;
  }
  return step([&] {
    state_.world.succeed(*number, std::move(result));
    return std::string();
  });
}

std::optional<Simulation::Named> Simulation::find_outside(std::string_view name) const {
  const auto in = [&](model::ChartId id) -> std::optional<Named> {
    const model::Chart& chart = definition_.chart(id);
    const check::ChartFacts& facts = definition_.facts_of(id);
    for (std::size_t i = 0; i < chart.functions.size(); ++i) {
      if (chart.functions[i].name.name == name) {
        return Named{&chart.functions[i], &facts.functions[i], false, id};
      }
    }
    for (std::size_t i = 0; i < chart.actions.size(); ++i) {
      if (chart.actions[i].name.name == name) {
        return Named{&chart.actions[i], &facts.action_signatures[i], true, id};
      }
    }
    return std::nullopt;
  };
  if (auto found = in(words())) return found;
  for (std::uint32_t i = 0; i < definition_.program.charts.size(); ++i) {
    if (definition_.chart({i}).released_of) continue;
    if (auto found = in({i})) return found;
  }
  return std::nullopt;
}

std::optional<Reply> Simulation::answer_outside(Part name, std::optional<Part> arguments,
                                                Line& line, Reporter& report) {
  const auto named = find_outside(name.text);
  if (!named) {
    if (name.text.find('.') != std::string_view::npos) return answer_parameter(name, line, report);
    report.report(refusal::NothingNamed, name.range, "function or action", name.text);
    return std::nullopt;
  }
  std::optional<std::vector<Value>> for_these;
  if (arguments) {
    for_these = values_.arguments(name, arguments, named->function->parameters,
                                  named->signature->parameters, named->chart, now(), report);
    if (!for_these) return std::nullopt;
  }
  Line ahead = line;
  const bool fails = ahead.word().text == "fails";
  const bool is = !fails && line.accept("=");
  if (fails) line.word();
  if ((!fails && !is) || (named->is_action && (is || arguments))) {
    report.report(refusal::Form, name.range, Form);
    return std::nullopt;
  }
  const model::Type& type = fails ? String : named->signature->result;
  const auto value = values_.value(line.rest(), type, named->chart, now(), report);
  if (!value) return std::nullopt;
  Answers& answers = state_.world.answers;
  const std::string text(name.text);
  if (named->is_action) {
    answers.fail(text, std::get<std::string>(value->is));
  } else if (fails) {
    answers.answer(text, for_these, {std::nullopt, std::get<std::string>(value->is)});
  } else {
    answers.answer(text, for_these, {value, {}});
  }
  return kept();
}

std::optional<Reply> Simulation::answer_parameter(Part name, Line& line, Reporter& report) {
  const std::size_t dot = name.text.find('.');
  const std::string action(name.text.substr(0, dot));
  const std::string_view parameter = name.text.substr(dot + 1);
  const auto named = find_outside(action);
  if (!named || !named->is_action) {
    report.report(refusal::NothingNamed, name.range, "action", action);
    return std::nullopt;
  }
  const std::vector<model::Field>& parameters = named->function->parameters;
  for (std::size_t i = 0; i < parameters.size(); ++i) {
    if (parameters[i].name.name != parameter || !parameters[i].inout) continue;
    if (!line.accept("=")) {
      report.report(refusal::Form, line.here(), Form);
      return std::nullopt;
    }
    auto value =
        values_.value(line.rest(), named->signature->parameters[i], named->chart, now(), report);
    if (!value) return std::nullopt;
    state_.world.answers.leave(action, std::string(parameter), std::move(*value));
    return kept();
  }
  report.report(refusal::NothingNamed, name.range, "`inout` parameter", parameter);
  return std::nullopt;
}

std::optional<Reply> Simulation::forget(Line& line, Reporter& report) {
  const Part name = line.word();
  if (!ends(line, "forget FUNCTION", report)) return std::nullopt;
  if (!find_outside(name.text)) {
    report.report(refusal::NothingNamed, name.range, "function or action", name.text);
    return std::nullopt;
  }
  state_.world.answers.forget(std::string(name.text));
  return kept();
}

}  // namespace perdure::simulate
