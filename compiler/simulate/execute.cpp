// Statements. What states wait for: waiting.cpp.
#include "compiler/simulate/execute.h"

#include "compiler/simulate/arithmetic.h"
#include "compiler/simulate/text.h"

namespace perdure::simulate {

template <class Attempt>
void Executor::attempt(const Attempt& attempt) {
  try {
    attempt();
  } catch (const ExecutionFailed& failure) {
    fail("error.execution", failure.what());
  }
}

void Executor::fail(const char* name, const std::string& why) {
  scope_.memory.internal_queue.push_back({name, {{"error", {why}}}});
}

void Executor::block(const model::Block& block) {
  attempt([&] { statements(block); });
}

void Executor::statements(const model::Block& block) {
  for (const model::Statement& each : block) statement(each);
}

void Executor::statement(const model::Statement& statement) {
  struct Visitor {
    Executor& executor;
    Evaluator& evaluator;

    std::vector<Value>& list(model::ExprId path) {
      return std::get<List>(evaluator.place(path).is).elements;
    }

    void operator()(const model::Assign& assign) { executor.assign(assign); }
    void operator()(const model::Append& append) {
      std::vector<Value>& elements = list(append.list);
      elements.push_back(evaluator.value(append.value));
    }
    void operator()(const model::Remove& remove) {
      std::vector<Value>& elements = list(remove.list);
      const auto at = std::get<std::int64_t>(evaluator.value(remove.index).is);
      if (at < 0 || static_cast<std::uint64_t>(at) >= elements.size()) no_such_index();
      elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(at));
    }
    void operator()(const model::Erase& erase) {
      auto& entries = std::get<Map>(evaluator.place(erase.map).is).entries;
      const Value key = evaluator.value(erase.key);
      std::erase_if(entries, [&](const auto& entry) { return entry.key == key; });
    }
    void operator()(const model::Clear& clear) { executor.clear(clear); }
    void operator()(const model::If& branches) { executor.branches(branches); }
    void operator()(const model::For& loop) { executor.loop(loop); }
    void operator()(const model::Raise& raise) { executor.raise(raise); }
    void operator()(const model::Send& send) { executor.send(send); }
    void operator()(const model::Cancel& cancel) {
      executor.scope_.effects.push_back(CancelEffect{Sent::Event, executor.send_id(cancel.id)});
    }
    void operator()(const model::Log& log) { executor.log(log); }
    void operator()(const model::CallAction& call) { executor.act(call); }
    // Those of data models that are not simulated.
    void operator()(const model::ScxmlSend&) {}
    void operator()(const model::Foreach&) {}
    void operator()(const model::RunScript&) {}
  };
  std::visit(Visitor{*this, evaluator_}, statement.node);
}

void Executor::assign(const model::Assign& assign) {
  using Op = model::AssignOp;
  if (assign.op == Op::Set) {
    Value value = evaluator_.value(assign.value);
    const auto* index = std::get_if<model::Index>(&program().expr(assign.path).node);
    Value* const object = index ? &evaluator_.place(index->object) : nullptr;
    if (object && std::holds_alternative<Map>(object->is)) {
      // An element that is missing is made.
      const Value key = evaluator_.value(index->index);
      at(std::get<Map>(object->is), key, {None{}}) = std::move(value);
      return;
    }
    evaluator_.place(assign.path) = std::move(value);
    return;
  }
  const model::BinaryOp op = assign.op == Op::Add        ? model::BinaryOp::Add
                             : assign.op == Op::Subtract ? model::BinaryOp::Subtract
                             : assign.op == Op::Multiply ? model::BinaryOp::Multiply
                                                         : model::BinaryOp::Divide;
  // Where both fail, generated code says why the one did that it looks at first.
  const model::TypeKind kind = scope_.facts().type(assign.path).kind;
  const bool place_first = kind == model::TypeKind::Int || kind == model::TypeKind::Duration ||
                           kind == model::TypeKind::Timestamp;
  if (place_first) evaluator_.place(assign.path);
  const Value right = evaluator_.value(assign.value);
  Value& place = evaluator_.place(assign.path);
  place = calculate(op, place, right);
}

void Executor::clear(const model::Clear& clear) {
  evaluator_.place(clear.path) = evaluator_.zero(scope_.facts().type(clear.path));
}

void Executor::branches(const model::If& branches) {
  for (const model::Branch& branch : branches.branches) {
    if (branch.condition && !evaluator_.holds(*branch.condition)) continue;
    return statements(branch.body);
  }
}

