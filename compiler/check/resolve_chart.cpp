// Resolve: one chart, from its declarations to its transitions.
#include <algorithm>
#include <set>

#include "compiler/check/outcomes.h"
#include "compiler/check/resolve.h"
#include "compiler/check/type_refs.h"
#include "compiler/check/types.h"
#include "compiler/check/typing.h"
#include "compiler/check/walk.h"

namespace perdure::check {

using model::Chart;
using model::Field;
using model::State;
using model::StateId;
using model::StateKind;
using model::Transition;
using model::Type;
using model::TypeKind;

namespace {

class ChartResolver {
 public:
  ChartResolver(const model::Program& program, const Chart& chart, Names& names, Facts& facts,
                ChartFacts& found, Suggestions& suggestions, Reporter& report)
      : program_(program),
        chart_(chart),
        names_(names),
        facts_(facts),
        found_(found),
        suggestions_(suggestions),
        report_(report),
        typer_(program, names, facts, &found, suggestions, report) {}

  void declare() { resolve_declarations(); }

  void run_release() {
    found_.known_events = chart_.events;
    for (std::uint32_t i = 0; i < chart_.states.size(); ++i) {
      const auto count = static_cast<std::uint32_t>(chart_.states[i].invocations.size());
      for (std::uint32_t j = 0; j < count; ++j) {
        found_.invocations.push_back({StateId{i}, j, std::nullopt, std::nullopt});
      }
      resolve_deferred(StateId{i}, chart_.states[i]);
    }
    type_defaults();
    in_scope(false, [&](StateId id, const State& state) { type_initial_values(id, state); });
  }

  void run() {
    resolve_invocations(program_, chart_, names_, facts_, found_, suggestions_, report_);
    type_defaults();
    resolve_states();
    type_guards();
    in_scope(false, [&](StateId id, const State& state) {
      type_data(id, state);
      type_result(state);
    });
    for (std::uint32_t i = 1; i < chart_.states.size(); ++i) merge_results(StateId{i});
    in_scope(true, [&](StateId id, const State& state) { type_state(id, state); });
  }

 private:
  std::vector<Type> types(const std::vector<Field>& fields) {
    return resolve_types(program_, fields, names_, suggestions_, report_);
  }

  void resolve_declarations();
  ChartFacts::Signature signature(const model::Function& function, bool is_action);
  void check_event(const model::Event& event);
  void check_attributes(const std::vector<Field>& fields, const std::vector<Type>& types);
  void refuse_attributes(const std::vector<Field>& fields, bool allow_inout);
  void type_defaults();
  void type_defaults(const std::vector<Field>& fields, const std::vector<Type>& types);
  void resolve_states();
  void resolve_state_name(const model::NameRef& name);
  void resolve_initial(StateId id, const State& state);
  // What the descriptors match; nothing where one of them has no meaning here.
  bool resolve_match(const model::OnEvent& on, EventMatch& match);
  bool resolve_descriptor(const model::EventDescriptor& descriptor, EventMatch& match);
  bool resolve_wildcard(const model::EventDescriptor& descriptor, EventMatch& match);
  // Whether the word before the first dot is an invocation's name, whose outcome this is or would be.
  bool resolve_outcome(const model::EventDescriptor& descriptor, EventMatch& match, bool& known);
  void report_unknown_event(const model::EventDescriptor& descriptor);
  void resolve_deferred(StateId id, const State& state);
  void type_guards();
  // Calls `visit` for each state, with its data and that of the states around it in scope.
  template <typename Visit>
  void in_scope(bool quietly, const Visit& visit);
  void type_data(StateId id, const State& state);
  void type_initial_values(StateId id, const State& state);
  void type_result(const State& state);
  void merge_results(StateId id);
  void type_state(StateId id, const State& state);
  void type_transition(StateId id, std::uint32_t index, const Transition& transition);

