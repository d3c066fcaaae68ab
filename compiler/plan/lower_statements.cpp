// Statements.
#include "compiler/model/spelling.h"
#include "compiler/plan/lower.h"

namespace perdure::plan {

namespace {

bool can_fail(const std::optional<Expr>& expr) { return expr && expr->can_fail; }

bool any_can_fail(const std::vector<Expr>& exprs) {
  for (const Expr& expr : exprs) {
    if (expr.can_fail) return true;
  }
  return false;
}

// An element of a map that is assigned to is made where it is missing, so naming it cannot fail.
bool path_can_fail(const Statement& statement) {
  if (!statement.path) return false;
  const Expr& path = *statement.path;
  const bool inserts = statement.kind == StatementKind::Assign && statement.text == "=" &&
                       path.kind == ExprKind::Element &&
                       path.operands[0].type.kind == model::TypeKind::Map;
  return inserts ? any_can_fail(path.operands) : path.can_fail;
}

bool computes_with_checks(const Statement& statement) {
  if (statement.kind == StatementKind::Remove) return true;
  if (statement.kind != StatementKind::Assign || statement.text == "=") return false;
  using Kind = model::TypeKind;
  const Kind kind = statement.path->type.kind;
  return kind == Kind::Int || kind == Kind::Duration || kind == Kind::Timestamp ||
         kind == Kind::Named;
}

bool statement_can_fail(const Statement& statement) {
  const bool dynamic = statement.kind == StatementKind::RunScript ||
                       statement.kind == StatementKind::Foreach ||
                       statement.kind == StatementKind::ScxmlSend;
  if (dynamic || statement.kind == StatementKind::CallAction || computes_with_checks(statement))
    return true;
  if (path_can_fail(statement) || can_fail(statement.value) || can_fail(statement.to) ||
      can_fail(statement.after) || can_fail(statement.send_id) ||
      any_can_fail(statement.arguments) || any_can_fail(statement.conditions)) {
    return true;
  }
  for (const Block& block : statement.blocks) {
    for (const Statement& inner : block) {
      if (inner.can_fail) return true;
    }
  }
  return false;
}

}  // namespace

struct StatementLowering {
  const Lowering& lowering;
  Statement statement;

