// Leaving and entering states: what a transition does before and after its actions.
#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "compiler/emit/cpp/code.h"
#include "compiler/emit/cpp/context.h"
#include "compiler/emit/cpp/histories.h"
#include "compiler/emit/cpp/statements.h"

namespace perdure::emit::cpp {

// A private member function of the machine.
struct Function {
  std::string declaration;  // "void leave_inside_moving();"
  std::string definition;
};

class Moves {
 public:
  explicit Moves(const Context& context)
      : context_(context), statements_(context), histories_(context) {}

  // What a transition does before its actions: records histories and leaves states.
  void leave(Code& code, const plan::Transition& transition);
  // Whether that is nothing but noting what is left.
  bool leaves_quietly(const plan::Transition& transition) const;
  // Notes what is left, where leaving is nothing else.
  void note_left(Code& code, const plan::Transition& transition);
  // After its actions: forgets the data of what was left, and enters its targets.
  void enter(Code& code, const plan::Transition& transition);
  void enter(Code& code, const std::vector<plan::EntryStep>& steps);
  // Whether entering is nothing but being there and being noted; the first of that, and the second.
  bool enters_quietly(const plan::Transition& transition) const;
  void arrive(Code& code, const plan::Transition& transition) const;
  void note_entered(Code& code, const plan::Transition& transition) const;
  // Whether one state is left for another, quietly both, so that both can be noted at once.
  bool moves_quietly(const plan::Transition& transition) const;
  void move(Code& code, const plan::Transition& transition) const;
  // Leaves whatever is active, and forgets its data.
  void leave_all(Code& code);
  void enter_one(Code& code, plan::StateIndex state) const;
  // The range of the transition's domain: an expression that yields a StateRange.
  std::string domain(const plan::Transition& transition) const;
  std::string range(plan::StateIndex state) const;

  // leave<S>() and enter<S>() for those states that do more than be noted.
  std::vector<std::string> specialisations() const;
  // The functions that what was generated so far calls, and those that they call.
  std::vector<Function> functions();
  // Whether left() is called for a whole branch of the tree, which takes the table of parents.
  bool walks_up() const { return walks_up_; }

 private:
  template <class Each>
  void by_domain(Code& code, const plan::Transition& transition, const Each& each) const;
  void leave(Code& code, const plan::Transition& transition, plan::StateIndex domain);
  bool enters_at_once(const plan::Transition& transition, plan::StateIndex domain) const;
  // The outermost parallel state that is left, or the source itself: up to there the states that are left
  // depend on what is active.
  plan::StateIndex first_left(plan::StateIndex source, plan::StateIndex domain) const;
  void record(Code& code, plan::StateIndex state);
  void leave_inside(Code& code, plan::StateIndex state);
  void leave_one(Code& code, plan::StateIndex state);
  void disarm(Code& code, plan::TransitionIndex timer) const;
  void leave_itself(Code& code, plan::StateIndex state) const;
  void move_to(Code& code, plan::StateIndex state) const;
  void forget(Code& code, const plan::Transition& transition) const;
  void forget(Code& code, plan::StateIndex source, plan::StateIndex domain) const;

  std::string leave_specialisation(plan::StateIndex state) const;
  std::string enter_specialisation(plan::StateIndex state) const;
  void revoke(Code& code, plan::StateIndex state) const;
  void end_invocations(Code& code, plan::StateIndex state) const;
  void finish(Code& code, plan::StateIndex final) const;
  void finish_dynamic(Code& code, plan::StateIndex final) const;
  void end_session(Code& code, plan::StateIndex final) const;
  std::string all_final(plan::StateIndex parallel) const;
  std::string is_final(plan::StateIndex state) const;

  Function leave_inside_function(plan::StateIndex state);
  Function leave_regions_function(plan::StateIndex parallel);
  Function record_function(plan::StateIndex state);
  Function initial_function(plan::StateIndex state);
  Function restore_function(plan::StateIndex history);
  void restore_shallow(Code& code, plan::StateIndex history);
  void restore_deep(Code& code, plan::StateIndex history);
  Function restore_inside_function(plan::StateIndex history, plan::StateIndex state);
  void restore_child(Code& code, plan::StateIndex history, plan::StateIndex child,
                     const std::string& record);
  std::string restore_inside_name(plan::StateIndex history, plan::StateIndex state) const;
  Function function(const std::string& signature, const Code& body) const;

  const Context& context_;
  Statements statements_;
  Histories histories_;
  // The functions that are called, by the states that they are about.
  std::set<plan::StateIndex> leave_inside_;
  std::set<plan::StateIndex> record_;
  std::set<plan::StateIndex> initial_;
  std::set<plan::StateIndex> restore_;
  std::set<std::pair<plan::StateIndex, plan::StateIndex>> restore_inside_;
  bool walks_up_ = false;
};

// "// order.chart:24  " and the text.
std::string place_comment(const plan::Chart& chart, std::uint32_t line, const std::string& text);

// The type of the result of a state's `done` event, if all its final states return something.
std::optional<model::Type> done_result(const plan::Chart& chart, plan::StateIndex state);

}  // namespace perdure::emit::cpp
