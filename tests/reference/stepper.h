// The reference: Appendix D of the SCXML Recommendation, line by line, over the model.
//
// Slow and obvious, and linked into tests only. Its procedures bear the Recommendation's names; where the
// language adds something (a choice, a transition at the chart's own level), a comment says what that is in
// the Recommendation's terms. It knows as much of expressions as random charts use: guards are
// `guard(N)`, statements are `note("…")`, `fail()` and `raise e()`.
#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/model/model.h"

namespace perdure::reference {

// What the chart calls.
struct Answers {
  std::function<bool(std::int64_t)> guard;
  std::function<void(const std::string&)> note;
};

class Stepper {
 public:
  // `chart` is of `program`, which outlives this. Neither may have errors.
  Stepper(const model::Program& program, const model::Chart& chart, Answers answers);

  void start();
  void send(const std::string& event);

  bool running() const { return running_; }
  // More than MaxMicrosteps in one macrostep: it would never end.
  bool endless() const { return endless_; }
  std::set<std::string> configuration() const;
  const std::vector<std::string>& deferred() const { return deferred_; }

  static constexpr int MaxMicrosteps = 10'000;

 private:
  using State = std::uint32_t;  // Into Chart::states: document order.
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

  bool handle(const std::string& event);
  bool defers(const std::string& event) const;
  void offer_deferred();
  void main_event_loop();
  std::vector<Enabled> select_eventless_transitions();
  std::vector<Enabled> select_transitions(const std::string& event);
  template <typename Matches>
  std::vector<Enabled> select(Matches matches);
  std::vector<Enabled> remove_conflicting_transitions(const std::vector<Enabled>& enabled) const;
  void microstep(const std::vector<Enabled>& enabled);
  void exit_states(const std::vector<Enabled>& enabled);
  std::set<State> compute_exit_set(const std::vector<Enabled>& enabled) const;
  void enter_states(const std::vector<Enabled>& enabled);
  void enter(const EntrySet& entry);
  EntrySet compute_entry_set(const std::vector<Enabled>& enabled) const;
  void add_descendant_states_to_enter(State state, EntrySet& entry) const;
  void add_ancestor_states_to_enter(State state, State ancestor, EntrySet& entry) const;
  void exit_interpreter();

  std::vector<State> get_effective_target_states(const model::Transition& transition) const;
  State get_transition_domain(const Enabled& enabled) const;  // None where it has no target.
  State find_lcca(State head, const std::vector<State>& tail) const;
  std::vector<State> get_proper_ancestors(State state) const;  // Innermost first; the root is the last.
  bool is_in_final_state(State state) const;
  bool is_descendant(State state, State of) const;
  bool is_atomic(State state) const;
  bool is_compound(State state) const;
  std::vector<State> child_states(State state) const;  // No histories.
  std::vector<State> initial_targets(State state) const;

  bool condition_match(const model::Transition& transition);
  void execute(const model::Block& block);

  const model::State& at(State state) const { return chart_.states[state]; }
  State named(const std::string& name) const { return by_name_.at(name); }

  static constexpr State None = ~State{0};

  const model::Program& program_;
  const model::Chart& chart_;
  Answers answers_;
  std::map<std::string, State> by_name_;
  std::set<State> configuration_;
  std::map<State, std::vector<State>> history_value_;
  std::deque<std::string> internal_queue_;
  std::vector<std::string> deferred_;
  bool running_ = false;
  bool endless_ = false;
};

}  // namespace perdure::reference