void Executor::loop(const model::For& loop) {
  const Value list = evaluator_.value(loop.list);
  const std::uint32_t local = scope_.facts().local_of.at(loop.variable.range);
  for (const Value& element : std::get<List>(list.is).elements) {
    scope_.locals[local] = element;
    statements(loop.body);
  }
}

Event Executor::event(const model::Event& declared, const std::vector<model::Type>& types,
                      const model::NameRef& name) {
  const auto& given = scope_.facts().statement_arguments.at(name.range);
  std::vector<Value> values = evaluator_.arguments(given, declared.fields, types);
  Event event{declared.name.name, {}};
  for (std::size_t i = 0; i < values.size(); ++i) {
    event.fields.emplace_back(declared.fields[i].name.name, std::move(values[i]));
  }
  return event;
}

void Executor::raise(const model::Raise& raise) {
  const std::uint32_t index = facts().events.at(raise.event.range);
  scope_.memory.internal_queue.push_back(
      event(chart().events[index], facts().events_fields[index], raise.event));
}

std::string Executor::send_id(const model::SendId& id) {
  if (const auto* word = std::get_if<model::NameRef>(&id)) return word->name;
  return evaluator_.string(std::get<model::ExprId>(id));
}

void Executor::send(const model::Send& send) {
  SendEffect effect;
  if (std::holds_alternative<model::ToParent>(send.target)) {
    return send_to_parent(send, std::move(effect));
  }
  const auto* session = std::get_if<model::ToSession>(&send.target);
  const auto* invoked =
      session ? std::get_if<check::InvocationRef>(&scope_.facts().reference(session->id)) : nullptr;
  if (invoked && scope_.memory.invocations[invoked->invocation] == 0) {
    const auto& found = facts().invocations[invoked->invocation];
    const std::string& name = chart().state(found.state).invocations[found.index].name.name;
    return fail("error.communication", "`" + name + "` is not under way");
  }
  if (send.chart) {
    const auto& [of, index] = facts().foreign_events.at(send.event.range);
    effect.chart = scope_.definition.qualified(of);
    effect.event = event(scope_.definition.chart(of).events[index],
                         scope_.definition.facts_of(of).events_fields[index], send.event);
  } else {
    const std::uint32_t index = facts().events.at(send.event.range);
    effect.event = event(chart().events[index], facts().events_fields[index], send.event);
  }
  if (invoked) {
    effect.to = scope_.step.session + "/" + invocation_id(invoked->invocation);
  } else if (session) {
    effect.to = evaluator_.string(session->id);
    if (effect.to.empty()) throw ExecutionFailed("an event for a session without an id");
  }
  if (send.after) effect.delay = evaluator_.duration(*send.after);
  if (send.id) effect.send_id = send_id(*send.id);
  scope_.effects.push_back(std::move(effect));
}

void Executor::send_to_parent(const model::Send& send, SendEffect effect) {
  const std::uint32_t index = facts().emitted.at(send.event.range);
  effect.kind = Sent::Emitted;
  effect.event = event(chart().emits[index], facts().emits_fields[index], send.event);
  if (send.after) effect.delay = evaluator_.duration(*send.after);
  if (send.id) effect.send_id = send_id(*send.id);
  effect.to = scope_.step.parent;
  effect.invocation = scope_.step.invocation;
  if (effect.to.empty()) return fail("error.communication", "nobody invoked this session");
  scope_.effects.push_back(std::move(effect));
}

void Executor::log(const model::Log& log) {
  std::string text = log.text;
  const char* separator = ": ";
  for (const model::ExprId value : log.values) {
    text += separator + text_of(program(), evaluator_.value(value));
    separator = ", ";
  }
  scope_.effects.push_back(LogEffect{log.level, std::move(text)});
}

void Executor::act(const model::CallAction& call) {
  const std::uint32_t index = facts().actions.at(call.action.range);
  const model::Function& action = chart().actions[index];
  const auto& given = scope_.facts().statement_arguments.at(call.action.range);
  std::vector<Value> values =
      evaluator_.arguments(given, action.parameters, facts().action_signatures[index].parameters);
  std::vector<std::string> words;
  for (std::size_t i = 0; i < values.size(); ++i) {
    words.push_back(action.parameters[i].name.name + ": " + spell(program(), values[i]));
  }
  scope_.effects.push_back(CallEffect{action.name.name + "(" + joined(words, ", ") + ")"});
  scope_.step.outside->act(action, values);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (action.parameters[i].inout && given[i]) evaluator_.place(*given[i]) = std::move(values[i]);
  }
}

}  // namespace perdure::simulate
