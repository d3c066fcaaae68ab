// Delays lie in the future.
#include <cstdint>
#include <optional>

#include "compiler/check/passes.h"
#include "compiler/check/walk.h"

namespace perdure::check {

namespace {

void check_delay(const Subject& subject, model::ExprId delay) {
  const model::Expr& expr = subject.program.expr(delay);
  if (const auto* literal = std::get_if<model::DurationLiteral>(&expr.node)) {
    if (literal->microseconds < 0) subject.report.report(diag::NegativeDelay, expr.range);
    return;
  }
  const auto* negated = std::get_if<model::Unary>(&expr.node);
  if (!negated || negated->op != model::UnaryOp::Negate) return;
  const model::Expr& operand = subject.program.expr(negated->operand);
  const auto* literal = std::get_if<model::DurationLiteral>(&operand.node);
  if (literal && literal->microseconds > 0) subject.report.report(diag::NegativeDelay, expr.range);
}

// Of what has to last: a time-out, a token.
void check_length(const Subject& subject, std::optional<model::ExprId> length,
                  std::string_view word) {
  if (!length) return;
  const model::Expr& expr = subject.program.expr(*length);
  const auto* literal = std::get_if<model::DurationLiteral>(&expr.node);
  if (literal && literal->microseconds <= 0) {
    subject.report.report(diag::NoTimeAtAll, expr.range, word);
    return;
  }
  check_delay(subject, *length);
}

std::optional<std::int64_t> literal_length(const Subject& subject,
                                           std::optional<model::ExprId> length) {
  if (!length) return std::nullopt;
  const auto* literal = std::get_if<model::DurationLiteral>(&subject.program.expr(*length).node);
  if (literal == nullptr) return std::nullopt;
  return literal->microseconds;
}

void check_pauses(const Subject& subject, const model::Retry& retry) {
  if (retry.backoff) check_delay(subject, *retry.backoff);
  if (retry.backoff_limit) check_delay(subject, *retry.backoff_limit);
  const auto first = literal_length(subject, retry.backoff);
  const auto limit = literal_length(subject, retry.backoff_limit);
  if (first && limit && *limit < *first) {
    subject.report.report(diag::PausesShrink, subject.program.expr(*retry.backoff_limit).range);
  }
}

void check_lengths(const Subject& subject, const model::State& state) {
  for (const model::Token& token : state.tokens) check_length(subject, token.expires, "expires");
  for (const model::Invocation& invocation : state.invocations) {
    check_length(subject, invocation.timeout, "timeout");
    if (invocation.retry) check_pauses(subject, *invocation.retry);
  }
}

}  // namespace

void delays(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    for (const model::State& state : subject.chart.states) {
      check_lengths(subject, state);
      for (const model::Transition& transition : state.transitions) {
        const auto* after = std::get_if<model::After>(&transition.trigger);
        if (after) check_delay(subject, after->duration);
      }
      each_block(state, [&](const model::Block& block) {
        each_statement(block, [&](const model::Statement& statement) {
          const auto* send = std::get_if<model::Send>(&statement.node);
          if (send && send->after) check_delay(subject, *send->after);
        });
      });
    }
  });
}

}  // namespace perdure::check