  const model::Program& program_;
  const Chart& chart_;
  Names& names_;
  Facts& facts_;
  ChartFacts& found_;
  Suggestions& suggestions_;
  Reporter& report_;
  Typer typer_;
  std::size_t next_invocation_ = 0;
  // The `on` transitions with a descriptor that was reported.
  std::set<std::pair<StateId, std::uint32_t>> unknown_events_;
};

void ChartResolver::resolve_declarations() {
  found_.parameters = types(chart_.parameters);
  found_.result = chart_.result
                      ? resolve_type(program_, *chart_.result, names_, suggestions_, report_)
                      : simple(TypeKind::None);
  check_attributes(chart_.parameters, found_.parameters);
  for (const model::Event& event : chart_.events) {
    check_event(event);
    found_.events_fields.push_back(types(event.fields));
  }
  for (const model::Function& function : chart_.functions) {
    found_.functions.push_back(signature(function, false));
  }
  for (const model::Function& action : chart_.actions) {
    found_.action_signatures.push_back(signature(action, true));
  }
  for (const model::Function& service : chart_.services) {
    found_.services.push_back(signature(service, false));
  }
  for (const model::Event& event : chart_.emits) {
    check_event(event);
    found_.emits_fields.push_back(types(event.fields));
  }
  for (std::uint32_t i = 0; i < chart_.states.size(); ++i) {
    const std::vector<Field>& data = chart_.states[i].data;
    found_.data.push_back(types(data));
    if (i == 0) {
      check_attributes(data, found_.data[0]);
    } else {
      refuse_attributes(data, false);
    }
  }
}

ChartFacts::Signature ChartResolver::signature(const model::Function& function, bool is_action) {
  refuse_duplicates(function.parameters, "parameter", report_);
  refuse_attributes(function.parameters, is_action);
  const Type result = function.result
                          ? resolve_type(program_, *function.result, names_, suggestions_, report_)
                          : simple(TypeKind::None);
  return {types(function.parameters), result};
}

void ChartResolver::check_event(const model::Event& event) {
  refuse_duplicates(event.fields, "field", report_);
  refuse_attributes(event.fields, false);
  for (const Field& field : event.fields) {
    if (field.name.name == "name") {
      report_.report(diag::ReservedName, field.name.range, "name",
                     "the event's own name, `event.name`");
    }
  }
}

void ChartResolver::check_attributes(const std::vector<Field>& fields,
                                     const std::vector<Type>& types) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    const model::NameRef& name = fields[i].name;
    if (fields[i].inout) report_.report(diag::InoutMisplaced, name.range);
    if (fields[i].indexed && fields[i].large) {
      report_.report(diag::LargeAndIndexed, name.range, name.name);
      continue;
    }
    if (is_error(types[i])) continue;
    if (fields[i].indexed && !is_scalar(program_, types[i])) {
      report_.report(diag::IndexedNotScalar, name.range, name.name, spell(program_, types[i]));
    }
    if (fields[i].large && !can_be_large(program_, types[i])) {
      report_.report(diag::LargeScalar, name.range, name.name, spell(program_, types[i]));
    }
  }
}

void ChartResolver::refuse_attributes(const std::vector<Field>& fields, bool allow_inout) {
  for (const Field& field : fields) {
    if (field.indexed) report_.report(diag::IndexedMisplaced, field.name.range);
    if (field.large) report_.report(diag::LargeMisplaced, field.name.range);
    if (field.inout && !allow_inout) report_.report(diag::InoutMisplaced, field.name.range);
  }
}

void ChartResolver::type_defaults() {
  typer_.enter(Context::of_default());
  type_defaults(chart_.parameters, found_.parameters);
  for (std::size_t i = 0; i < chart_.events.size(); ++i) {
    type_defaults(chart_.events[i].fields, found_.events_fields[i]);
  }
  for (std::size_t i = 0; i < chart_.functions.size(); ++i) {
    type_defaults(chart_.functions[i].parameters, found_.functions[i].parameters);
  }
  for (std::size_t i = 0; i < chart_.actions.size(); ++i) {
    type_defaults(chart_.actions[i].parameters, found_.action_signatures[i].parameters);
  }
  for (std::size_t i = 0; i < chart_.services.size(); ++i) {
    type_defaults(chart_.services[i].parameters, found_.services[i].parameters);
  }
  for (std::size_t i = 0; i < chart_.emits.size(); ++i) {
    type_defaults(chart_.emits[i].fields, found_.emits_fields[i]);
  }
}

void ChartResolver::type_defaults(const std::vector<Field>& fields,
                                  const std::vector<Type>& types) {
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (fields[i].initial) typer_.want(*fields[i].initial, types[i]);
  }
}

