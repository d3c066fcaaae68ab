// Expressions and statements, as they are written: names are words, nothing is resolved.
//
// An expression is an id into Program::expressions, so that facts about expressions (their types, what
// their names refer to) are vectors beside it, and copying a statement copies no tree.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "compiler/source/source.h"

namespace perdure::model {

struct ExprId {
  std::uint32_t index = 0;
  auto operator<=>(const ExprId&) const = default;
};

// A word that refers to something, and where it stands.
struct NameRef {
  std::string name;  // An event's name is dotted: `payment.received`.
  source::Range range;
};

struct Argument {
  std::optional<NameRef> name;
  ExprId value;
};

enum class UnaryOp { Not, Negate };

enum class BinaryOp {
  Multiply, Divide, Remainder, Add, Subtract,
  Less, LessEqual, Greater, GreaterEqual, Equal, NotEqual,
  And, Or,
  Coalesce,  // a ?? b
};

enum class QuantifierKind { Any, All, Find, Sum };

struct BoolLiteral { bool value; };
struct IntLiteral { std::int64_t value; };
struct FloatLiteral { double value; };
struct StringLiteral { std::string value; };         // Escapes already replaced.
struct DurationLiteral { std::int64_t microseconds; };
struct NoneLiteral {};
struct ListLiteral { std::vector<ExprId> elements; };
struct MapLiteral { std::vector<std::pair<ExprId, ExprId>> entries; };
// A parameter, data, a loop variable, a guard, an enum's name, or `event` and `session`.
struct Name { std::string name; };
struct Member {
  ExprId object;
  NameRef member;
  bool optional_chain;  // a?.b: none where `a` is none
};
struct Index { ExprId object; ExprId index; };
// A function of the chart, a built-in one, or the making of a struct or extern value.
struct Call { NameRef callee; std::vector<Argument> arguments; };
// any(x in list: condition), all(…), find(…), sum(x in list: value)
struct Quantifier { QuantifierKind kind; NameRef variable; ExprId list; ExprId body; };
struct InState { NameRef state; };  // in(State)
struct Unary { UnaryOp op; ExprId operand; };
struct Binary { BinaryOp op; ExprId left; ExprId right; };
struct Conditional { ExprId condition; ExprId then; ExprId otherwise; };

struct Expr {
  std::variant<BoolLiteral, IntLiteral, FloatLiteral, StringLiteral, DurationLiteral, NoneLiteral,
               ListLiteral, MapLiteral, Name, Member, Index, Call, Quantifier, InState, Unary, Binary,
               Conditional>
      node;
  source::Range range;
};

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

struct Statement {
  std::variant<Assign, Append, Remove, Erase, Clear, If, For, Raise, Send, Cancel, Log, CallAction> node;
  source::Range range;
};

}  // namespace perdure::model
