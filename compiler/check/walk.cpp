// Walks over expressions and statements.
#include "compiler/check/walk.h"

#include <vector>

namespace perdure::check {

using model::ExprId;

namespace {

void push_operands(const model::Expr& expr, std::vector<ExprId>& to) {
  struct Visitor {
    std::vector<ExprId>& to;

    void operator()(const model::ListLiteral& list) {
      to.insert(to.end(), list.elements.begin(), list.elements.end());
    }
    void operator()(const model::MapLiteral& map) {
      for (const auto& [key, value] : map.entries) {
        to.push_back(key);
        to.push_back(value);
      }
    }
    void operator()(const model::Member& member) { to.push_back(member.object); }
    void operator()(const model::Index& index) {
      to.push_back(index.object);
      to.push_back(index.index);
    }
    void operator()(const model::Call& call) {
      for (const model::Argument& argument : call.arguments) to.push_back(argument.value);
    }
    void operator()(const model::Quantifier& quantifier) {
      to.push_back(quantifier.list);
      to.push_back(quantifier.body);
    }
    void operator()(const model::Unary& unary) { to.push_back(unary.operand); }
    void operator()(const model::Binary& binary) {
      to.push_back(binary.left);
      to.push_back(binary.right);
    }
    void operator()(const model::Conditional& conditional) {
      to.push_back(conditional.condition);
      to.push_back(conditional.then);
      to.push_back(conditional.otherwise);
    }
    void operator()(const model::BoolLiteral&) {}
    void operator()(const model::IntLiteral&) {}
    void operator()(const model::FloatLiteral&) {}
    void operator()(const model::StringLiteral&) {}
    void operator()(const model::DurationLiteral&) {}
    void operator()(const model::NoneLiteral&) {}
    void operator()(const model::Name&) {}
    void operator()(const model::InState&) {}
    void operator()(const model::Script&) {}
    void operator()(const model::Inline&) {}
  };
  std::visit(Visitor{to}, expr.node);
}

}  // namespace

std::optional<model::StateId> default_child(const model::Chart& chart, const model::State& state) {
  if (state.kind != model::StateKind::State && state.kind != model::StateKind::Root)
    return std::nullopt;
  for (const model::StateId child : state.children) {
    if (chart.state(child).kind != model::StateKind::History) return child;
  }
  return std::nullopt;
}

void each_expression(const model::Program& program, ExprId root,
                     const std::function<void(ExprId)>& visit) {
  std::vector<ExprId> left{root};
  while (!left.empty()) {
    const ExprId id = left.back();
    left.pop_back();
    visit(id);
    push_operands(program.expr(id), left);
  }
}

void each_statement(const model::Block& block,
                    const std::function<void(const model::Statement&)>& visit) {
  for (const model::Statement& statement : block) {
    visit(statement);
    if (const auto* branches = std::get_if<model::If>(&statement.node)) {
      for (const model::Branch& branch : branches->branches) each_statement(branch.body, visit);
    } else if (const auto* loop = std::get_if<model::For>(&statement.node)) {
      each_statement(loop->body, visit);
    } else if (const auto* each = std::get_if<model::Foreach>(&statement.node)) {
      each_statement(each->body, visit);
    }
  }
}

void each_operand(const Facts& facts, const model::Chart& chart, const ChartFacts& found,
                  const model::Statement& statement,
                  const std::function<void(ExprId, bool)>& visit) {
  struct Visitor {
    const Facts& facts;
    const model::Chart& chart;
    const ChartFacts& found;
    const std::function<void(ExprId, bool)>& visit;

    void id(const model::SendId& id) {
      if (const auto* expr = std::get_if<ExprId>(&id)) visit(*expr, false);
    }
    void arguments(const std::vector<model::Argument>& arguments) {
      for (const model::Argument& argument : arguments) visit(argument.value, false);
    }
    void operator()(const model::Assign& assign) {
      visit(assign.path, true);
      visit(assign.value, false);
    }
    void operator()(const model::Append& append) {
      visit(append.list, true);
      visit(append.value, false);
    }
    void operator()(const model::Remove& remove) {
      visit(remove.list, true);
      visit(remove.index, false);
    }
    void operator()(const model::Erase& erase) {
      visit(erase.map, true);
      visit(erase.key, false);
    }
    void operator()(const model::Clear& clear) { visit(clear.path, true); }
    void operator()(const model::If& branches) {
      for (const model::Branch& branch : branches.branches) {
        if (branch.condition) visit(*branch.condition, false);
      }
    }
    void operator()(const model::For& loop) { visit(loop.list, false); }
    void operator()(const model::Raise& raise) { arguments(raise.arguments); }
    void operator()(const model::Send& send) {
      arguments(send.arguments);
      if (const auto* to = std::get_if<model::ToSession>(&send.target)) visit(to->id, false);
      if (send.after) visit(*send.after, false);
      if (send.id) id(*send.id);
    }
    void operator()(const model::Cancel& cancel) { id(cancel.id); }
    void operator()(const model::Log& log) {
      for (const ExprId value : log.values) visit(value, false);
    }
    void operator()(const model::CallAction& call) {
      // What an action may change, it may read too.
      arguments(call.arguments);
      const auto action = found.actions.find(call.action.range);
      const auto bound = facts.statement_arguments.find(call.action.range);
      if (action == found.actions.end() || bound == facts.statement_arguments.end()) return;
      const std::vector<model::Field>& parameters = chart.actions[action->second].parameters;
      for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (parameters[i].inout && bound->second[i]) visit(*bound->second[i], true);
      }
    }
    void operator()(const model::ScxmlSend& send) {
      for (const auto& attribute : {send.event, send.target, send.type, send.delay, send.id,
                                    send.id_location, send.payload.content}) {
        if (attribute) visit(*attribute, false);
      }
      for (const model::Param& param : send.payload.params) visit(param.value, false);
    }
    void operator()(const model::Foreach& each) { visit(each.array, false); }
    void operator()(const model::RunScript&) {}
  };
  std::visit(Visitor{facts, chart, found, visit}, statement.node);
}