void ChartResolver::resolve_states() {
  for (std::uint32_t i = 0; i < chart_.states.size(); ++i) {
    const State& state = chart_.states[i];
    resolve_initial(StateId{i}, state);
    resolve_deferred(StateId{i}, state);
    for (std::uint32_t j = 0; j < state.transitions.size(); ++j) {
      const Transition& transition = state.transitions[j];
      for (const model::NameRef& target : transition.targets) resolve_state_name(target);
      const auto* on = std::get_if<model::OnEvent>(&transition.trigger);
      const bool pseudo = state.kind == StateKind::Choice || state.kind == StateKind::History;
      if (!on || pseudo) continue;
      if (!resolve_match(*on, found_.matches[{StateId{i}, j}])) {
        unknown_events_.insert({StateId{i}, j});
      }
    }
  }
}

void ChartResolver::resolve_state_name(const model::NameRef& name) {
  if (const StateId* state = names_.find_state(name.name)) {
    found_.states[name.range] = *state;
    return;
  }
  suggestions_.add(report_.report(diag::UnknownState, name.range, name.name, chart_.name.name),
                   name.range, name.name, [&] { return names_.states(); });
}

void ChartResolver::resolve_initial(StateId id, const State& state) {
  if (state.initial) {
    for (const model::NameRef& target : state.initial->targets) {
      resolve_state_name(target);
      const auto found = found_.states.find(target.range);
      if (found != found_.states.end()) found_.initial[id].push_back(found->second);
    }
    return;
  }
  if (const auto child = default_child(chart_, state)) found_.initial[id] = {*child};
}

bool ChartResolver::resolve_match(const model::OnEvent& on, EventMatch& match) {
  bool known = true;
  for (const model::EventDescriptor& descriptor : on.descriptors) {
    known &= resolve_descriptor(descriptor, match);
  }
  std::sort(match.events.begin(), match.events.end());
  match.events.erase(std::unique(match.events.begin(), match.events.end()), match.events.end());
  return known;
}

bool ChartResolver::resolve_descriptor(const model::EventDescriptor& descriptor,
                                       EventMatch& match) {
  const std::string& name = descriptor.name;
  if (descriptor.wildcard) return resolve_wildcard(descriptor, match);
  if (name == "error.execution") {
    match.errors = true;
    return true;
  }
  if (name == "error.communication") {
    match.communication = true;
    return true;
  }
  if (const std::uint32_t* event = names_.find_event(name)) {
    match.events.push_back(*event);
    return true;
  }
  bool known = false;
  if (resolve_outcome(descriptor, match, known)) return known;
  report_unknown_event(descriptor);
  return false;
}

bool ChartResolver::resolve_wildcard(const model::EventDescriptor& descriptor, EventMatch& match) {
  const std::string& name = descriptor.name;
  if (name.empty()) {
    for (std::uint32_t i = 0; i < found_.known_events.size(); ++i) match.events.push_back(i);
    match.errors = match.communication = match.done = true;
    return true;
  }
  if (name == "error") {
    match.errors = match.communication = true;
    return true;
  }
  const std::vector<std::uint32_t> under = names_.events_under(name);
  match.events.insert(match.events.end(), under.begin(), under.end());
  bool known = !under.empty();
  if (known || resolve_outcome(descriptor, match, known)) return known;
  suggestions_.add(report_.report(diag::NoEventUnder, descriptor.range, name, chart_.name.name),
                   descriptor.range, name, [&] { return names_.event_prefixes(); });
  return false;
}

bool ChartResolver::resolve_outcome(const model::EventDescriptor& descriptor, EventMatch& match,
                                    bool& known) {
  const std::string_view name = descriptor.name;
  const std::string_view first = name.substr(0, name.find('.'));
  const std::uint32_t* invocation = names_.find_invocation(first);
  if (!invocation) return false;
  const InvocationFacts& facts = found_.invocations[*invocation];
  known = facts.service || facts.chart;  // Else that was reported, and anything may come of it.
  if (!known) return true;
  const auto outcomes = outcomes_named(chart_, found_, name, descriptor.wildcard);
  match.events.insert(match.events.end(), outcomes.begin(), outcomes.end());
  known = !outcomes.empty();
  if (known) return true;
  const std::vector<std::string_view> words = outcome_words(chart_, found_, *invocation);
  std::string all;
  for (const std::string_view word : words) {
    all += (all.empty() ? "`" : ", `") + std::string(first) + "." + std::string(word) + "`";
  }
  const bool bare = first.size() == name.size();
  const std::string_view rest = bare ? std::string_view() : name.substr(first.size() + 1);
  auto reported = bare ? report_.report(diag::InvocationAsEvent, descriptor.range, first)
                       : report_.report(diag::UnknownOutcome, descriptor.range, first, rest);
  reported.note(diag::OutcomesAre, invocation_of(chart_, facts).name.range, all);
  return true;
}

