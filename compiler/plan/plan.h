// Plan works out everything that the outputs need, so that an emitter only has to say it.
//
//     check::CheckedProgram  ->  plan::Plan
//
// Document order, exit and entry sets, transition domains (SCXML, Appendix D), regions, and digests. The
// first state of a chart is the chart itself; states stand in document order, so a state's descendants are
// the indexes from its own to its `end`.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/check/check.h"
#include "compiler/model/model.h"
#include "compiler/plan/expression.h"
#include "compiler/source/source.h"

namespace perdure::plan {

using TransitionIndex = std::uint32_t;  // Into Chart::transitions.
using RegionIndex = std::uint32_t;      // Into Chart::regions.

struct Field {
  std::string name;
  std::string doc;
  model::Type type;
  std::optional<Expr> initial;
  bool inout = false;
  bool indexed = false;
  bool large = false;
  bool token = false;  // The secret of a token of the state whose data it stands with.
};

enum class TypeForm { Struct, Enum, Extern };

struct TypeDecl {
  TypeForm form = TypeForm::Struct;
  std::string name;       // As in the chart.
  std::string qualified;  // With namespaces, in C++: "shop::Item"; an extern type's own C++ name.
  std::string doc;
  std::vector<Field> fields;  // A struct's; an extern type's constructor.
  std::vector<std::string> enumerators;
  std::string header;  // An extern type's.
  std::string
      file;  // The chart file that declares it, as named on the command line or by an import.
  std::optional<std::string> chart;  // The chart that it is declared in, if any.
};

// What an event tells of an invocation.
enum class OutcomeKind { Done, Failed, Progress, Emitted };

struct Event {
  std::string name;  // Dotted.
  std::string doc;
  std::vector<Field> fields;
  // Into Chart::invocations: it is an outcome, which the chart does not declare.
  std::optional<std::uint32_t> invocation = {};
  OutcomeKind outcome = OutcomeKind::Done;
};

// A function, an action or a service.
struct Function {
  std::string name;
  std::string doc;
  std::vector<Field> parameters;
  std::optional<model::Type> result;
};

struct Guard {
  std::string name;
  std::string doc;
  std::string source;  // As it is written.
  Expr condition;
};

struct Token {
  std::string name;
  std::string doc;
  std::string stored;  // "<state>.<name>"
  std::string field;   // Which of the state's data is its secret.
  std::vector<std::string> accepts;
  std::optional<Expr> expires;
  std::string source;  // As it is written.
};

struct Invocation {
  std::string name;
  std::string doc;
  StateIndex state = 0;
  std::optional<std::uint32_t> service;  // Into Chart::services.
  std::optional<ChartRef> chart;         // Where it is no service.
  std::string stored;           // The stored name of what is invoked: "shop.Order.charge_card".
  std::vector<Expr> arguments;  // All, in order.
  std::optional<Expr> timeout;
  std::int64_t retries = 0;
  std::optional<Expr> backoff;
  std::optional<Expr> backoff_limit;
  std::string source;  // As it is written: "invoke charge_card(amount: total) as charge".
  std::string policy;  // "timeout 30s, retry 5 backoff 1s .. 1m"
  std::uint32_t line = 0;
};

// A choice is an atomic state whose branches are eventless transitions, so it is left in the macrostep
// that enters it.
enum class StateKind { Chart, Atomic, Compound, Parallel, Final, Choice, History };

// One region: the chart itself, or a child of a parallel state. A configuration is, for each region, at
// most one of its leaves.
struct Region {
  StateIndex state = 0;              // The chart, or the child of a parallel state.
  std::optional<RegionIndex> outer;  // The region that the parallel state is a leaf of.
  std::vector<StateIndex> leaves;  // Atomic, choice, final and parallel states, in document order.
};

// What entering a path does, in document order, worked out beforehand (SCXML 3.13, Appendix D).
struct EntryStep {
  enum class Kind {
    Enter,    // Enter `state`.
    Initial,  // Do the actions of the `initial` of `state`, which is entered by itself.
    Restore,  // `state` is a history: enter what was recorded, or else its default.
  };
  Kind kind = Kind::Enter;
  StateIndex state = 0;
  // Restore: the parent is entered too, so that the actions of the default belong to it.
  bool parent_is_entered = false;
};

enum class TriggerKind { Event, Always, After, Done, Branch, HistoryDefault };

struct Transition {
  StateIndex source = 0;
  TriggerKind trigger = TriggerKind::Event;
  std::string doc;
  // Event: the events that it matches, and whether error.execution, error.communication and done events match too.
  std::vector<std::uint32_t> events;  // Into Chart::events.
  bool matches_errors = false;
  bool matches_communication = false;
  bool matches_done = false;
  std::string
      trigger_source;  // As it is written: "on payment.*", "after 30d", "done", "always", "".
  std::optional<Expr> duration;  // After.
  std::string timer;             // After: the timer's stored name, "<state>.after.<n>".
  std::vector<std::string>
      former_timers;  // As what older versions armed it, under which its state had another name.
  bool internal = false;
  bool otherwise = false;  // A choice's `else`.
  std::optional<Expr> guard;
  std::string guard_source;
  std::vector<StateIndex> targets;
  Block actions;
  std::uint32_t line = 0;  // In the chart's file.

