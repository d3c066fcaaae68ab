// Walks over expressions and statements.
#pragma once

#include "compiler/plan/plan.h"

namespace perdure::emit::cpp {

// Calls `visit` for the expression and all under it.
template <class Visit>
void each(const plan::Expr& expr, const Visit& visit) {
  visit(expr);
  for (const plan::Expr& operand : expr.operands) each(operand, visit);
}

template <class Visit>
void each(const std::optional<plan::Expr>& expr, const Visit& visit) {
  if (expr) each(*expr, visit);
}

// Calls `visit_statement` for each statement and `visit` for each expression in the block.
template <class VisitStatement, class Visit>
void each(const plan::Block& block, const VisitStatement& visit_statement, const Visit& visit) {
  for (const plan::Statement& statement : block) {
    visit_statement(statement);
    each(statement.path, visit);
    each(statement.value, visit);
    each(statement.to, visit);
    each(statement.after, visit);
    each(statement.send_id, visit);
    for (const plan::Expr& argument : statement.arguments) each(argument, visit);
    for (const plan::Expr& condition : statement.conditions) each(condition, visit);
    for (const plan::Block& inner : statement.blocks) each(inner, visit_statement, visit);
  }
}

inline bool is_event(const plan::Expr& expr) {
  using Kind = plan::ExprKind;
  return expr.kind == Kind::EventField || expr.kind == Kind::EventName ||
         expr.kind == Kind::EventResult || expr.kind == Kind::EventError ||
         expr.kind == Kind::Matches;
}

inline bool uses_event(const std::optional<plan::Expr>& expr) {
  bool uses = false;
  each(expr, [&](const plan::Expr& e) { uses = uses || is_event(e); });
  return uses;
}

inline bool uses_event(const plan::Block& block) {
  bool uses = false;
  each(
      block, [](const plan::Statement&) {},
      [&](const plan::Expr& e) { uses = uses || is_event(e); });
  return uses;
}

inline bool can_fail(const plan::Block& block) {
  for (const plan::Statement& statement : block) {
    if (statement.can_fail) return true;
  }
  return false;
}

}  // namespace perdure::emit::cpp
