// States and transitions.
#include <utility>

#include "compiler/parse/build.h"
#include "compiler/parse/literals.h"

namespace perdure::parse {

// False if the item is none of a state's.
bool Builder::state_item(antlr4::ParserRuleContext& context, model::Chart& chart,
                         model::StateId state) {
  const auto self = [&]() -> model::State& { return chart.states[state.index]; };
  if (auto* a_transition = dynamic_cast<Parser::TransitionContext*>(&context)) {
    if (auto made = transition(*a_transition)) self().transitions.push_back(std::move(*made));
  } else if (auto* a_state = dynamic_cast<Parser::StateDeclContext*>(&context)) {
    if (!whole(a_state->name())) return true;
    const auto id = add_state(context, *a_state->name(), model::StateKind::State, chart, state);
    items(a_state->body(), chart, id);
  } else if (auto* a_parallel = dynamic_cast<Parser::ParallelDeclContext*>(&context)) {
    if (!whole(a_parallel->name())) return true;
    const auto id =
        add_state(context, *a_parallel->name(), model::StateKind::Parallel, chart, state);
    items(a_parallel->body(), chart, id);
  } else if (auto* a_final = dynamic_cast<Parser::FinalDeclContext*>(&context)) {
    if (!whole(a_final->name())) return true;
    const auto id = add_state(context, *a_final->name(), model::StateKind::Final, chart, state);
    items(a_final->body(), chart, id);
  } else if (auto* a_choice = dynamic_cast<Parser::ChoiceDeclContext*>(&context)) {
    choice(*a_choice, chart, state);
  } else if (auto* a_history = dynamic_cast<Parser::HistoryDeclContext*>(&context)) {
    history(*a_history, chart, state);
  } else if (auto* an_initial = dynamic_cast<Parser::InitialDeclContext*>(&context)) {
    initial(*an_initial, self());
  } else if (auto* data = dynamic_cast<Parser::DataBlockContext*>(&context)) {
    fields(data->field(), self().data);
  } else if (auto* entry = dynamic_cast<Parser::EntryBlockContext*>(&context)) {
    self().entry.push_back(block(entry->block()));
  } else if (auto* exit = dynamic_cast<Parser::ExitBlockContext*>(&context)) {
    self().exit.push_back(block(exit->block()));
  } else if (auto* a_token = dynamic_cast<Parser::TokenDeclContext*>(&context)) {
    token(*a_token, self());
  } else if (auto* an_invoke = dynamic_cast<Parser::InvokeDeclContext*>(&context)) {
    invocation(*an_invoke, self());
  } else if (auto* a_defer = dynamic_cast<Parser::DeferDeclContext*>(&context)) {
    if (!whole(a_defer)) return true;
    for (Parser::DescriptorContext* each : a_defer->descriptors()->descriptor()) {
      self().deferred.push_back(descriptor(*each));
    }
  } else if (auto* a_return = dynamic_cast<Parser::ReturnDeclContext*>(&context)) {
    result(*a_return, self());
  } else {
    return false;
  }
  return true;
}

model::StateId Builder::add_state(antlr4::ParserRuleContext& context, Parser::NameContext& name,
                                  model::StateKind kind, model::Chart& chart,
                                  model::StateId parent) {
  model::State state;
  state.doc = doc(context);
  state.kind = kind;
  state.name = this->name(name);
  state.parent = parent;
  state.range = text_.range(context);
  const model::StateId id{static_cast<std::uint32_t>(chart.states.size())};
  chart.states.push_back(std::move(state));
  chart.states[parent.index].children.push_back(id);
  return id;
}

void Builder::choice(Parser::ChoiceDeclContext& context, model::Chart& chart,
                     model::StateId parent) {
  if (!whole(context.name())) return;
  const auto id = add_state(context, *context.name(), model::StateKind::Choice, chart, parent);
  for (Parser::BranchContext* branch : context.branch()) {
    if (!whole(branch)) continue;
    model::Transition made;
    made.doc = doc(*branch);
    made.trigger = model::Always{};
    made.otherwise = branch->ELSE() != nullptr;
    if (branch->guard() != nullptr) made.guard = expr(*branch->guard()->expr());
    made.targets = targets(branch->targets());
    made.actions = block(branch->block());
    made.range = text_.range(*branch->getStart(), *branch->targets()->getStop());
    chart.states[id.index].transitions.push_back(std::move(made));
  }
}

void Builder::history(Parser::HistoryDeclContext& context, model::Chart& chart,
                      model::StateId parent) {
  if (!whole(&context)) return;
  const auto id = add_state(context, *context.name(), model::StateKind::History, chart, parent);
  model::Transition made;
  made.trigger = model::Always{};
  made.targets = targets(context.targets());
  made.actions = block(context.block());
  made.range = text_.range(*context.ARROW()->getSymbol(), *context.targets()->getStop());
  chart.states[id.index].deep = context.DEEP() != nullptr;
  chart.states[id.index].transitions.push_back(std::move(made));
}

void Builder::initial(Parser::InitialDeclContext& context, model::State& state) {
  if (!whole(context.targets())) return;
  if (!state.initial) {
    state.initial = model::Initial{targets(context.targets()), block(context.block()),
                                   text_.range(*context.targets())};
    return;
  }
  auto reported = findings_.error(diag::GivenTwice, text_.range(*context.getStart()), "initial");
  if (reported) reported->note(diag::GivenHere, state.initial->range);
}

void Builder::token(Parser::TokenDeclContext& context, model::State& state) {
  if (!whole(&context)) return;
  model::Token made;
  made.doc = doc(context);
  made.name = name(*context.name());
  for (Parser::DottedContext* each : context.dotted()) made.accepts.push_back(dotted(*each));
  if (context.duration() != nullptr) made.expires = duration(*context.duration());
  made.range = text_.range(context);
  state.tokens.push_back(std::move(made));
}

void Builder::invocation(Parser::InvokeDeclContext& context, model::State& state) {
  if (!whole(&context)) return;
  model::Invocation made;
  made.doc = doc(context);
  made.callee = name(*context.name(0));
  made.arguments = arguments(context.arguments());
  made.name = context.AS() != nullptr ? name(*context.name(1)) : made.callee;
  for (Parser::PolicyContext* policy : context.policy()) {
    if (policy->TIMEOUT() != nullptr) {
      timeout(*policy, made);
    } else {
      retry(*policy, made);
    }
  }
  const antlr4::Token* last = context.name(context.AS() != nullptr ? 1 : 0)->getStop();
  if (context.AS() == nullptr && context.arguments() != nullptr) {
    last = context.arguments()->getStop();
  }
  made.range = text_.range(*context.getStart(), *last);
  state.invocations.push_back(std::move(made));
}

void Builder::timeout(Parser::PolicyContext& context, model::Invocation& invocation) {
  const model::ExprId given = duration(*context.duration(0));
  if (!invocation.timeout) {
    invocation.timeout = given;
    return;
  }
  auto reported = findings_.error(diag::GivenTwice, text_.range(*context.getStart()), "timeout");
  if (reported) reported->note(diag::GivenHere, program_.expr(*invocation.timeout).range);
}

void Builder::retry(Parser::PolicyContext& context, model::Invocation& invocation) {
  model::Retry made;
  const antlr4::Token& count = *context.INT()->getSymbol();
  made.count = read_int(text_.view(count), text_.range(count), findings_).value_or(0);
  const auto durations = context.duration();
  if (!durations.empty()) made.backoff = duration(*durations[0]);
  if (durations.size() > 1) made.backoff_limit = duration(*durations[1]);
  made.range = text_.range(context);
  if (!invocation.retry) {
    invocation.retry = std::move(made);
    return;
  }
  auto reported = findings_.error(diag::GivenTwice, text_.range(*context.getStart()), "retry");
  if (reported) reported->note(diag::GivenHere, invocation.retry->range);
}

void Builder::result(Parser::ReturnDeclContext& context, model::State& state) {
  if (!whole(&context)) return;
  if (!state.result) {
    state.result = expr(*context.expr());
    return;
  }
  auto reported = findings_.error(diag::GivenTwice, text_.range(*context.getStart()), "return");
  if (reported) reported->note(diag::GivenHere, program_.expr(*state.result).range);
}

std::optional<model::Transition> Builder::transition(Parser::TransitionContext& context) {
  Parser::TriggerContext* trigger = context.trigger();
  if (!whole(trigger)) return std::nullopt;
  if (context.guard() != nullptr && !whole(context.guard())) return std::nullopt;
  if (context.ARROW() != nullptr && !whole(context.targets())) return std::nullopt;

  model::Transition made;
  made.doc = doc(context);
  made.internal = context.INTERNAL() != nullptr;
  if (trigger->ON() != nullptr) {
    model::OnEvent on;
    for (Parser::DescriptorContext* each : trigger->descriptors()->descriptor()) {
      on.descriptors.push_back(descriptor(*each));
    }
    made.trigger = std::move(on);
  } else if (trigger->ALWAYS() != nullptr) {
    made.trigger = model::Always{};
  } else if (trigger->AFTER() != nullptr) {
    made.trigger = model::After{duration(*trigger->duration())};
  } else {
    made.trigger = model::Done{};
  }
  const antlr4::Token* last = trigger->getStop();
  if (context.guard() != nullptr) {
    made.guard = expr(*context.guard()->expr());
    last = context.guard()->getStop();
  }
  if (context.targets() != nullptr) {
    made.targets = targets(context.targets());
    last = context.targets()->getStop();
  }
  made.actions = block(context.block());
  made.range = text_.range(*context.getStart(), *last);
  return made;
}

model::EventDescriptor Builder::descriptor(Parser::DescriptorContext& context) const {
  model::EventDescriptor made;
  for (Parser::NameContext* part : context.name()) {
    if (!made.name.empty()) made.name += '.';
    made.name += name(*part).name;
  }
  made.wildcard = context.STAR() != nullptr;
  made.range = text_.range(context);
  return made;
}

std::vector<model::NameRef> Builder::targets(Parser::TargetsContext* context) const {
  std::vector<model::NameRef> targets;
  if (context == nullptr) return targets;
  for (Parser::NameContext* each : context->name()) targets.push_back(name(*each));
  return targets;
}

}  // namespace perdure::parse