  // The compound state or chart all of whose active descendants are left; nothing where there is no
  // target. Where `domain_depends_on_history`, it has to be found when the transition is taken, and this
  // is the one for a history that was never recorded.
  std::optional<StateIndex> domain;
  bool domain_depends_on_history = false;
  std::vector<EntryStep> entry;
};

// A variable of an SCXML data model: a Script, an Inline, or nothing.
struct Variable {
  std::string id;
  std::optional<Expr> value;
};

// <invoke> (model/scxml.h).
struct ScxmlInvoke {
  std::optional<Expr> type;
  std::optional<Expr> source;
  std::optional<Expr> content;
  std::string
      chart;  // The stored name of the chart that was compiled for it; empty where it is found at run time.
  std::string id;
  std::optional<Expr> id_location;
  std::vector<Param> params;
  bool autoforward = false;
  std::optional<Block> finalize;
  std::string written;  // As the chart language would say it: "invoke child.scxml(total) as line".
};

struct State {
  std::string name;
  std::string doc;
  StateKind kind = StateKind::Atomic;
  bool deep = false;  // History.
  StateIndex parent = 0;
  StateIndex end = 0;  // One past its last descendant.
  RegionIndex region =
      0;  // The innermost region that it is in; a region's own state is in that region.
  std::vector<StateIndex> children;
  std::vector<StateIndex> initial;  // A compound state's first child, or the targets of `initial`.
  Block initial_actions;
  std::vector<EntryStep> default_entry;  // What is entered below it when it is entered by itself.
  std::vector<Field> data;               // The secrets of tokens are the last of it.
  std::vector<Token> tokens;
  std::vector<std::uint32_t> invocations;  // Into Chart::invocations.
  std::vector<std::uint32_t> deferred;     // Into Chart::events, in their order.
  std::string deferred_source;             // As it is written: "a, b.*".
  std::vector<Block> entry;
  std::vector<Block> exit;
  std::vector<TransitionIndex> transitions;  // In document order.
  std::optional<Expr> result;
  // Only where the data model is not Typed:
  std::vector<Variable> variables;
  std::vector<ScxmlInvoke> scxml_invokes;
  std::optional<Payload> done_data;
  std::uint32_t line = 0;
};

// What a chart has besides, where its data model is not Typed. Such a chart takes any event: its transitions take the
// event 0, which it does not declare, and their guards ask for its name (ExprKind::Matches).
struct Scxml {
  std::string name;      // `_name`
  std::string document;  // The document as text.
  bool late_binding = false;
  std::vector<Block> scripts;
};

struct Release;
struct Migration;

struct Chart {
  std::string name;                     // "Order"
  std::vector<std::string> name_space;  // {"shop"}
  std::string qualified;                // "shop.Order": its stored name
  std::string doc;
  std::string file;
  std::int64_t version = 1;
  std::string shape;  // A digest of states and data: 16 hexadecimal digits.
  model::ChartId id;  // Of the chart in the model.
  model::DataModel data_model = model::DataModel::Typed;
  Scxml scxml;
  std::vector<Field> parameters;
  std::optional<model::Type> result;
  std::vector<Event> events;  // Those that it declares, and then the outcomes of its invocations.
  std::vector<Event> emits;
  std::vector<Function> functions;
  std::vector<Function> actions;
  std::vector<Function> services;
  std::vector<Invocation> invocations;  // In document order.
  std::vector<Guard> guards;
  std::vector<State> states;
  std::vector<Transition> transitions;
  std::vector<Region> regions;  // The chart's first.
  // What versions of it were released before this one, the oldest first, and the way from each to the next; the last
  // one's is this chart.
  std::vector<Release> releases;
  std::vector<Migration> migrations;
  std::vector<Release> recorded;  // This very version as it was released; none where it was not.

  bool is_dynamic() const { return data_model != model::DataModel::Typed; }
  bool is_descendant(StateIndex state, StateIndex of) const {
    return state > of && state < states[of].end;
  }
};

// A released version: what its stored sessions hold. It has no transitions, so its states enter nothing.
struct Release {
  Chart chart;  // Its invocations have their names and states alone.
  // Those of its types that this version of the chart does not have any more, each after those it contains: into
  // Plan::types.
  std::vector<std::uint32_t> types;
};

// From states, or all that is inside them, to others.
struct Move {
  StateIndex from = 0;         // Of the older version.
  std::vector<StateIndex> to;  // Of the newer one.
};

// How a session of one version becomes one of the next.
struct Migration {
  std::vector<Move> moves;
  Block statements;  // Over the newer version's parameters and data.
  // What `migrate` says of it; nothing where nobody wrote one.
  std::optional<source::Range> written;
};

// What one .chart file turns into.
struct File {
  std::string name;  // As named on the command line or by an import.
  std::vector<std::string> name_space;
  std::vector<std::string> imports;  // Names of files.
  std::vector<std::uint32_t>
      types;  // Into Plan::types, so that each stands after those it contains.
  std::vector<Chart> charts;
};

struct Plan {
  std::vector<TypeDecl> types;  // By model::TypeDeclId.
  std::vector<File> files;      // Imports before those who import them, where that is possible.

  const TypeDecl& type(const model::Type& named) const { return types[named.decl.index]; }
  // Nothing if and only if no such file was read.
  const File* file(const std::string& name) const;
};

// Cannot fail: what could go wrong was checked.
Plan make_plan(const source::Files& files, const check::CheckedProgram& checked);

// "compound", "deep history": as people say it.
std::string_view kind_name(const State& state);

// A type as charts write it: "list<Item>".
std::string type_name(const Plan& plan, const model::Type& type);

}  // namespace perdure::plan
