// A simulation: a world with one session that it is about, and the commands that somebody gives it.
//
//     a line  ->  Reply
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/simulate/script/line.h"
#include "compiler/simulate/script/values.h"
#include "compiler/simulate/world/world.h"

namespace perdure::simulate {

// The session that a simulation is about; others are children of it.
inline constexpr const char* Me = "me";

// Reports, at `range`, where it is not: a document whose events and data are known at run time alone.
bool is_simulated(const Definition& definition, model::ChartId chart, source::Range range,
                  Reporter& report);

struct Reply {
  std::string command;  // As it is written, without what stood behind `->`.
  std::optional<std::string>
      outcome;  // Of what sessions do: "AwaitingApproval", "ignored", "done Paid".
  std::vector<std::string> lines;  // What the sessions asked for, or what was asked about them.
  bool is_kept = false;            // It belongs into a script.
  // For whoever tries the chart, and no part of a script: StepRecord::notes.
  std::vector<std::string> notes = {};
};

class Simulation {
 public:
  // What a command is called, how it is written, and what it does, for `help`.
  struct Command {
    std::string_view name;
    std::string_view form;
    std::string_view help;
    std::optional<Reply> (Simulation::*perform)(Line& line, Reporter& report);
  };
  static std::span<const Command> commands();

  // All of it that commands change.
  struct State {
    World world;
    std::optional<model::ChartId> chart;
  };

  // `chart`: the one that `start` starts, until a command says otherwise.
  Simulation(Definition& definition, std::optional<model::ChartId> chart);

  // Nothing, with nothing changed, if and only if it reported an error. Throws Unanswered, where the world's answers
  // ask, with nothing changed.
  std::optional<Reply> perform(source::Range line, Reporter& report);

  // The command that sends the event which a line begins with, as if its name were one: "send load(3)" for "load 3".
  // Nothing, where the session has no such event.
  std::optional<std::string> as_send(std::string_view line) const;

  const Definition& definition() const { return definition_; }
  const State& state() const { return state_; }
  void restore(State state) { state_ = std::move(state); }
  void ask_for_answers() { state_.world.answers.asks = true; }
  // Null before `start`.
  const Kept* me() const { return state_.world.find(Me); }

 private:
  std::optional<Reply> choose_chart(Line& line, Reporter& report);
  std::optional<Reply> start(Line& line, Reporter& report);
  std::optional<Reply> send(Line& line, Reporter& report);
  std::optional<Reply> advance(Line& line, Reporter& report);
  std::optional<Reply> answer(Line& line, Reporter& report);
  std::optional<Reply> fail(Line& line, Reporter& report);
  std::optional<Reply> progress(Line& line, Reporter& report);
  std::optional<Reply> redeem(Line& line, Reporter& report);
  std::optional<Reply> forget(Line& line, Reporter& report);
  std::optional<Reply> show_state(Line& line, Reporter& report);
  std::optional<Reply> show_data(Line& line, Reporter& report);
  std::optional<Reply> show_events(Line& line, Reporter& report);
  std::optional<Reply> help(Line& line, Reporter& report);

  // answer.cpp
  std::optional<Reply> answer_call(Part name, std::optional<Part> arguments, Reporter& report);
  std::optional<Reply> answer_outside(Part name, std::optional<Part> arguments, Line& line,
                                      Reporter& report);
  std::optional<Reply> answer_parameter(Part name, Line& line, Reporter& report);
  std::optional<Jobs::Number> waiting(Part name, Reporter& report);

  struct Named {
    const model::Function* function;
    const check::ChartFacts::Signature* signature;
    bool is_action;
    model::ChartId chart;
  };
  // A function or an action of any of the charts that may run here.
  std::optional<Named> find_outside(std::string_view name) const;

  // Runs it and tells what came of it; what it answers, where that is not empty, is the outcome.
  Reply step(const std::function<std::string()>& action);
  std::string standing(Handled handled) const;
  std::string outcome() const;
  std::vector<std::string> trace() const;

  // The session that `… to SESSION` names, `me` where nothing does. Each reports, and yields nothing, where it is not
  // there or the line goes on.
  std::optional<std::string> receiver(Line& line, std::string_view form, Reporter& report);
  std::optional<std::string> named_session(Line& line, std::string_view form, Reporter& report);
  bool ends(Line& line, std::string_view form, Reporter& report);
  // Declared, or what becomes of an invocation.
  bool is_event(model::ChartId chart, std::string_view name) const;
  std::optional<Event> event(Part name, std::optional<Part> arguments, model::ChartId chart,
                             Reporter& report);

  Timestamp now() const { return state_.world.now(); }
  // Whose words are meant where no session says: the chart to start.
  model::ChartId words() const { return state_.chart.value_or(model::ChartId{0}); }

  Definition& definition_;
  Values values_;
  State state_;
};

}  // namespace perdure::simulate
