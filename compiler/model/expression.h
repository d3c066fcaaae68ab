// Expressions, as they are written: names are words, nothing is resolved.
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
// Text for the engine of an SCXML document's data model: an expression or a location (model/scxml.h).
struct Script { std::string text; };
// What stands between the tags of <data>, <content> or <assign>: JSON, XML or words, told apart at run time
// (SCXML B.2.2.1). The white space around it is gone.
struct Inline {
  std::string text;
  bool xml;  // It has elements; `text` is well-formed then, namespaces declared.
};

struct Expr {
  std::variant<BoolLiteral, IntLiteral, FloatLiteral, StringLiteral, DurationLiteral, NoneLiteral,
               ListLiteral, MapLiteral, Name, Member, Index, Call, Quantifier, InState, Unary, Binary,
               Conditional, Script, Inline>
      node;
  source::Range range;
};

}  // namespace perdure::model
