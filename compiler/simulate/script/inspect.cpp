#include "compiler/simulate/script/inspect.h"

#include <algorithm>
#include <functional>

#include "compiler/check/types.h"
#include "compiler/plan/spelling.h"
#include "compiler/simulate/execute.h"
#include "compiler/simulate/text.h"

namespace perdure::simulate {

namespace {

std::string_view word_of(Status status) {
  switch (status) {
    case Status::Starting:
      return "starting";
    case Status::Running:
      return "running";
    case Status::Done:
      return "done";
    case Status::Cancelled:
      return "cancelled";
    case Status::Broken:
      return "broken";
  }
  return "";
}

// +6d23h, from now on.
std::string in_time(Timestamp due, Timestamp now) {
  return "in " + text_of(Duration{due.microseconds - now.microseconds});
}

void add_tree(const model::Chart& chart, const Session& session, model::StateId state,
              std::size_t depth, std::vector<std::string>& lines) {
  for (const model::StateId child : chart.state(state).children) {
    if (!session.is_active(child)) continue;
    lines.push_back(std::string(depth * 2, ' ') + chart.state(child).name.name);
    add_tree(chart, session, child, depth + 1, lines);
  }
}

std::string attempt_of(const World& world, Jobs::Number number, const Job& job) {
  if (job.waits) return "attempt " + std::to_string(job.attempt) + " waits for an answer";
  for (const auto& [due, what] : world.agenda().entries()) {
    const auto* tick = std::get_if<JobTick>(&what);
    if (tick == nullptr || tick->job != number || tick->failure) continue;
    return "attempt " + std::to_string(tick->attempt) + " " + in_time(due.first, world.now());
  }
  return "between two attempts";
}

void add_waiting(const World& world, const std::string& id, std::vector<std::string>& lines) {
  for (const auto& [due, what] : world.agenda().entries()) {
    const auto* arrival = std::get_if<Arrival>(&what);
    if (arrival == nullptr || (arrival->to != id && arrival->sender != id)) continue;
    const std::string when = in_time(due.first, world.now());
    if (const auto* timer = std::get_if<std::string>(&arrival->what)) {
      lines.push_back("timer " + *timer + " " + when);
    } else if (const auto* event = std::get_if<Event>(&arrival->what)) {
      lines.push_back("event " + event->name + " to " + arrival->to + " " + when);
    }
  }
  for (const auto& [number, job] : world.jobs().all()) {
    if (job.session != id) continue;
    lines.push_back("call " + job.effect.name + " as " + job.effect.invocation + ", " +
                    attempt_of(world, number, job));
  }
  for (const Token& token : world.tokens().good(world.now())) {
    if (token.session != id) continue;
    lines.push_back("token " + token.name + " accepts " + joined(token.accepts, ", ") +
                    (token.expires ? ", expires " + in_time(*token.expires, world.now()) : ""));
  }
  const Kept& kept = *world.find(id);
  for (const Event& event : kept.session.deferred()) lines.push_back("deferred " + event.name);
}

// Innermost first, each once.
std::vector<model::StateId> selection_order(const model::Chart& chart, const Session& session) {
  std::vector<model::StateId> order;
  const auto add = [&](model::StateId state) {
    if (std::find(order.begin(), order.end(), state) == order.end()) order.push_back(state);
  };
  for (std::uint32_t i = 1; i < chart.states.size(); ++i) {
    const bool atomic =
        session.is_active({i}) &&
        std::none_of(chart.states[i].children.begin(), chart.states[i].children.end(),
                     [&](model::StateId child) { return session.is_active(child); });
    if (!atomic) continue;
    for (model::StateId state{i}; state != model::RootState; state = chart.state(state).parent) {
      add(state);
    }
  }
  if (session.running()) add(model::RootState);
  return order;
}

std::string targets(const model::Transition& transition) {
  std::vector<std::string> names;
  for (const model::NameRef& target : transition.targets) names.push_back(target.name);
  return names.empty() ? "" : " -> " + joined(names, ", ");
}

}  // namespace

std::vector<std::string> describe_state(const Definition& definition, const World& world,
                                        const std::string& id) {
  const Kept& kept = *world.find(id);
  const model::Chart& chart = definition.chart(kept.session.chart_id());
  std::vector<std::string> lines;
  lines.push_back(id + ", a session of " + definition.qualified(kept.session.chart_id()) + ", " +
                  std::string(word_of(kept.status)) + ", at " + text_of(world.now()));
  add_tree(chart, kept.session, model::RootState, 1, lines);
  if (const auto& result = kept.session.result()) {
    lines.push_back("result " + spell(definition.program, *result));
  }
  add_waiting(world, id, lines);
  for (const std::string& child : world.sessions()) {
    const Kept& one = *world.find(child);
    if (one.parent != id) continue;
    lines.push_back(
        "invoked " + child + ", " + std::string(word_of(one.status)) +
        (one.session.active().empty() ? "" : " in " + joined(one.session.active(), " ")));
  }
  return lines;
}

std::vector<Datum> data_of(const Definition& definition, const Session& session) {
  const model::Chart& chart = definition.chart(session.chart_id());
  std::vector<Datum> data;
  for (std::size_t i = 0; i < chart.parameters.size(); ++i) {
    data.emplace_back(chart.parameters[i].name.name, session.memory().parameters[i]);
  }
  for (const auto& [state, values] : session.memory().data) {
    const std::string owner = state == model::RootState ? "" : chart.state(state).name.name + ".";
    for (std::size_t i = 0; i < values.size(); ++i) {
      data.emplace_back(owner + chart.state(state).data[i].name.name, values[i]);
    }
  }
  return data;
}

std::vector<std::string> describe_data(const Definition& definition, const World& world,
                                       const std::string& id) {
  std::vector<std::string> lines;
  for (const auto& [name, value] : data_of(definition, world.find(id)->session)) {
    lines.push_back(name + " = " + spell(definition.program, value));
  }
  return lines;
}

std::vector<std::string> describe_events(const Definition& definition, const World& world,
                                         const std::string& id) {
  const Session& session = world.find(id)->session;
  const model::Chart& chart = definition.chart(session.chart_id());
  const plan::Spelling spelling(definition.files, definition.program);
  // What guards call is asked of a copy: nobody is to be asked for answers, and nothing to be noted.
  Answers answers = world.answers;
  answers.asks = false;
  Step step = world.step_of(id);
  step.outside = &answers;
  std::vector<std::string> lines;
  for (const model::StateId state : selection_order(chart, session)) {
    for (const model::Transition& transition : chart.state(state).transitions) {
      std::string text = (transition.internal ? "internal " : "") + spelling.trigger(transition);
      if (transition.guard) {
        const auto holds = session.would_hold(*transition.guard, step);
        text += " [" + spelling.expression(*transition.guard) + "]";
        if (holds) text += *holds ? " (true now)" : " (false now)";
      }
      text += targets(transition);
      const std::string& owner =
          state == model::RootState ? chart.name.name : chart.state(state).name.name;
      lines.push_back(owner + "   " + text);
    }
  }
  const auto signature = [&](const model::Event& event, std::size_t index) {
    std::vector<std::string> fields;
    for (std::size_t i = 0; i < event.fields.size(); ++i) {
      fields.push_back(
          event.fields[i].name.name + ": " +
          check::spell(definition.program,
                       definition.facts_of(session.chart_id()).events_fields[index][i]));
    }
    return event.name.name + (fields.empty() ? "" : "(" + joined(fields, ", ") + ")");
  };
  for (std::size_t i = 0; i < chart.events.size(); ++i) {
    lines.push_back("event " + signature(chart.events[i], i));
  }
  return lines;
}

}  // namespace perdure::simulate