void ChartResolver::report_unknown_event(const model::EventDescriptor& descriptor) {
  suggestions_.add(
      report_.report(diag::UnknownEvent, descriptor.range, descriptor.name, chart_.name.name),
      descriptor.range, descriptor.name, [&] {
        std::vector<std::string_view> events = names_.events();
        events.push_back("error.execution");
        events.push_back("error.communication");
        return events;
      });
}

void ChartResolver::resolve_deferred(StateId id, const State& state) {
  for (const model::EventDescriptor& descriptor : state.deferred) {
    std::vector<std::uint32_t>& events = found_.deferred[id].emplace_back();
    const std::string& name = descriptor.name;
    const std::string_view first = std::string_view(name).substr(0, name.find('.'));
    if (descriptor.wildcard && name.empty()) {
      for (std::uint32_t i = 0; i < chart_.events.size(); ++i) events.push_back(i);
    } else if (first == "error" || first == "done" || names_.find_invocation(first)) {
      report_.report(diag::NotDeferrable, descriptor.range,
                     name + (descriptor.wildcard ? ".*" : ""));
    } else if (descriptor.wildcard) {
      events = names_.events_under(name);
      std::sort(events.begin(), events.end());
      if (!events.empty()) continue;
      suggestions_.add(report_.report(diag::NoEventUnder, descriptor.range, name, chart_.name.name),
                       descriptor.range, name, [&] { return names_.event_prefixes(); });
    } else if (const std::uint32_t* event = names_.find_event(name)) {
      events.push_back(*event);
    } else {
      suggestions_.add(report_.report(diag::UnknownEvent, descriptor.range, name, chart_.name.name),
                       descriptor.range, name, [&] { return names_.events(); });
    }
  }
}

void ChartResolver::type_guards() {
  typer_.enter(Context::of_event({}));
  for (const model::Guard& guard : chart_.guards) {
    typer_.want(guard.condition, simple(TypeKind::Bool));
  }
}

template <typename Visit>
void ChartResolver::in_scope(bool quietly, const Visit& visit) {
  std::vector<StateId> around;
  const auto leave = [&] {
    for (const Field& field : chart_.state(around.back()).data) names_.remove(field.name);
    for (const model::Token& token : chart_.state(around.back()).tokens) names_.remove(token.name);
    around.pop_back();
  };
  for (std::uint32_t i = 0; i < chart_.states.size(); ++i) {
    const StateId id{i};
    const State& state = chart_.states[i];
    if (id != model::RootState) {  // Whose data is in scope everywhere.
      while (!around.empty() && around.back() != state.parent) leave();
      for (std::uint32_t j = 0; j < state.data.size(); ++j) {
        names_.declare(state.data[j].name, {Symbol::Kind::Data, j, id, {}}, report_, quietly);
      }
      for (std::uint32_t j = 0; j < state.tokens.size(); ++j) {
        names_.declare(state.tokens[j].name, {Symbol::Kind::Token, j, id, {}}, report_, quietly);
      }
      around.push_back(id);
    }
    visit(id, state);
  }
  while (!around.empty()) leave();
}

void ChartResolver::type_data(StateId id, const State& state) {
  type_initial_values(id, state);
  for (std::uint32_t i = 0; i < state.data.size(); ++i) {
    const Field& field = state.data[i];
    const Type& type = found_.data[id.index][i];
    if (field.initial || is(type, TypeKind::Optional) || is_error(type)) continue;
    report_.report(diag::DataWithoutValue, field.name.range, field.name.name,
                   spell(program_, type));
  }
}

