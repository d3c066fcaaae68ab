#include "compiler/emit/cpp/analysis.h"

#include "compiler/emit/cpp/walk.h"

namespace perdure::emit::cpp {

using plan::Chart;
using plan::ExprKind;
using plan::StateIndex;
using plan::StateKind;
using plan::StatementKind;
using plan::TriggerKind;

Analysis::Analysis(const Chart& chart) {
  is_dynamic = chart.is_dynamic();
  // Scripts may ask In() wherever they run.
  observes_moves = chart.data_model == model::DataModel::Ecmascript;
  for (std::uint32_t i = 0; i < chart.events.size(); ++i) events_by_name_[chart.events[i].name] = i;
  look_at(chart);
  find_work(chart);
  for (std::uint32_t i = 0; i < chart.events.size(); ++i) {
    events.push_back({EventType::Kind::Declared, i});
  }
  if (is_dynamic) events.push_back({EventType::Kind::Declared, 0});
  if (takes_errors) events.push_back({EventType::Kind::Error, 0});
  if (takes_communication) events.push_back({EventType::Kind::Error, 1});
  for (const StateIndex state : done) events.push_back({EventType::Kind::Done, state});
  if (has_eventless) events.push_back({EventType::Kind::Eventless, 0});
}

void Analysis::look_at(const Chart& chart) {
  bool done_by_wildcard = false;
  for (const plan::Block& script : chart.scxml.scripts) look_at_block(chart, script);
  for (const plan::Transition& transition : chart.transitions) {
    look_at_transition(chart, transition);
    takes_errors = takes_errors || transition.matches_errors;
    takes_communication = takes_communication || transition.matches_communication;
    done_by_wildcard = done_by_wildcard || transition.matches_done;
    if (transition.trigger == TriggerKind::Done) done.insert(transition.source);
  }
  for (StateIndex i = 0; i < chart.states.size(); ++i) {
    const plan::State& state = chart.states[i];
    has_data = has_data || (i != 0 && !state.data.empty());
    has_parallel = has_parallel || state.kind == StateKind::Parallel;
    look_at_waiting(chart, state);
    for (const plan::Field& field : state.data) {
      if (field.initial) look_at_expr(chart, *field.initial, true);
    }
    for (const plan::Block& block : state.entry) look_at_block(chart, block);
    for (const plan::Block& block : state.exit) look_at_block(chart, block);
    look_at_block(chart, state.initial_actions);
    for (const plan::ScxmlInvoke& invoke : state.scxml_invokes) {
      look_at_invoke(invoke);
      if (invoke.finalize) look_at_block(chart, *invoke.finalize);
    }
    if (state.result) look_at_expr(chart, *state.result, true);
    if (!done_by_wildcard || state.kind != StateKind::Final || state.parent == 0) continue;
    done.insert(state.parent);
    const StateIndex around = chart.states[state.parent].parent;
    if (chart.states[around].kind == StateKind::Parallel) done.insert(around);
  }
}

void Analysis::look_at_transition(const Chart& chart, const plan::Transition& transition) {
  if (transition.trigger == TriggerKind::Always || transition.trigger == TriggerKind::Branch) {
    has_eventless = true;
  }
  if (transition.trigger == TriggerKind::After) {
    has_effects = true;
    look_at_expr(chart, *transition.duration, true);
  }
  if (transition.guard) {
    look_at_expr(chart, *transition.guard, false);
    has_failing_guards = has_failing_guards || transition.guard->can_fail;
  }
  look_at_block(chart, transition.actions);
}

void Analysis::look_at_invoke(const plan::ScxmlInvoke& invoke) {
  invokes = true;
  finalizes = finalizes || invoke.finalize;
  // An empty <finalize/> assigns.
  if (invoke.finalize) has_failing_blocks = has_failing_blocks || invoke.finalize->empty();
  finds_documents = finds_documents || invoke.chart.empty();
}

void Analysis::look_at_waiting(const Chart& chart, const plan::State& state) {
  deferrable.insert(state.deferred.begin(), state.deferred.end());
  if (!state.tokens.empty() || !state.invocations.empty()) has_effects = true;
  for (const plan::Token& token : state.tokens) {
    if (token.expires) look_at_expr(chart, *token.expires, true);
  }
  for (const std::uint32_t i : state.invocations) {
    has_invocations = true;
    const plan::Invocation& invocation = chart.invocations[i];
    const auto look = [&](const plan::Expr& expr) {
      look_at_expr(chart, expr, false);
      has_failing_blocks = has_failing_blocks || expr.can_fail;
    };
    for (const plan::Expr& argument : invocation.arguments) look(argument);
    for (const auto* length :
         {&invocation.timeout, &invocation.backoff, &invocation.backoff_limit}) {
      if (*length) look(**length);
    }
  }
}

void Analysis::look_at_block(const Chart& chart, const plan::Block& block) {
  has_failing_blocks = has_failing_blocks || can_fail(block);
  each(
      block,
      [&](const plan::Statement& statement) {
        switch (statement.kind) {
          case StatementKind::Raise:
            if (!is_dynamic) raised.insert(events_by_name_.at(statement.text));
            break;
          case StatementKind::Send:
          case StatementKind::Cancel:
          case StatementKind::Log:
            has_effects = true;
            break;
          case StatementKind::CallAction:
            has_handlers = has_actions = true;
            break;
          default:
            break;
        }
      },
      [&](const plan::Expr& expr) { look_at_node(chart, expr, true); });
}

void Analysis::look_at_expr(const Chart& chart, const plan::Expr& root, bool moving) {
  has_failing_blocks = has_failing_blocks || (moving && root.can_fail);
  each(root, [&](const plan::Expr& expr) { look_at_node(chart, expr, moving); });
}

void Analysis::look_at_node(const Chart& chart, const plan::Expr& expr, bool moving) {
  if (expr.kind == ExprKind::CallFunction) has_handlers = true;
  if (expr.kind == ExprKind::InState && moving) observes_moves = true;
  // A guard that was met before says nothing new, unless it is met on the move for the first time.
  if (expr.kind != ExprKind::Guard || !guards_seen_.emplace(expr.text, moving).second) return;
  for (const plan::Guard& guard : chart.guards) {
    if (guard.name == expr.text) look_at_expr(chart, guard.condition, moving);
  }
}

bool Analysis::finishes_something(const Chart& chart, StateIndex index) const {
  const plan::State& state = chart.states[index];
  if (state.kind != StateKind::Final) return false;
  if (chart.is_dynamic()) return state.parent != 0 || state.done_data || !state.exit.empty();
  if (ends_session(chart, index)) {
    return state.result || !state.exit.empty() || works_on_exit_of_chart(chart);
  }
  const StateIndex around = chart.states[state.parent].parent;
  return done.contains(state.parent) || done.contains(around);
}

bool Analysis::works_on_exit_of_chart(const Chart& chart) const {
  return !timers_of(chart, 0).empty();
}

void Analysis::find_work(const Chart& chart) {
  const std::size_t count = chart.states.size();
  works_on_exit.resize(count);
  works_inside.resize(count);
  works_on_entry.resize(count);
  for (auto i = static_cast<StateIndex>(count); i-- > 0;) {
    const plan::State& state = chart.states[i];
    bool timers = false;
    for (const plan::TransitionIndex t : state.transitions) {
      timers = timers || chart.transitions[t].trigger == TriggerKind::After;
    }
    const bool waits =
        !state.scxml_invokes.empty() || !state.tokens.empty() || !state.invocations.empty();
    works_on_exit[i] = timers || waits || !state.exit.empty();
    works_on_entry[i] = timers || waits || !state.entry.empty() || !state.data.empty() ||
                        binds_late(chart, i) || finishes_something(chart, i);
    if (i == 0) continue;
    const bool work = works_on_exit[i] || works_inside[i] || state.kind == StateKind::Parallel ||
                      !histories_of(chart, i).empty();
    if (work) works_inside[state.parent] = true;
  }
}

std::vector<StateIndex> histories_of(const Chart& chart, StateIndex state) {
  std::vector<StateIndex> histories;
  for (const StateIndex child : chart.states[state].children) {
    if (chart.states[child].kind == StateKind::History) histories.push_back(child);
  }
  return histories;
}

std::vector<plan::TransitionIndex> timers_of(const Chart& chart, StateIndex state) {
  std::vector<plan::TransitionIndex> timers;
  for (const plan::TransitionIndex t : chart.states[state].transitions) {
    if (chart.transitions[t].trigger == TriggerKind::After) timers.push_back(t);
  }
  return timers;
}

bool binds_late(const Chart& chart, StateIndex state) {
  return chart.scxml.late_binding && state != 0 && !chart.states[state].variables.empty();
}

bool ends_session(const Chart& chart, StateIndex state) {
  return chart.states[state].kind == StateKind::Final && chart.states[state].parent == 0;
}

}  // namespace perdure::emit::cpp
