// Expressions in C++.
#pragma once

#include <string>

#include "compiler/emit/cpp/context.h"

namespace perdure::emit::cpp {

// How strongly the operators of C++ bind.
enum class Binding {
  Lowest,
  Conditional,
  Or,
  And,
  Equality,
  Relation,
  Sum,
  Product,
  Unary,
  Postfix
};

class Expressions {
 public:
  explicit Expressions(const Context& context) : context_(context) {}

  // A value of exactly the expression's type, in parentheses if its operator binds less than `least`.
  std::string value(const plan::Expr& expr, Binding least = Binding::Lowest) const;
  // A value where the place around it converts: a literal of a string may stay a literal.
  std::string wanted(const plan::Expr& expr, Binding least = Binding::Lowest) const;
  // Something that can be changed.
  std::string place(const plan::Expr& expr) const;
  // A place that is given another value as a whole: what is `@large` need not be loaded for that.
  std::string whole(const plan::Expr& expr) const;
  std::string values(const std::vector<plan::Expr>& exprs) const;  // wanted(), with commas.

  // Whether it names something that lives as long as the machine, or the block around.
  static bool is_place(const plan::Expr& expr);
  // Made of literals alone, so that it can stand where a member is declared.
  bool is_constant(const plan::Expr& expr) const;

  // "text", with escapes. No std::string.
  static std::string literal(const std::string& text);
  // std::chrono::days(7)
  static std::string chrono(std::int64_t microseconds);

 private:
  struct Text {
    std::string text;
    Binding binding = Binding::Postfix;
  };
  Text text(const plan::Expr& expr) const;
  Text name(const plan::Expr& expr) const;
  std::string member(const plan::Expr& expr) const;  // Of what a session keeps.
  Text unary(const plan::Expr& expr) const;
  Text binary(const plan::Expr& expr) const;
  Text coalesce(const plan::Expr& expr) const;
  std::string builtin(const plan::Expr& expr) const;
  std::string quantifier(const plan::Expr& expr) const;
  std::string lambda(const plan::Expr& list, const std::string& local,
                     const plan::Expr& body) const;

  const Context& context_;
};

// Whether arithmetic on the type goes through perdure::checked.
bool is_checked(const model::Type& type);
// "add" for "+" and "+=".
std::string checked_function(const std::string& op);

}  // namespace perdure::emit::cpp
