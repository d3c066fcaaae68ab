// The functions that take events: dispatch, on, fire, settle and what they call.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "compiler/emit/cpp/handlers.h"
#include "compiler/emit/cpp/moves.h"

namespace perdure::emit::cpp {

class Steps {
 public:
  Steps(const Context& context, ChartNames& names, Moves& moves)
      : context_(context),
        statements_(context),
        expressions_(context),
        moves_(moves),
        handlers_(context, names) {
    name_transitions(names);
  }

  // Transitions whose code stands in several places, handlers that several places call, timers.
  std::vector<Function> functions();
  // dispatch(), on() and eventless(): definitions; on() and eventless() are declared with them.
  std::vector<Function> dispatches();
  // The lines of start() after the chart's data is initialised.
  std::string start();
  // The lines of cancel().
  std::string cancel();
  // The lines of fire().
  std::string fire() const;

  // The transitions of which several may be selected at once: the lines of their enumerators, leave(),
  // act(), enter(), domain() and source(). Empty where there are none.
  bool selects() const { return !handlers_.selected().empty(); }
  // Whether some of them may be in conflict, which takes domain() and source().
  bool conflicts() const;
  std::vector<std::string> enumerators() const;
  std::vector<Function> selection_functions();

 private:
  void initialise_document(Code& code) const;
  void name_transitions(ChartNames& names);
  std::string transition_name(plan::TransitionIndex transition) const;
  std::string comment(plan::TransitionIndex transition) const;
  void comments(Code& code, const Handler& handler) const;

  void take(Code& code, plan::TransitionIndex transition, bool inline_only);
  // As a function of its own, where `place` is nothing, or else where it is called from.
  struct Place {
    const Dispatch& dispatch;
    plan::RegionIndex region;
    bool last;  // Of the regions. Behind the others stands what the next of them does.
  };
  void handler_body(Code& code, const Handler& handler, const Place* place);
  // What keeps the transition that was selected: "chosen.add(…)", "left_transition = …".
  std::string choose(const Place& place, const std::string& transition) const;
  // `if (guard) {`, or nothing where there is no guard. Whether there is one.
  bool open_guard(Code& code, const plan::Transition& transition) const;
  // A function whose body may have guards that can fail.
  std::string function(const std::string& signature, const Code& body) const;
  void region_switch(Code& code, const Dispatch& dispatch, const RegionSwitch& made, bool last);
  void chain_body(Code& code, const Place& place, const Chain& chain);
  // The variable for the transition that a region selects.
  std::string chosen(plan::RegionIndex region) const;
  void take_chosen(Code& code, const Dispatch& dispatch);
  Function note_function(const Dispatch& dispatch, bool enters);
  using Body = std::function<void(Code&, plan::TransitionIndex)>;
  void of_chosen(Code& code, const RegionSwitch& made, const Body& body) const;
  void move_chosen(Code& code, const RegionSwitch& made, const std::string& function,
                   const Body& body) const;
  std::string call(const Dispatch& dispatch, const Handler& handler) const;
  bool is_inline(const Handler& handler) const;
  Function handler_function(const Handler& handler);
  Function transition_function(plan::TransitionIndex transition);
  Function timer_function(plan::TransitionIndex transition);
  Function dispatch_function(const Dispatch& dispatch);
  std::string begin(const std::string& event) const;
  // A call that takes an event, and what goes on from there: "settle(on(event))".
  std::string settled(std::string call) const;
  bool is_wrapped() const { return context_.uses.settles() || context_.uses.defers(); }
  Function wrapper(std::uint32_t event) const;
  bool uses_event(const Dispatch& dispatch) const;
  std::string parameter(const EventType& event, bool used) const;
  Function act_function(const EventType& event);
  // The transitions that have their cases in leave() and enter(), and those of them in domain() and source(). Those
  // that stand where they are taken are not among them.
  struct Called {
    std::set<plan::TransitionIndex> all;
    std::set<plan::TransitionIndex> in_conflict;
  };
  Called called() const;

  const Context& context_;
  Statements statements_;
  Expressions expressions_;
  Moves& moves_;
  Handlers handlers_;
  std::map<plan::TransitionIndex, std::string> transition_functions_;
  std::map<plan::TransitionIndex, std::string> timer_functions_;
  std::map<EventType, std::string> note_functions_;
  std::vector<Function> notes_;  // That dispatch functions call.
};

}  // namespace perdure::emit::cpp
