// Statements, as they are written.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "compiler/model/expression.h"
#include "compiler/source/source.h"

namespace perdure::model {

enum class AssignOp { Set, Add, Subtract, Multiply, Divide };

enum class LogLevel { Debug, Info, Warning, Error };

struct Statement;
using Block = std::vector<Statement>;

struct Assign { ExprId path; AssignOp op; ExprId value; };
struct Append { ExprId list; ExprId value; };         // list.append(x)
struct Remove { ExprId list; ExprId index; };         // list.remove(i)
struct Erase { ExprId map; ExprId key; };             // map.erase(k)
struct Clear { ExprId path; };                        // clear(path)
struct Branch { std::optional<ExprId> condition; Block body; };  // No condition: `else`, the last.
struct If { std::vector<Branch> branches; };
struct For { NameRef variable; ExprId list; Block body; };
struct Raise { NameRef event; std::vector<Argument> arguments; };
struct CallAction { NameRef action; std::vector<Argument> arguments; };
struct Log { LogLevel level; std::string text; std::vector<ExprId> values; };

// The id of a sent event: a word, or an expression in parentheses that yields a string.
using SendId = std::variant<NameRef, ExprId>;

struct ToSelf {};
struct ToParent { source::Range range; };
struct ToSession { ExprId id; };
struct Send {
  std::optional<NameRef> chart;  // `send Warehouse.reserve(…)`: the chart whose event it is.
  NameRef event;
  std::vector<Argument> arguments;
  std::variant<ToSelf, ToParent, ToSession> target;
  std::optional<ExprId> after;
  std::optional<SendId> id;
};
struct Cancel { SendId id; };

// Executable content of SCXML documents whose data model is not typed (model/scxml.h).

// <param name="n" expr="…"/> or location="…", or one name of `namelist` (name and location alike).
struct Param {
  NameRef name;
  ExprId value;  // A Script.
  bool location = false;
};

// What an event, an invocation or donedata carries: <param>s and `namelist`, or <content>.
struct Payload {
  std::vector<Param> params;
  std::optional<ExprId> content;  // A Script (`expr`) or an Inline.
};

// <send> (6.2). Attributes are a StringLiteral as written, or a Script to be evaluated (`eventexpr` …).
struct ScxmlSend {
  std::optional<ExprId> event;
  std::optional<ExprId> target;
  std::optional<ExprId> type;
  std::optional<ExprId> delay;        // "1.5s", a CSS2 time.
  std::optional<ExprId> id;           // A StringLiteral.
  std::optional<ExprId> id_location;  // A Script: where a generated id is put.
  Payload payload;
};

// <foreach> (4.6). A copy of the array is iterated over; variables that are not there are made.
struct Foreach {
  ExprId array;  // A Script.
  NameRef item;
  std::optional<NameRef> index;
  Block body;
};

// <script> (5.8), its `src` already read.
struct RunScript {
  std::string text;
};

struct Statement {
  std::variant<Assign, Append, Remove, Erase, Clear, If, For, Raise, Send, Cancel, Log, CallAction,
               ScxmlSend, Foreach, RunScript>
      node;
  source::Range range;
};

}  // namespace perdure::model
