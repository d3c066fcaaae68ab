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
struct TokenRef { model::StateId state; std::uint32_t token; };  // approval.token
struct InvocationRef { std::uint32_t invocation; };          // The receiver of `send e() to pay`.
struct OldRef {};                                            // The word `old` of a migration.
struct OldParameterRef { std::uint32_t parameter; };          // old.customer: of the older version
struct OldDataRef { std::uint32_t field; };                   // old.total_cents
struct SessionRef {};                                        // The word `session`.
struct SessionIdRef {};                                      // session.id
struct SessionParentRef {};                                  // session.parent
struct GuardRef { std::uint32_t guard; };
struct EnumTypeRef { model::TypeDeclId type; };              // The `Method` of `Method.card`.
struct EnumeratorRef { model::TypeDeclId type; std::uint32_t enumerator; };
struct StructFieldRef { model::TypeDeclId type; std::uint32_t field; };
struct FunctionRef { std::uint32_t function; };
struct ActionRef { source::Range declared; };                 // Yields no value: an error (effects.cpp).
struct BuiltinRef { Builtin builtin; };
struct ConstructorRef { model::TypeDeclId type; };           // Of a struct or an extern type.

using Reference =
    std::variant<Unresolved, ParameterRef, DataRef, LocalRef, EventRef, EventFieldRef, EventNameRef,
                 EventResultRef, EventErrorRef, TokenRef, InvocationRef, OldRef, OldParameterRef, OldDataRef, SessionRef, SessionIdRef, SessionParentRef, GuardRef,
                 EnumTypeRef, EnumeratorRef, StructFieldRef, FunctionRef, ActionRef, BuiltinRef,
                 ConstructorRef>;

// The variable of a `for` or of a quantifier. It is a constant view of its element.
struct Local {
  model::NameRef name;
  model::Type type;
};

// The events that a descriptor list can be taken for, in the words of the running chart.
struct EventMatch {
  std::vector<std::uint32_t> events;  // Into ChartFacts::known_events, in their order.
  bool errors = false;                // error.execution too.
  bool communication = false;         // error.communication too.
  bool done = false;                  // done.state.* too: only `*`.
};

// An `invoke`, and what it invokes.
struct InvocationFacts {
  model::StateId state;
  std::uint32_t index = 0;  // Into its invocations.
  // Both are nothing where an error was reported.
  std::optional<std::uint32_t> service;  // Of this chart.
  std::optional<model::ChartId> chart;
};

// An event that tells what becomes of an invocation.
struct Outcome {
  enum class Kind {
    Done,      // `result`, where there is one.
    Failed,    // `error`
    Progress,  // `fraction`, `text`. Services only.
    Emitted,   // What the chart emits, with its fields.
  };
  Kind kind = Kind::Done;
  std::uint32_t invocation = 0;  // Into ChartFacts::invocations.
  std::uint32_t emitted = 0;     // Emitted: into the emits of the chart that is invoked.
};

// The versions that a `migrate` is between; nothing where an error was reported.
struct MigrationFacts {
  std::optional<model::ChartId> from;
  std::optional<model::ChartId> to;
};

struct ChartFacts {
  // What each OnEvent transition matches; keyed by the state and the position among its transitions.
  std::map<std::pair<model::StateId, std::uint32_t>, EventMatch> matches;
  // Targets, initial states and the states of `in()` and of migrations, by the range that names them; present for
  // each that names a state.
  std::map<source::Range, model::StateId> states;
  // What the chart or a compound state enters by itself: what `initial` names, or else its first child that is
  // not a history. It may be a choice or a final state.
  std::map<model::StateId, std::vector<model::StateId>> initial;
  // The events of raise, send and tokens, the actions called, by the range of their name.
  std::map<source::Range, std::uint32_t> events;
  // The events that are sent to the parent: into Chart::emits.
  std::map<source::Range, std::uint32_t> emitted;
  // The events of other charts that are sent: whose, and into its events.
  std::map<source::Range, std::pair<model::ChartId, std::uint32_t>> foreign_events;
  std::map<source::Range, std::uint32_t> actions;
  // The charts that documents invoke, by the range of their name.
  std::map<source::Range, model::ChartId> invoked_charts;
  // What `event.result` is in `done` transitions of a state: the type that all its final states return.
  std::map<model::StateId, model::Type> results;
  std::vector<MigrationFacts> migrations;  // As Chart::migrations.
  // In document order.
  std::vector<InvocationFacts> invocations;
  // Every event that the chart may be handed: those that it declares, in their order, and then what its invocations
  // come to.
  std::vector<model::Event> known_events;
  std::vector<Outcome> outcomes;  // Of known_events, behind those that are declared.
  // What each descriptor of a state's `defer` matches: into Chart::events.
  std::map<model::StateId, std::vector<std::vector<std::uint32_t>>> deferred;
  // The resolved types of everything declared, in the order of the declarations.
  std::vector<model::Type> parameters;
  model::Type result;                              // TypeKind::None where the chart has none.
  std::vector<std::vector<model::Type>> events_fields;   // By known event, then field.
  std::vector<std::vector<model::Type>> emits_fields;
  std::vector<std::vector<model::Type>> data;            // By state, then field.
  struct Signature {
    std::vector<model::Type> parameters;
    model::Type result;  // TypeKind::None for actions.
  };
  std::vector<Signature> functions;
  std::vector<Signature> action_signatures;
  std::vector<Signature> services;
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
  // The same for raise, send, invoke and calls of actions, by the range of the event's, the callee's or the action's
  // name.
  std::map<source::Range, std::vector<std::optional<model::ExprId>>> statement_arguments;
  std::vector<Local> locals;
  std::map<source::Range, std::uint32_t> local_of;  // By the range of the variable's declaration.
  std::vector<std::vector<model::Type>> struct_fields;  // By TypeDeclId: fields, or an extern's parameters.
  std::vector<ChartFacts> charts;                       // By ChartId.

  const model::Type& type(model::ExprId id) const { return types[id.index]; }
  const Reference& reference(model::ExprId id) const { return references[id.index]; }
};

}  // namespace perdure::check
