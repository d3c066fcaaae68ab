// The stepper: Appendix D of the SCXML Recommendation, line by line, over the model.
//
// Slow and obvious: what generated machines are compared with, and what perdurec simulate runs. Its procedures bear the
// Recommendation's names; where the language adds something (a choice, a transition at the chart's own level, deferred
// events), a comment says what that is in the Recommendation's terms. What the Recommendation leaves to a data model and
// to a platform is asked of whoever derives from it. A copy is the session at that point.
#pragma once

#include <cstdint>
#include <deque>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/model/model.h"
#include "compiler/simulate/event.h"

namespace perdure::simulate {

// A macrostep went on for MaxMicrosteps microsteps, or deferred events were offered as often: there is no end to it.
struct EndlessMacrostep {};

class Stepper {
 public:
  using State = std::uint32_t;  // Into Chart::states: document order.

  // `chart` has no errors, and outlives this and its copies.
  explicit Stepper(const model::Chart& chart);
  virtual ~Stepper() = default;

  // Each throws EndlessMacrostep, which leaves it in the midst of a step.
  void start();
  Handled take(const Event& event, bool may_be_deferred);
  // A timer's transition, `source`'s; the chart's own are the root's.
  Handled take(const model::Transition& transition, State source);
  void cancel();

  bool running() const { return running_; }
  std::vector<std::string> active() const;  // Atomic states, in document order.
  const std::set<State>& configuration() const { return configuration_; }
  const std::vector<Event>& deferred() const { return deferred_; }

  static constexpr int MaxMicrosteps = 10'000;

 protected:
  Stepper(const Stepper&) = default;
  Stepper& operator=(const Stepper&) = default;

  const model::Chart& chart() const { return *chart_; }
  const Event* event() const {
    return event_;
  }  // Null where there is none: on entry, in `always` and `after`.

  // The data model's part. conditionMatch, executeContent.
  virtual bool condition_match(const model::Transition& transition) = 0;
  virtual void execute(const model::Block& block) = 0;
  virtual void initialize_data(
      State state) = 0;  // datamodel.initialize, when it is entered. The chart's is the root's.
  virtual void forget_data(State state) = 0;
  // Enqueues done.state.<of>, with what `final` returns; `of` itself where all regions of it are done.
  virtual void raise_done(State of, State final) = 0;
  virtual void return_result(State final) = 0;  // returnDoneEvent: of the session.
  virtual std::deque<Event>& internal_queue() = 0;
  virtual void unheard(const Event& event) = 0;  // From the internal queue; no transition took it.
  // It was deferred, and when it was offered no transition took it, and no active state defers it any more.
  virtual void dropped(const Event& event) = 0;

  // The platform's part: what a state has besides its blocks.
  virtual void entered(State state) = 0;  // After its `entry`; the root's too.
  virtual void leaving(State state) = 0;  // Before its `exit`; the root's too.
  virtual void left(State state) = 0;     // After it.
  virtual void begins_anew(
      State state) = 0;       // Active, and about to be entered again without being left.
  virtual void invoke() = 0;  // What was entered, and not left, since the last time.

 private:
  // A transition and the state that it counts as a transition of.
  struct Enabled {
    const model::Transition* transition;
    State source;
    bool operator==(const Enabled&) const = default;
  };
  struct EntrySet {
    std::set<State> states;
    std::set<State> states_for_default_entry;
    std::map<State, const model::Block*> default_history_content;  // By the history's parent.
  };

  Handled offer(const Event& event, bool may_be_deferred);
  bool defers(const std::string& event) const;
  bool offer_deferred();  // Whether one was taken.
  void main_event_loop();
  std::vector<Enabled> select_eventless_transitions();
  std::vector<Enabled> select_transitions(const Event& event);
  template <typename Matches>
  std::vector<Enabled> select(Matches matches);
  std::vector<Enabled> remove_conflicting_transitions(const std::vector<Enabled>& enabled) const;
  void microstep(const std::vector<Enabled>& enabled);
  std::set<State> exit_states(const std::vector<Enabled>& enabled);  // Those that it left.
  void exit(State state);
  std::set<State> compute_exit_set(const std::vector<Enabled>& enabled) const;
  void enter_states(const std::vector<Enabled>& enabled);
  void enter(const EntrySet& entry);
  EntrySet compute_entry_set(const std::vector<Enabled>& enabled) const;
  void add_descendant_states_to_enter(State state, EntrySet& entry) const;
  void add_ancestor_states_to_enter(State state, State ancestor, EntrySet& entry) const;
  void exit_interpreter();

  std::vector<State> get_effective_target_states(const model::Transition& transition) const;
  State get_transition_domain(const Enabled& enabled) const;  // NoState where it has no target.
  State find_lcca(State head, const std::vector<State>& tail) const;
  std::vector<State> get_proper_ancestors(
      State state) const;  // Innermost first; the root is the last.
  bool is_in_final_state(State state) const;
  bool is_descendant(State state, State of) const;
  bool is_atomic(State state) const;
  bool is_compound(State state) const;
  std::vector<State> child_states(State state) const;  // No histories.
  std::vector<State> initial_targets(State state) const;

  const model::State& at(State state) const { return chart_->states[state]; }
  State named(const std::string& name) const { return by_name_.at(name); }

  static constexpr State NoState = ~State{0};

  const model::Chart* chart_;
  std::map<std::string, State> by_name_;
  std::set<State> configuration_;
  std::map<State, std::vector<State>> history_value_;
  std::vector<Event> deferred_;
  const Event* event_ = nullptr;  // In a step alone.
  bool running_ = false;
  bool taken_ = false;  // In this macrostep, a transition was.
};

}  // namespace perdure::simulate
