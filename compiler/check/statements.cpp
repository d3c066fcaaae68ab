// Typing of statements.
#include "compiler/check/typing.h"
#include "compiler/check/walk.h"
#include "compiler/model/spelling.h"

namespace perdure::check {

using model::ExprId;
using model::Type;
using model::TypeKind;

namespace {

model::BinaryOp operator_of(model::AssignOp op) {
  switch (op) {
    case model::AssignOp::Subtract:
      return model::BinaryOp::Subtract;
    case model::AssignOp::Multiply:
      return model::BinaryOp::Multiply;
    case model::AssignOp::Divide:
      return model::BinaryOp::Divide;
    default:
      return model::BinaryOp::Add;
  }
}

}  // namespace

void Typer::block(const model::Block& statements) {
  for (const model::Statement& each : statements) statement(each);
}

void Typer::statement(const model::Statement& statement) {
  struct Visitor {
    Typer& typer;
    source::Range range;

    void operator()(const model::Assign& assign) { typer.assign(assign, range); }
    void operator()(const model::Append& append) {
      const Type list = typer.list_path(append.list);
      if (is_error(list)) return typer.ignore(append.value);
      typer.want(append.value, list.arguments[0]);
    }
    void operator()(const model::Remove& remove) {
      typer.list_path(remove.list);
      typer.want(remove.index, simple(TypeKind::Int));
    }
    void operator()(const model::Erase& erase) { typer.erase(erase); }
    void operator()(const model::Clear& clear) { typer.clear(clear.path); }
    void operator()(const model::If& branches) {
      for (const model::Branch& branch : branches.branches) {
        if (branch.condition) typer.want_bool(*branch.condition);
        typer.block(branch.body);
      }
    }
    void operator()(const model::For& loop) { typer.for_loop(loop); }
    void operator()(const model::Raise& raise) { typer.bind_event(raise.event, raise.arguments); }
    void operator()(const model::Send& send) { typer.send(send); }
    void operator()(const model::Cancel& cancel) { typer.send_id(cancel.id); }
    void operator()(const model::Log& log) {
      for (const ExprId value : log.values) typer.want_printable(value);
    }
    void operator()(const model::CallAction& call) { typer.call_action(call); }
    // An engine finds out what these mean, at run time.
    void operator()(const model::ScxmlSend&) {}
    void operator()(const model::Foreach& each) { typer.block(each.body); }
    void operator()(const model::RunScript&) {}
  };
  std::visit(Visitor{*this, statement.range}, statement.node);
}

void Typer::assign(const model::Assign& assign, source::Range range) {
  const Type path = target_path(assign.path);
  if (is_error(path)) return ignore(assign.value);
  if (assign.op == model::AssignOp::Set) return want(assign.value, path);

  const Type value = value_of(assign.value);
  if (is_error(value)) return;
  const auto found = operation(operator_of(assign.op), path, value);
  if (!found || !same(found->result, path)) {
    return report_operation(range, spelling(assign.op), path, value);
  }
  if (found->operand) convert(assign.value, *found->operand);
}

Type Typer::list_path(ExprId path) {
  const Type type = target_path(path);
  if (is_error(type) || type.kind == TypeKind::List) return type;
  report_.report(diag::NotAList, program_.expr(path).range, spell(type));
  return simple(TypeKind::Error);
}

void Typer::erase(const model::Erase& erase) {
  const Type type = target_path(erase.map);
  if (type.kind == TypeKind::Map) return want(erase.key, type.arguments[0]);
  ignore(erase.key);
  if (!is_error(type)) {
    report_.report(diag::NotAMap, program_.expr(erase.map).range, spell(type));
  }
}

void Typer::clear(ExprId path) {
  const Type type = target_path(path);
  switch (type.kind) {
    case TypeKind::Error:
    case TypeKind::List:
    case TypeKind::Map:
    case TypeKind::String:
    case TypeKind::Bytes:
    case TypeKind::Optional:
      return;
    default:
      report_.report(diag::NotClearable, program_.expr(path).range, spell(type));
  }
}

Type Typer::target_path(ExprId path) {
  changing_ = true;
  const Type type = value_of(path);
  changing_ = false;
  if (!is_assignable(path, !is_error(type))) return simple(TypeKind::Error);
  refuse_change_of_walked(path);
  return type;
}

bool Typer::is_assignable(ExprId path, bool tell) {
  for (ExprId id = path;;) {
    const model::Expr& expr = program_.expr(id);
    if (const auto* member = std::get_if<model::Member>(&expr.node)) {
      if (std::holds_alternative<StructFieldRef>(facts_.reference(id))) {
        if (member->optional_chain) return false;  // Only an argument can be written so.
        id = member->object;
        continue;
      }
    } else if (const auto* index = std::get_if<model::Index>(&expr.node)) {
      id = index->object;
      continue;
    } else if (std::holds_alternative<DataRef>(facts_.reference(id))) {
      return true;
    } else if (context_.migrating && std::holds_alternative<ParameterRef>(facts_.reference(id))) {
      return true;  // It is what the session would have been started with.
    }
    if (tell) {
      const Reference& reference = facts_.reference(id);
      const std::string_view what =
          std::holds_alternative<ParameterRef>(reference)    ? "a parameter"
          : std::holds_alternative<LocalRef>(reference)      ? "the variable of a loop"
          : std::holds_alternative<GuardRef>(reference)      ? "a guard"
          : std::holds_alternative<EventFieldRef>(reference) ? "part of the event"
                                                             : "a value that is kept nowhere";
      report_.report(diag::NotAssignable, expr.range, what);
    }
    return false;
  }
}

void Typer::refuse_change_of_walked(ExprId path) {
  const auto root = root_of(program_, facts_, path);
  if (!root) return;
  for (const Walk& walk : walks_) {
    if (walk.data.state != root->state || walk.data.field != root->field) continue;
    const model::Field& field = names_.chart()->state(root->state).data[root->field];
    report_.report(diag::ChangedWhileWalked, program_.expr(path).range, field.name.name)
        .note(diag::WalkedHere, walk.range);
    return;
  }
}

void Typer::walk_roots(ExprId list) {
  const model::Expr& expr = program_.expr(list);
  if (const auto* conditional = std::get_if<model::Conditional>(&expr.node)) {
    walk_roots(conditional->then);
    walk_roots(conditional->otherwise);
  } else if (const auto* binary = std::get_if<model::Binary>(&expr.node)) {
    walk_roots(binary->left);
    walk_roots(binary->right);
  } else if (const auto root = root_of(program_, facts_, list)) {
    walks_.push_back({*root, expr.range});
  }
}

void Typer::for_loop(const model::For& loop) {
  const Type element = element_of(loop.list);
  const auto local = static_cast<std::uint32_t>(facts_.locals.size());
  facts_.locals.push_back({loop.variable, element});
  facts_.local_of[loop.variable.range] = local;
  names_.declare(loop.variable, {Symbol::Kind::Local, local, {}, {}}, report_);
  const std::size_t outer = walks_.size();
  if (!is_error(element)) walk_roots(loop.list);
  block(loop.body);
  walks_.resize(outer);
  names_.remove(loop.variable);
}

void Typer::bind_event(const model::NameRef& event, const std::vector<model::Argument>& arguments) {
  const std::uint32_t* found = names_.find_event(event.name);
  if (!found) {
    suggestions_.add(
        report_.report(diag::UnknownEvent, event.range, event.name, names_.chart()->name.name),
        event.range, event.name, [&] { return names_.events(); });
    return ignore(arguments);
  }
  chart_->events[event.range] = *found;
  facts_.statement_arguments[event.range] =
      bind(event, arguments, names_.chart()->events[*found].fields, chart_->events_fields[*found]);
}

void Typer::bind_emitted(const model::Send& send) {
  const model::NameRef& event = send.event;
  const std::uint32_t* found = names_.find_emitted(event.name);
  if (!found) {
    auto reported =
        report_.report(diag::UnknownEmitted, event.range, names_.chart()->name.name, event.name);
    if (const std::uint32_t* declared = names_.find_event(event.name)) {
      reported.note(diag::DeclaredHere, names_.chart()->events[*declared].name.range, event.name);
    } else {
      suggestions_.add(reported, event.range, event.name, [&] { return names_.emitted(); });
    }
    return ignore(send.arguments);
  }
  chart_->emitted[event.range] = *found;
  facts_.statement_arguments[event.range] = bind(
      event, send.arguments, names_.chart()->emits[*found].fields, chart_->emits_fields[*found]);
}

void Typer::bind_foreign(const model::Send& send) {
  const model::NameRef& name = *send.chart;
  const Symbol* symbol = names_.find(name.name);
  if (!symbol || symbol->kind != Symbol::Kind::Chart) {
    suggestions_.add(report_.report(diag::UnknownChart, name.range, name.name), name.range,
                     name.name, [&] { return names_.charts(); });
    return ignore(send.arguments);
  }
  const model::ChartId id{symbol->index};
  const model::Chart& chart = program_.chart(id);
  for (std::uint32_t i = 0; i < chart.events.size(); ++i) {
    if (chart.events[i].name.name != send.event.name) continue;
    chart_->foreign_events[send.event.range] = {id, i};
    facts_.statement_arguments[send.event.range] =
        bind(send.event, send.arguments, chart.events[i].fields,
             facts_.charts[id.index].events_fields[i]);
    return;
  }
  suggestions_.add(
      report_.report(diag::UnknownEvent, send.event.range, send.event.name, chart.name.name),
      send.event.range, send.event.name, [&] {
        std::vector<std::string_view> events;
        for (const model::Event& event : chart.events) events.push_back(event.name.name);
        return events;
      });
  ignore(send.arguments);
}

void Typer::send(const model::Send& send) {
  const bool to_parent = std::holds_alternative<model::ToParent>(send.target);
  if (send.chart) {
    bind_foreign(send);
    if (!std::holds_alternative<model::ToSession>(send.target)) {
      report_.report(diag::SendWithoutSession, send.chart->range, send.chart->name,
                     send.event.name);
    }
  } else if (to_parent) {
    bind_emitted(send);
  } else {
    bind_event(send.event, send.arguments);
  }
  if (const auto* session = std::get_if<model::ToSession>(&send.target)) {
    if (!send_to_invocation(send, session->id)) want(session->id, simple(TypeKind::String));
  }
  if (send.after) want(*send.after, simple(TypeKind::Duration));
  if (send.id) send_id(*send.id);
}

// A word that names an invocation is the session that it started. False where it names none.
bool Typer::send_to_invocation(const model::Send& send, ExprId id) {
  const model::Expr& expr = program_.expr(id);
  const auto* name = std::get_if<model::Name>(&expr.node);
  const std::uint32_t* found = name ? names_.find_invocation(name->name) : nullptr;
  if (!found) return false;
  const Symbol* symbol = names_.find(name->name);
  const bool meant = !symbol || symbol->kind == Symbol::Kind::Invocation ||
                     symbol->kind == Symbol::Kind::Service || symbol->kind == Symbol::Kind::Chart;
  if (!meant) return false;
  facts_.types[id.index] = simple(TypeKind::String);
  facts_.references[id.index] = InvocationRef{*found};
  const InvocationFacts& invocation = chart_->invocations[*found];
  if (invocation.service) {
    report_.report(diag::NotASession, expr.range, name->name);
  } else if (invocation.chart) {
    const auto sent = chart_->foreign_events.find(send.event.range);
    if (send.chart && sent == chart_->foreign_events.end()) return true;
    if (send.chart && sent->second.first == *invocation.chart) return true;
    const model::NameRef& invoked = program_.chart(*invocation.chart).name;
    report_
        .report(diag::SendToOther, send.event.range, name->name, invoked.name,
                send.chart ? send.chart->name : names_.chart()->name.name)
        .note(diag::DeclaredHere, invoked.range, invoked.name);
  }
  return true;
}

void Typer::invocation(const model::Invocation& invocation, const InvocationFacts& found) {
  const model::NameRef& callee = invocation.callee;
  const model::Chart& chart = *names_.chart();
  if (found.service) {
    facts_.statement_arguments[callee.range] =
        bind(callee, invocation.arguments, chart.services[*found.service].parameters,
             chart_->services[*found.service].parameters);
  } else if (found.chart) {
    facts_.statement_arguments[callee.range] =
        bind(callee, invocation.arguments, program_.chart(*found.chart).parameters,
             facts_.charts[found.chart->index].parameters);
  } else {
    ignore(invocation.arguments);
  }
  const Type duration = simple(TypeKind::Duration);
  if (invocation.timeout) want(*invocation.timeout, duration);
  if (!invocation.retry) return;
  if (invocation.retry->backoff) want(*invocation.retry->backoff, duration);
  if (invocation.retry->backoff_limit) want(*invocation.retry->backoff_limit, duration);
}

void Typer::token(const model::Token& token) {
  for (const model::NameRef& event : token.accepts) {
    if (const std::uint32_t* found = names_.find_event(event.name)) {
      chart_->events[event.range] = *found;
      continue;
    }
    suggestions_.add(
        report_.report(diag::UnknownEvent, event.range, event.name, names_.chart()->name.name),
        event.range, event.name, [&] { return names_.events(); });
  }
  if (token.expires) want(*token.expires, simple(TypeKind::Duration));
}

void Typer::send_id(const model::SendId& id) {
  if (const auto* expr = std::get_if<ExprId>(&id)) want(*expr, simple(TypeKind::String));
}

void Typer::call_action(const model::CallAction& call) {
  const model::NameRef& name = call.action;
  const Symbol* symbol = names_.find(name.name);
  if (symbol && symbol->kind == Symbol::Kind::Action) {
    chart_->actions[name.range] = symbol->index;
    const model::Function& action = names_.chart()->actions[symbol->index];
    const std::vector<Type>& types = chart_->action_signatures[symbol->index].parameters;
    Bound bound = bind(name, call.arguments, action.parameters, types);
    check_inout(action.parameters, types, bound);
    facts_.statement_arguments[name.range] = std::move(bound);
    return;
  }
  ignore(call.arguments);
  const bool pure =
      find_builtin(name.name) ||
      (symbol && (symbol->kind == Symbol::Kind::Function || symbol->kind == Symbol::Kind::Type));
  if (pure) {
    report_.report(diag::FunctionAsStatement, name.range, name.name);
  } else if (symbol) {
    report_.report(diag::NotCallable, name.range, name.name, describe(symbol->kind))
        .note(diag::DeclaredHere, symbol->range, name.name);
  } else {
    suggestions_.add(report_.report(diag::UnknownAction, name.range, name.name), name.range,
                     name.name, [&] { return names_.words(); });
  }
}

}  // namespace perdure::check