void ChartResolver::type_initial_values(StateId id, const State& state) {
  for (std::uint32_t i = 0; i < state.data.size(); ++i) {
    if (!state.data[i].initial) continue;
    typer_.enter(Context::of_initialiser(DataRef{id, i}));
    typer_.want(*state.data[i].initial, found_.data[id.index][i]);
  }
}

void ChartResolver::type_result(const State& state) {
  if (!state.result) return;
  typer_.enter({});
  if (state.parent != model::RootState) {
    typer_.value_of(*state.result);
  } else if (chart_.result) {
    typer_.want(*state.result, found_.result);
  } else {
    const Type type = typer_.value_of(*state.result);
    const source::Range range = program_.expr(*state.result).range;
    auto reported = report_.report(diag::ResultWithoutType, range, chart_.name.name);
    if (!is_error(type)) {
      reported.note(diag::DeclareResult, chart_.name.range, chart_.name.name,
                    spell(program_, type));
    }
  }
}

void ChartResolver::merge_results(StateId id) {
  std::vector<model::ExprId> results;
  for (const StateId child : chart_.state(id).children) {
    const State& final = chart_.state(child);
    if (final.kind != StateKind::Final) continue;
    if (!final.result) return;
    results.push_back(*final.result);
  }
  if (results.empty()) return;
  Type type = facts_.type(results.front());
  for (const model::ExprId result : results) {
    if (is_error(facts_.type(result))) return;
    const auto both = common(type, facts_.type(result));
    if (!both) {
      report_.report(diag::NoCommonType, program_.expr(result).range, spell(program_, type),
                     spell(program_, facts_.type(result)));
      return;
    }
    type = *both;
  }
  for (const model::ExprId result : results) typer_.convert(result, type);
  found_.results[id] = type;
}

void ChartResolver::type_state(StateId id, const State& state) {
  typer_.enter({});
  for (const model::Block& block : state.entry) typer_.block(block);
  for (const model::Block& block : state.exit) typer_.block(block);
  if (state.initial) typer_.block(state.initial->actions);
  for (const model::Token& token : state.tokens) typer_.token(token);
  for (const model::Invocation& invocation : state.invocations) {
    typer_.invocation(invocation, found_.invocations[next_invocation_++]);
  }
  for (std::uint32_t i = 0; i < state.transitions.size(); ++i) {
    type_transition(id, i, state.transitions[i]);
  }
}

void ChartResolver::type_transition(StateId id, std::uint32_t index, const Transition& transition) {
  const StateKind kind = chart_.state(id).kind;
  EventView event;
  if (kind == StateKind::Choice || kind == StateKind::History) {
    event = {};
  } else if (std::holds_alternative<model::OnEvent>(transition.trigger)) {
    event = {EventView::Kind::Events, &found_.matches[{id, index}], {}};
    if (unknown_events_.contains({id, index})) event.kind = EventView::Kind::Unknown;
  } else if (std::holds_alternative<model::Done>(transition.trigger)) {
    event = {EventView::Kind::Done, nullptr, id};
  } else if (const auto* after = std::get_if<model::After>(&transition.trigger)) {
    typer_.enter({});
    typer_.want(after->duration, simple(TypeKind::Duration));
  }
  if (transition.guard) {
    typer_.enter(Context::of_event(event));
    typer_.want(*transition.guard, simple(TypeKind::Bool));
  }
  typer_.enter(Context::of_event(event));
  typer_.block(transition.actions);
}

}  // namespace

void declare_chart(const model::Program& program, model::ChartId chart, Names& names, Facts& facts,
                   Suggestions& suggestions, Reporter& report) {
  ChartResolver(program, program.chart(chart), names, facts, facts.charts[chart.index], suggestions,
                report)
      .declare();
}

void resolve_chart(const model::Program& program, model::ChartId chart, Names& names, Facts& facts,
                   Suggestions& suggestions, Reporter& report) {
  ChartResolver(program, program.chart(chart), names, facts, facts.charts[chart.index], suggestions,
                report)
      .run();
}

void resolve_release(const model::Program& program, model::ChartId chart, Names& names,
                     Facts& facts, Suggestions& suggestions, Reporter& report) {
  ChartResolver(program, program.chart(chart), names, facts, facts.charts[chart.index], suggestions,
                report)
      .run_release();
}

}  // namespace perdure::check
