// A choice always finds a way, and never back to itself.
#include <optional>

#include "compiler/check/cycles.h"
#include "compiler/check/passes.h"

namespace perdure::check {

using model::ExprId;
using model::State;
using model::StateId;
using model::StateKind;
using model::Transition;

namespace {

// Larger choices have an `else`: finding their pairs of opposites is not worth the time.
constexpr std::size_t MostBranches = 32;
// Larger guards are not compared either.
constexpr int MostNodes = 64;

std::optional<ExprId> opposite_of(const model::Program& program, ExprId guard) {
  const auto* unary = std::get_if<model::Unary>(&program.expr(guard).node);
  if (!unary || unary->op != model::UnaryOp::Not) return std::nullopt;
  return unary->operand;
}

// Compares guards, and finds whether evaluating one can fail. Both look at a limited number of
// nodes and answer "no, they differ" and "yes, it can" beyond.
class Guards {
 public:
  explicit Guards(const Subject& subject) : subject_(subject) {}

  bool alike(ExprId a, ExprId b) {
    left_ = MostNodes;
    return same(a, b);
  }
  bool can_fail(ExprId guard) {
    left_ = MostNodes;
    return fails(guard);
  }

 private:
  const model::Expr& at(ExprId id) const { return subject_.program.expr(id); }
  bool same(ExprId a, ExprId b) { return same(at(a), at(b)); }

  bool same(const model::Expr& a, const model::Expr& b) {
    if (--left_ < 0 || a.node.index() != b.node.index()) return false;
    if (const auto* name = std::get_if<model::Name>(&a.node)) {
      return name->name == std::get<model::Name>(b.node).name;
    }
    if (const auto* literal = std::get_if<model::IntLiteral>(&a.node)) {
      return literal->value == std::get<model::IntLiteral>(b.node).value;
    }
    if (const auto* literal = std::get_if<model::StringLiteral>(&a.node)) {
      return literal->value == std::get<model::StringLiteral>(b.node).value;
    }
    if (const auto* member = std::get_if<model::Member>(&a.node)) {
      const auto& other = std::get<model::Member>(b.node);
      return member->member.name == other.member.name && same(member->object, other.object);
    }
    if (const auto* call = std::get_if<model::Call>(&a.node)) {
      const auto& other = std::get<model::Call>(b.node);
      if (call->callee.name != other.callee.name ||
          call->arguments.size() != other.arguments.size()) {
        return false;
      }
      for (std::size_t i = 0; i < call->arguments.size(); ++i) {
        const auto& [name, value] = call->arguments[i];
        const auto& [other_name, other_value] = other.arguments[i];
        if (name.has_value() != other_name.has_value() || !same(value, other_value)) return false;
      }
      return true;
    }
    if (const auto* in = std::get_if<model::InState>(&a.node)) {
      return in->state.name == std::get<model::InState>(b.node).state.name;
    }
    if (const auto* binary = std::get_if<model::Binary>(&a.node)) {
      const auto& other = std::get<model::Binary>(b.node);
      return binary->op == other.op && same(binary->left, other.left) &&
             same(binary->right, other.right);
    }
    if (const auto* unary = std::get_if<model::Unary>(&a.node)) {
      const auto& other = std::get<model::Unary>(b.node);
      return unary->op == other.op && same(unary->operand, other.operand);
    }
    return false;
  }

  bool fails(ExprId id) {
    if (--left_ < 0) return true;
    const model::Expr& expr = at(id);
    if (const auto* member = std::get_if<model::Member>(&expr.node)) return fails(member->object);
    if (const auto* unary = std::get_if<model::Unary>(&expr.node)) {
      return unary->op != model::UnaryOp::Not || fails(unary->operand);
    }
    if (const auto* binary = std::get_if<model::Binary>(&expr.node)) {
      const bool arithmetic =
          binary->op >= model::BinaryOp::Multiply && binary->op <= model::BinaryOp::Subtract;
      return arithmetic || fails(binary->left) || fails(binary->right);
    }
    if (std::holds_alternative<model::Name>(expr.node)) {
      const auto* guard = std::get_if<GuardRef>(&subject_.facts.reference(id));
      return guard && fails(subject_.chart.guards[guard->guard].condition);
    }
    if (const auto* call = std::get_if<model::Call>(&expr.node)) {
      if (call->callee.name != "size" && call->callee.name != "contains") return true;
      for (const model::Argument& argument : call->arguments) {
        if (fails(argument.value)) return true;
      }
      return false;
    }
    return !(std::holds_alternative<model::BoolLiteral>(expr.node) ||
             std::holds_alternative<model::IntLiteral>(expr.node) ||
             std::holds_alternative<model::FloatLiteral>(expr.node) ||
             std::holds_alternative<model::StringLiteral>(expr.node) ||
             std::holds_alternative<model::DurationLiteral>(expr.node) ||
             std::holds_alternative<model::NoneLiteral>(expr.node) ||
             std::holds_alternative<model::InState>(expr.node));
  }

  const Subject& subject_;
  int left_ = 0;
};

void check_complete(const Subject& subject, const State& choice) {
  std::vector<ExprId> guards;
  for (const Transition& branch : choice.transitions) {
    if (branch.otherwise || is_unguarded(subject.program, branch)) return;
    guards.push_back(*branch.guard);
  }
  bool can_fail = false;
  if (guards.size() <= MostBranches) {
    Guards compare(subject);
    for (const ExprId guard : guards) {
      const auto opposite = opposite_of(subject.program, guard);
      if (!opposite) continue;
      for (const ExprId other : guards) {
        if (!compare.alike(*opposite, other)) continue;
        if (!compare.can_fail(*opposite)) return;
        can_fail = true;
      }
    }
  }
  auto reported =
      subject.report.report(diag::ChoiceWithoutElse, choice.name.range, choice.name.name);
  if (can_fail) reported.note(diag::GuardCanFail, subject.program.expr(guards.front()).range);
}

}  // namespace

void choices(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    Graph ways(subject.chart.states.size());
    each_state(subject.chart, [&](StateId id, const State& state) {
      if (state.kind != StateKind::Choice) return;
      check_complete(subject, state);
      for (const Transition& branch : state.transitions) {
        for (const StateId target : subject.tree.targets(branch)) {
          if (subject.tree.state(target).kind != StateKind::Choice) continue;
          ways[id.index].push_back({target.index, branch.range});
        }
      }
    });
    each_cycle(ways, [&](const std::vector<Edge>& cycle) {
      const model::NameRef& name = subject.chart.states[cycle.back().to].name;
      auto reported = subject.report.report(diag::ChoiceCycle, name.range, name.name);
      for (const Edge& edge : cycle) {
        if (edge.to == cycle.back().to) continue;
        reported.note(diag::ByWayOf, edge.range, subject.chart.states[edge.to].name.name);
        break;
      }
    });
  });
}

}  // namespace perdure::check
