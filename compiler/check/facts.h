// Facts: what names refer to and which type each expression has.
//
// Worked out once, before the passes, and kept beside the model by the ids of its nodes. Every fact is
// complete for a program without errors; where an error was reported, a type is TypeKind::Error and a
// reference is Unresolved.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "compiler/model/model.h"

namespace perdure::check {

// The functions of the language itself.
enum class Builtin { Size, Contains, Find, Min, Max, Abs, Sum, Any, All, Format, Now };

// What a Name, the callee of a Call, or a Member refers to.
struct Unresolved {};
struct ParameterRef { std::uint32_t parameter; };            // Of the chart.
struct DataRef { model::StateId state; std::uint32_t field; };  // The chart's data is the root's.
struct LocalRef { std::uint32_t variable; };                 // Of a `for` or a quantifier: Facts::locals.
struct EventRef {};                                          // The word `event`.
struct EventFieldRef { std::string field; };                 // event.items
struct EventNameRef {};                                      // event.name
struct EventResultRef {};                                    // event.result, in `done`
struct EventErrorRef {};                                     // event.error: the message of an error event
struct SessionRef {};                                        // The word `session`.
struct SessionIdRef {};                                      // session.id
struct SessionParentRef {};                                  // session.parent
struct GuardRef { std::uint32_t guard; };
struct EnumTypeRef { model::TypeDeclId type; };              // The `Method` of `Method.card`.
struct EnumeratorRef { model::TypeDeclId type; std::uint32_t enumerator; };
struct StructFieldRef { model::TypeDeclId type; std::uint32_t field; };
struct FunctionRef { std::uint32_t function; };
struct BuiltinRef { Builtin builtin; };
struct ConstructorRef { model::TypeDeclId type; };           // Of a struct or an extern type.

using Reference =
    std::variant<Unresolved, ParameterRef, DataRef, LocalRef, EventRef, EventFieldRef, EventNameRef,
                 EventResultRef, EventErrorRef, SessionRef, SessionIdRef, SessionParentRef, GuardRef,
                 EnumTypeRef, EnumeratorRef, StructFieldRef, FunctionRef, BuiltinRef, ConstructorRef>;

// The variable of a `for` or of a quantifier. It is a constant view of its element.
struct Local {
  model::NameRef name;
  model::Type type;
};

// The events that a descriptor list can be taken for, in the words of the running chart.
struct EventMatch {
  std::vector<std::uint32_t> events;  // Into Chart::events, in their order.
  bool errors = false;                // error.execution (and, later, error.communication) too.
  bool done = false;                  // done.state.* too: only `*`.
};

struct ChartFacts {
  // What each OnEvent transition matches; keyed by the state and the position among its transitions.
  std::map<std::pair<model::StateId, std::uint32_t>, EventMatch> matches;
  // Targets, initial states and the states of `in()`, by the range that names them; present for each that
  // names a state.
  std::map<source::Range, model::StateId> states;
  // What the chart or a compound state enters by itself: what `initial` names, or else its first child that is
  // not a history. It may be a choice or a final state.
  std::map<model::StateId, std::vector<model::StateId>> initial;
  // The events of raise and send to itself, the actions called, by the range of their name.
  std::map<source::Range, std::uint32_t> events;
  std::map<source::Range, std::uint32_t> actions;
  // The charts that documents invoke, by the range of their name.
  std::map<source::Range, model::ChartId> invoked_charts;
  // What `event.result` is in `done` transitions of a state: the type that all its final states return.
  std::map<model::StateId, model::Type> results;
  // The resolved types of everything declared, in the order of the declarations.
  std::vector<model::Type> parameters;
  model::Type result;                              // TypeKind::None where the chart has none.
  std::vector<std::vector<model::Type>> events_fields;   // By event, then field.
  std::vector<std::vector<model::Type>> data;            // By state, then field.
  struct Signature {
    std::vector<model::Type> parameters;
    model::Type result;  // TypeKind::None for actions.
  };
  std::vector<Signature> functions;
  std::vector<Signature> action_signatures;
};

struct Facts {
  // By ExprId: the type of the expression as it stands. `event`, `session` and the name of an enum have
  // none (Error); what is reached through them has.
  std::vector<model::Type> types;
  // By ExprId: the type that the place around it wants, where that is another one (an `int` that becomes a
  // `float`, a `T` that becomes a `T?`, an empty literal that gets its type). Nothing else converts.
  std::vector<std::optional<model::Type>> wanted;
  std::vector<Reference> references;         // By ExprId: Name, Member, Call; Unresolved for all others.
  // By ExprId of a Call: its arguments in the order of the parameters; nothing where the default is used,
  // which is `none` for an optional without one. A built-in's arguments stand as they are given.
  std::map<model::ExprId, std::vector<std::optional<model::ExprId>>> call_arguments;
  // The same for raise, send and calls of actions, by the range of the name they begin with.
  std::map<source::Range, std::vector<std::optional<model::ExprId>>> statement_arguments;
  std::vector<Local> locals;
  std::map<source::Range, std::uint32_t> local_of;  // By the range of the variable's declaration.
  std::vector<std::vector<model::Type>> struct_fields;  // By TypeDeclId: fields, or an extern's parameters.
  std::vector<ChartFacts> charts;                       // By ChartId.

  const model::Type& type(model::ExprId id) const { return types[id.index]; }
  const Reference& reference(model::ExprId id) const { return references[id.index]; }
};

}  // namespace perdure::check