  void operator()(const model::Assign& assign) {
    statement.kind = StatementKind::Assign;
    statement.text = spelling(assign.op);
    statement.path = lowering.expr(assign.path);
    statement.value = lowering.expr(assign.value);
  }
  void operator()(const model::Append& append) {
    statement.kind = StatementKind::Append;
    statement.path = lowering.expr(append.list);
    statement.value = lowering.expr(append.value);
  }
  void operator()(const model::Remove& remove) {
    statement.kind = StatementKind::Remove;
    statement.path = lowering.expr(remove.list);
    statement.value = lowering.expr(remove.index);
  }
  void operator()(const model::Erase& erase) {
    statement.kind = StatementKind::Erase;
    statement.path = lowering.expr(erase.map);
    statement.value = lowering.expr(erase.key);
  }
  void operator()(const model::Clear& clear) {
    statement.kind = StatementKind::Clear;
    statement.path = lowering.expr(clear.path);
  }
  void operator()(const model::If& branches) {
    statement.kind = StatementKind::If;
    for (const model::Branch& branch : branches.branches) {
      if (branch.condition) {
        statement.conditions.push_back(lowering.condition(*branch.condition));
      }
      statement.blocks.push_back(lowering.block(branch.body));
    }
  }
  void operator()(const model::For& loop) {
    statement.kind = StatementKind::For;
    statement.text = loop.variable.name;
    statement.path = lowering.expr(loop.list);
    statement.blocks.push_back(lowering.block(loop.body));
  }
  void operator()(const model::Raise& raise) {
    statement.kind = StatementKind::Raise;
    statement.text = raise.event.name;
    if (lowering.model_chart().data_model != model::DataModel::Typed) return;
    statement.arguments = lowering.event_arguments(raise.event);
  }
  void operator()(const model::Send& send) {
    statement.kind = StatementKind::Send;
    statement.text = send.event.name;
    statement.arguments = lowering.event_arguments(send);
    if (send.chart) {
      const auto& sent = lowering.chart_facts().foreign_events.at(send.event.range);
      statement.chart = lowering.chart_ref(sent.first);
    }
    if (std::holds_alternative<model::ToParent>(send.target)) {
      statement.receiver = Receiver::Parent;
    } else if (const auto* session = std::get_if<model::ToSession>(&send.target)) {
      const auto* invocation =
          std::get_if<check::InvocationRef>(&lowering.facts_.reference(session->id));
      if (invocation) {
        statement.receiver = Receiver::Invocation;
        statement.invocation = invocation->invocation;
      } else {
        statement.receiver = Receiver::Session;
        statement.to = lowering.expr(session->id);
        statement.to->can_fail = true;  // It may be empty, which is no session.
      }
    }
    if (send.after) statement.after = lowering.expr(*send.after);
    if (send.id) statement.send_id = lowering.send_id(*send.id);
  }
  void operator()(const model::Cancel& cancel) {
    statement.kind = StatementKind::Cancel;
    statement.send_id = lowering.send_id(cancel.id);
  }
  void operator()(const model::Log& log) {
    statement.kind = StatementKind::Log;
    statement.text = log.text;
    statement.level = spelling(log.level);
    for (const model::ExprId value : log.values) {
      statement.arguments.push_back(lowering.expr(value));
    }
  }
  void operator()(const model::RunScript& script) {
    statement.kind = StatementKind::RunScript;
    statement.text = script.text;
  }
  void operator()(const model::Foreach& each) {
    statement.kind = StatementKind::Foreach;
    statement.text = each.item.name;
    if (each.index) statement.index = each.index->name;
    statement.path = lowering.expr(each.array);
    statement.blocks.push_back(lowering.block(each.body));
  }
  void operator()(const model::ScxmlSend& send) {
    statement.kind = StatementKind::ScxmlSend;
    ScxmlSend& lowered = statement.scxml_send.emplace();
    const auto lower = [&](const std::optional<model::ExprId>& attribute) {
      return attribute ? std::optional<Expr>(lowering.expr(*attribute)) : std::nullopt;
    };
    lowered.event = lower(send.event);
    lowered.target = lower(send.target);
    lowered.type = lower(send.type);
    lowered.delay = lower(send.delay);
    lowered.id = lower(send.id);
    lowered.id_location = lower(send.id_location);
    lowered.payload = lowering.payload(send.payload);
  }
  void operator()(const model::CallAction& call) {
    statement.kind = StatementKind::CallAction;
    statement.text = call.action.name;
    const std::uint32_t action = lowering.chart_facts().actions.at(call.action.range);
    statement.arguments =
        lowering.arguments(lowering.facts_.statement_arguments.at(call.action.range),
                           lowering.model_chart().actions[action].parameters,
                           lowering.chart_facts().action_signatures[action].parameters);
  }
};

// What an engine evaluates is false where it fails, which does not end the block (SCXML 5.9.1).
Expr Lowering::condition(model::ExprId id) const {
  Expr lowered = expr(id);
  if (model_chart().data_model != model::DataModel::Typed) lowered.can_fail = false;
  return lowered;
}

Payload Lowering::payload(const model::Payload& payload) const {
  Payload lowered;
  for (const model::Param& param : payload.params) {
    lowered.params.push_back({param.name.name, expr(param.value), param.location});
  }
  if (payload.content) lowered.content = expr(*payload.content);
  return lowered;
}

Block Lowering::block(const model::Block& block) const {
  Block lowered;
  for (const model::Statement& each : block) lowered.push_back(statement(each));
  return lowered;
}

Statement Lowering::statement(const model::Statement& statement) const {
  StatementLowering lowering{*this, {}};
  std::visit(lowering, statement.node);
  lowering.statement.source = written().statement(statement);
  lowering.statement.can_fail = statement_can_fail(lowering.statement);
  return std::move(lowering.statement);
}

Expr Lowering::send_id(const model::SendId& id) const {
  if (const auto* given = std::get_if<model::ExprId>(&id)) return expr(*given);
  Expr word;
  word.kind = ExprKind::String;
  word.type = {model::TypeKind::String, {}, {}};
  word.text = std::get<model::NameRef>(id).name;
  return word;
}

std::vector<Expr> Lowering::event_arguments(const model::NameRef& event) const {
  const std::uint32_t index = chart_facts().events.at(event.range);
  return arguments(facts_.statement_arguments.at(event.range), model_chart().events[index].fields,
                   chart_facts().events_fields[index]);
}

std::vector<Expr> Lowering::event_arguments(const model::Send& send) const {
  if (std::holds_alternative<model::ToParent>(send.target)) {
    const std::uint32_t index = chart_facts().emitted.at(send.event.range);
    return arguments(facts_.statement_arguments.at(send.event.range),
                     model_chart().emits[index].fields, chart_facts().emits_fields[index]);
  }
  if (!send.chart) return event_arguments(send.event);
  const auto& [chart, index] = chart_facts().foreign_events.at(send.event.range);
  return arguments(facts_.statement_arguments.at(send.event.range),
                   program_.chart(chart).events[index].fields,
                   facts_.charts[chart.index].events_fields[index]);
}

}  // namespace perdure::plan
