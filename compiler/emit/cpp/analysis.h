// What a chart uses, so that nothing is generated for what it does not.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/plan/plan.h"

namespace perdure::emit::cpp {

// Everything that transitions are selected for.
struct EventType {
  enum class Kind {
    Declared,   // index: into Chart::events; 0 for any event of a dynamic chart
    Error,      // index: 0 for error.execution, 1 for error.communication
    Done,       // index: the state that is done
    Eventless,  // Not an event: `always`, and the branches of choices.
  };
  Kind kind = Kind::Declared;
  std::uint32_t index = 0;

  auto operator<=>(const EventType&) const = default;
};

struct Analysis {
  explicit Analysis(const plan::Chart& chart);

  std::vector<EventType> events;       // In the order of their kinds.
  std::set<std::uint32_t> raised;      // Declared events that are raised.
  std::set<plan::StateIndex> done;     // States whose done event something takes.
  std::set<std::uint32_t> deferrable;  // Declared events that some state defers.
  bool takes_errors = false;           // error.execution
  bool takes_communication = false;
  bool has_invocations = false;  // Typed charts: `invoke`.
  bool has_eventless = false;
  bool has_effects = false;   // Sends, cancels, logs, timers, invocations, tokens.
  bool has_handlers = false;  // Functions or actions are called.
  bool has_actions = false;   // Actions are called.
  bool has_failing_blocks = false;
  bool has_failing_guards = false;
  bool has_data = false;  // Of states.
  bool is_dynamic = false;
  bool invokes = false;          // Dynamic charts: <invoke>,
  bool finalizes = false;        // <finalize>,
  bool finds_documents = false;  // and one whose document is known at run time alone.
  bool has_parallel = false;
  // An `in()` is evaluated while a transition is under way, so every step on the way has to show.
  bool observes_moves = false;

  // By state: whether leaving it does something; whether leaving anything inside it does, other than note
  // that it was left.
  std::vector<bool> works_on_exit;
  std::vector<bool> works_inside;
  // By state: whether entering it does something.
  std::vector<bool> works_on_entry;

  bool has_internal_events() const {
    return takes_errors || takes_communication || !raised.empty() || !done.empty();
  }
  // Whether a macrostep can have more than one microstep, or does something at its end.
  bool settles() const {
    return is_dynamic || has_internal_events() || has_eventless || has_invocations;
  }
  bool defers() const { return !deferrable.empty(); }

 private:
  void look_at(const plan::Chart& chart);
  void look_at_transition(const plan::Chart& chart, const plan::Transition& transition);
  void look_at_invoke(const plan::ScxmlInvoke& invoke);
  void look_at_waiting(const plan::Chart& chart, const plan::State& state);
  void look_at_block(const plan::Chart& chart, const plan::Block& block);
  void look_at_expr(const plan::Chart& chart, const plan::Expr& root, bool moving);
  void look_at_node(const plan::Chart& chart, const plan::Expr& expr, bool moving);
  bool finishes_something(const plan::Chart& chart, plan::StateIndex index) const;
  bool works_on_exit_of_chart(const plan::Chart& chart) const;
  void find_work(const plan::Chart& chart);

  std::map<std::string, std::uint32_t> events_by_name_;
  std::set<std::pair<std::string, bool>> guards_seen_;
};

// The histories that are children of the state.
std::vector<plan::StateIndex> histories_of(const plan::Chart& chart, plan::StateIndex state);

// The timers of the state: its `after` transitions.
std::vector<plan::TransitionIndex> timers_of(const plan::Chart& chart, plan::StateIndex state);

// A state whose variables are initialised when it is first entered.
bool binds_late(const plan::Chart& chart, plan::StateIndex state);

// A final state that ends the session.
bool ends_session(const plan::Chart& chart, plan::StateIndex state);

}  // namespace perdure::emit::cpp
