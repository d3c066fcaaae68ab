// Expressions and statements as generated code needs them: every name is a place, every conversion is
// written out, and what can fail at run time is marked.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/model/type.h"

namespace perdure::plan {

using StateIndex = std::uint32_t;  // Into Chart::states.

enum class ExprKind {
  // Literals: `text` is the value as the chart spells it, strings with their escapes replaced.
  Bool,
  Int,
  Float,
  String,
  Duration,
  None,
  List,
  Map,
  // Places.
  Parameter,     // text: the name
  Data,          // text: the name; state: whose data (0: the chart's)
  OldParameter,  // The older version's, in a migration; text: the name
  OldData,       // Its chart's data; text: the name
  Local,         // text: the name
  EventField,    // text: the name
  EventName,
  EventResult,
  EventError,
  Token,  // The secret of a token; text: its name; state: whose
  SessionId,
  SessionParent,
  Field,          // operands: {object}; text: the field
  OptionalField,  // a?.b; operands: {object}; text: the field. Its type is optional.
  Element,        // operands: {list or map, index or key}. Checked.
  Enumerator,     // text: the name
  Guard,          // A named guard; text: the name
  InState,        // state
  // The name of the event, in a chart that takes any, is one that a list of descriptors matches; text: the list.
  Matches,
  // What the engine of an SCXML data model evaluates (model/scxml.h). text: as it is written.
  Script,
  Inline,
  InlineXml,
  // Values.
  CallFunction,  // text: the name; operands: the arguments
  CallBuiltin,   // text: the built-in's name; operands: the arguments
  Construct,     // A struct or an extern value; operands: the arguments, all of them, in order
  Quantifier,    // text: any, all, find, sum; local: the variable; operands: {list, body}
  Unary,         // text: the operator
  Binary,        // text: the operator; operands: {left, right}. Integers are checked.
  Conditional,
  // Conversions, made explicit.
  ToFloat,     // int -> float
  ToOptional,  // T -> T?
  Unwrap,      // T? -> T, checked. (Reserved for `??` and paths; the language has no bare unwrap.)
};

struct Expr {
  ExprKind kind = ExprKind::None;
  model::Type type;
  std::string text;
  StateIndex state = 0;
  std::string local;
  std::vector<Expr> operands;
  bool can_fail = false;  // It, or an operand, may raise error.execution.
  bool large = false;     // A place that is marked `@large`.
};

enum class StatementKind {
  Assign,  // path op= value; text: the operator, "=" or "+=" …
  Append,
  Remove,
  Erase,
  Clear,
  If,          // blocks[i] under conditions[i]; one block more than conditions: the last is `else`
  For,         // text: the variable; path: the list; blocks[0]
  Raise,       // text: the event; arguments: all fields in order
  Send,        // text: the event; arguments; receiver; to, chart, after, send_id where present
  Cancel,      // send_id
  Log,         // text: the text; level; arguments: the values
  CallAction,  // text: the action; arguments, inout ones are paths
  RunScript,   // text
  Foreach,     // text: the item; index; path: the array; blocks[0]
  ScxmlSend,   // scxml_send
};

// Another chart of the same program.
struct ChartRef {
  std::vector<std::string> name_space;
  std::string name;
  std::string qualified;  // Its stored name.
};

enum class Receiver {
  Itself,
  Session,     // Statement::to
  Parent,      // The event is one that the chart emits.
  Invocation,  // Statement::invocation, a chart's.
};

// <param>, or a name of `namelist`.
struct Param {
  std::string name;
  Expr value;
  bool location = false;
};

struct Payload {
  std::vector<Param> params;
  std::optional<Expr> content;
};

// <send> as it is written: a String, or a Script to be evaluated.
struct ScxmlSend {
  std::optional<Expr> event;
  std::optional<Expr> target;
  std::optional<Expr> type;
  std::optional<Expr> delay;
  std::optional<Expr> id;
  std::optional<Expr> id_location;
  Payload payload;
};

struct Statement {
  StatementKind kind = StatementKind::Assign;
  std::string text;
  std::string level;
  std::optional<Expr> path;   // What is changed.
  std::optional<Expr> value;  // Or the index, the key.
  std::vector<Expr> arguments;
  Receiver receiver = Receiver::Itself;
  std::optional<Expr> to;
  std::uint32_t invocation = 0;   // Into Chart::invocations.
  std::optional<ChartRef> chart;  // Whose event is sent, where that is said.
  std::optional<Expr> after;
  std::optional<Expr> send_id;  // A string.
  std::string index;
  std::optional<ScxmlSend> scxml_send;
  std::vector<Expr> conditions;
  std::vector<std::vector<Statement>> blocks;
  bool can_fail = false;
  std::string source;  // As it is written, on one line with single spaces: for diagrams and docs.
};

using Block = std::vector<Statement>;

}  // namespace perdure::plan
