// Blocks of actions in C++.
#pragma once

#include <string>

#include "compiler/emit/cpp/code.h"
#include "compiler/emit/cpp/context.h"
#include "compiler/emit/cpp/expressions.h"

namespace perdure::emit::cpp {

class Statements {
 public:
  explicit Statements(const Context& context) : context_(context), expressions_(context) {}

  // The block of one entry, exit or transition: what fails in it ends it and raises error.execution.
  void block(Code& code, const plan::Block& block) const;
  // The same, and what fails is thrown on.
  void unguarded(Code& code, const plan::Block& block) const { statements(code, block); }
  // The initial values that a declaration cannot give, each in a block of its own. `object` is what the
  // fields are reached by: "data_.", "payment_->".
  void initialise(Code& code, const std::vector<plan::Field>& fields,
                  const std::string& object) const;
  // A statement that is not the chart's, in a block of its own if it can fail.
  void guarded(Code& code, const std::string& statement, bool can_fail) const;

  // What charts have whose data model is not typed (scxml_statements.cpp).
  // A value as the document writes it: "script("a + 1")", or "{}" for none.
  static std::string written(const std::optional<plan::Expr>& expr);
  // "{{"a", "Var1"}}", or "{}" for none.
  static std::string params(const std::vector<plan::Param>& params);
  // The arguments of <donedata>, each after a comma; none where there are none.
  static std::string payload(const std::optional<plan::Payload>& payload);
  void initialise(Code& code, const std::vector<plan::Variable>& variables, bool from_params) const;
  void invoke(Code& code, const plan::State& state, std::size_t place) const;
  void finalize(Code& code, const plan::ScxmlInvoke& invoke) const;
  // The same of what `body` writes.
  template <class Body>
  void attempt(Code& code, bool can_fail, const Body& body) const {
    if (can_fail) code.open("try {");
    body();
    if (can_fail) end_attempt(code);
  }

  // Arms the timers of a state that is entered.
  void arm(Code& code, plan::StateIndex state) const;
  std::string value(const plan::Expr& expr) const { return expressions_.wanted(expr); }
  std::string values(const std::vector<plan::Expr>& exprs) const {
    return expressions_.values(exprs);
  }
  // A duration that cannot be nothing.
  std::string lasting(const plan::Expr& expr) const;
  // Issues the tokens of a state that is entered.
  void issue(Code& code, plan::StateIndex state) const;

  // "= 0", "{}" or nothing, for where the field is declared.
  std::string initialiser(const plan::Field& field) const;

 private:
  void dynamic_statement(Code& code, const plan::Statement& statement) const;
  void end_attempt(Code& code) const;
  void statement(Code& code, const plan::Statement& statement) const;
  void statements(Code& code, const plan::Block& block) const;
  void assign(Code& code, const plan::Statement& statement) const;
  void counting(Code& code, const plan::Block& block, plan::Block::const_iterator counted) const;
  void clear(Code& code, const plan::Expr& path) const;
  void call(Code& code, const plan::Statement& statement) const;
  void branches(Code& code, const plan::Statement& statement) const;
  void loop(Code& code, const plan::Statement& statement) const;
  void send(Code& code, const plan::Statement& statement) const;
  std::string event(const plan::Statement& statement) const;

  const Context& context_;
  Expressions expressions_;
};

}  // namespace perdure::emit::cpp