void each_root(const model::State& state, const std::function<void(ExprId)>& visit) {
  const auto maybe = [&](const std::optional<ExprId>& expr) {
    if (expr) visit(*expr);
  };
  for (const model::Field& field : state.data) maybe(field.initial);
  maybe(state.result);
  for (const model::Token& token : state.tokens) maybe(token.expires);
  for (const model::Invocation& invocation : state.invocations) {
    for (const model::Argument& argument : invocation.arguments) visit(argument.value);
    maybe(invocation.timeout);
    if (!invocation.retry) continue;
    maybe(invocation.retry->backoff);
    maybe(invocation.retry->backoff_limit);
  }
  for (const model::Transition& transition : state.transitions) {
    maybe(transition.guard);
    if (const auto* after = std::get_if<model::After>(&transition.trigger)) visit(after->duration);
  }
}

void each_block(const model::State& state, const std::function<void(const model::Block&)>& visit) {
  for (const model::Block& block : state.entry) visit(block);
  for (const model::Block& block : state.exit) visit(block);
  if (state.initial) visit(state.initial->actions);
  for (const model::Transition& transition : state.transitions) visit(transition.actions);
}

std::optional<DataRef> root_of(const model::Program& program, const Facts& facts, ExprId path) {
  for (ExprId id = path;;) {
    const model::Expr& expr = program.expr(id);
    if (const auto* member = std::get_if<model::Member>(&expr.node)) {
      id = member->object;
    } else if (const auto* index = std::get_if<model::Index>(&expr.node)) {
      id = index->object;
    } else {
      const auto* data = std::get_if<DataRef>(&facts.reference(id));
      return data ? std::optional(*data) : std::nullopt;
    }
  }
}

void each_write(const model::Program& program, const Facts& facts, const model::Chart& chart,
                const ChartFacts& found, const model::Block& block,
                const std::function<void(DataRef, source::Range)>& visit) {
  each_statement(block, [&](const model::Statement& statement) {
    each_operand(facts, chart, found, statement, [&](ExprId id, bool written) {
      if (!written) return;
      if (const auto data = root_of(program, facts, id)) visit(*data, program.expr(id).range);
    });
  });
}

}  // namespace perdure::check
