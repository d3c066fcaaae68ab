// The model: charts as plain values, whatever syntax they came from.
//
//     .chart / .scxml  ->  model::Program
//
// Vectors and ids, no pointers, no parser types. Every node keeps the range that it was written at.
// Nothing here is known to make sense: that is what check/ decides.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/model/expression.h"
#include "compiler/model/scxml.h"
#include "compiler/model/statement.h"
#include "compiler/model/type.h"
#include "compiler/source/source.h"

namespace perdure::model {

struct StateId {
  std::uint32_t index = 0;
  auto operator<=>(const StateId&) const = default;
};

// The chart itself is the first state of its own list: the root, `<scxml>` in the Recommendation.
inline constexpr StateId RootState{0};

struct ChartId {
  std::uint32_t index = 0;
  auto operator<=>(const ChartId&) const = default;
};

// A parameter, a struct's field, an event's field or a piece of data.
struct Field {
  std::string doc;
  NameRef name;
  TypeRef type;
  std::optional<ExprId> initial;
  bool inout = false;    // Parameters of actions.
  bool indexed = false;  // @indexed
  bool large = false;    // @large
};

struct StructDecl {
  std::vector<Field> fields;
};
struct EnumDecl {
  std::vector<NameRef> enumerators;
};
// extern type Money(units: int) with order, arithmetic from "shop/money.h" as shop::Money
struct ExternDecl {
  std::vector<Field> constructor;
  bool constructible = false;  // Was a parameter list, even an empty one, written?
  bool order = false;
  bool arithmetic = false;
  std::string header;
  std::string cpp_name;
};

struct TypeDecl {
  std::string doc;
  NameRef name;
  source::FileId file;
  std::optional<ChartId> chart;  // The chart that it is declared in, if any.
  std::variant<StructDecl, EnumDecl, ExternDecl> kind;
};

struct Event {
  std::string doc;
  NameRef name;
  std::vector<Field> fields;
};

// A function, an action or a service.
struct Function {
  std::string doc;
  NameRef name;
  std::vector<Field> parameters;
  std::optional<TypeRef>
      result;  // Functions always have one, actions never, services as they are written.
};

struct Guard {
  std::string doc;
  NameRef name;
  ExprId condition;
};

// One descriptor of `on a, b.*, *`.
struct EventDescriptor {
  std::string name;       // Dotted, without the `.*`; empty for `*`.
  bool wildcard = false;  // `name.*`, or `*`.
  source::Range range;
};

// on e [guard] -> T { actions }, and its kin. A choice's branches and a history's default are
// transitions too: without a trigger, in the list of their state.
struct OnEvent {
  std::vector<EventDescriptor> descriptors;
};
struct Always {};
struct After {
  ExprId duration;
};
struct Done {};

struct Transition {
  std::string doc;
  std::variant<OnEvent, Always, After, Done> trigger;
  bool internal = false;
  bool otherwise = false;  // A choice's `else`.
  std::optional<ExprId> guard;
  std::vector<NameRef> targets;
  Block actions;
  // From its first word to its last target or the end of its guard; no actions.
  source::Range range;
};

// Which of its descendants a compound state, or the chart, begins in: `initial A, B { actions }`. The actions run after
// the state's own `entry` and before those of what is entered (SCXML 3.6).
struct Initial {
  std::vector<NameRef> targets;
  Block actions;
  source::Range range;
};

// token approval accepts approve, reject expires 7d
struct Token {
  std::string doc;
  NameRef name;
  std::vector<NameRef> accepts;   // Events.
  std::optional<ExprId> expires;  // A duration.
  source::Range range;
};

// retry 5 backoff 1s .. 1m
struct Retry {
  std::int64_t count = 0;  // Attempts after the first.
  std::optional<ExprId> backoff;
  std::optional<ExprId> backoff_limit;
  source::Range range;
};

// invoke charge_card(amount: total) as charge { timeout 30s  retry 5 }
struct Invocation {
  std::string doc;
  NameRef callee;  // A service of the chart, or a chart.
  std::vector<Argument> arguments;
  NameRef name;  // The callee's where `as` is left out.
  std::optional<ExprId> timeout;
  std::optional<Retry> retry;
  source::Range range;
};

enum class StateKind { Root, State, Parallel, Final, Choice, History };

struct State {
  std::string doc;
  StateKind kind = StateKind::State;
  bool deep = false;  // History.
  NameRef name;
  StateId parent;                 // The root's is the root.
  std::vector<StateId> children;  // In document order, pseudo-states included.
  std::optional<Initial> initial;
  std::vector<Field> data;
  // One for each `entry { }`; an error ends only the block it happens in.
  std::vector<Block> entry;
  std::vector<Block> exit;
  std::vector<Token> tokens;
  std::vector<Invocation> invocations;
  std::vector<EventDescriptor> deferred;  // Those of all its `defer`.
  std::vector<Transition> transitions;    // In document order.
  std::optional<ExprId> result;           // final F { return expr }
  // Only where the data model is not Typed:
  std::vector<Variable> variables;
  std::vector<ScxmlInvoke> scxml_invokes;
  std::optional<Payload> done_data;
  source::Range range;
};

// state Fulfilment => Packing, Invoicing
struct Move {
  NameRef from;             // A state of the older version.
  std::vector<NameRef> to;  // States of the newer one.
};

// migrate 1 -> 2 { state Old => New  total = old.cents * 100 }
struct Migration {
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::vector<Move> moves;
  Block statements;
  source::Range range;  // "migrate 1 -> 2"
};

struct Chart {
  std::string doc;
  NameRef name;
  source::FileId file;
  std::vector<Field> parameters;
  std::optional<TypeRef> result;
  std::int64_t version = 1;
  DataModel data_model = DataModel::Typed;
  ScxmlChart scxml;
  std::vector<Event> events;
  std::vector<Event> emits;  // What it sends to the session that invoked it.
  std::vector<Function> functions;
  std::vector<Function> actions;
  std::vector<Function> services;
  std::vector<Guard> guards;
  std::vector<State> states;  // In document order; the first is the chart.
  std::vector<Migration> migrations;
  // It is the record, in a lock file, of a version of this chart: declarations and states, nothing that they do.
  // No file holds such a chart.
  std::optional<ChartId> released_of;
  source::Range range;

  const State& state(StateId id) const { return states[id.index]; }
};

struct Import {
  std::string path;                    // As written.
  std::optional<source::FileId> file;  // Set by the driver once it is read.
  source::Range range;
};

struct File {
  source::FileId id;
  std::vector<std::string> name_space;  // namespace a.b: {"a", "b"}; empty where there is none.
  std::vector<Import> imports;
  std::vector<TypeDeclId> types;  // Those outside charts.
  std::vector<ChartId> charts;
  source::Range name_space_range{};  // What stands after `namespace`.
};

// Every file of one compilation: those named on the command line and all that they import.
struct Program {
  std::vector<File> files;  // Not indexed by FileId: use file().
  std::vector<TypeDecl> types;
  std::vector<Chart> charts;
  std::vector<Expr> expressions;

  const Expr& expr(ExprId id) const { return expressions[id.index]; }
  const TypeDecl& type(TypeDeclId id) const { return types[id.index]; }
  const Chart& chart(ChartId id) const { return charts[id.index]; }
  // Nothing if and only if no such file was parsed.
  const File* file(source::FileId id) const;
};

}  // namespace perdure::model
