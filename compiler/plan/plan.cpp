// Files, types and charts: the plan's outline. Structure and expressions have files of their own.
#include "compiler/plan/plan.h"

#include <algorithm>
#include <set>

#include "compiler/check/releases.h"
#include "compiler/plan/cpp_names.h"
#include "compiler/plan/lower.h"
#include "compiler/plan/lower_scxml.h"
#include "compiler/plan/shape.h"
#include "compiler/plan/structure.h"

namespace perdure::plan {

using model::Type;
using model::TypeKind;

namespace {

constexpr model::StateId RootState{0};

class Planner {
 public:
  Planner(const source::Files& files, const check::CheckedProgram& checked)
      : files_(files), checked_(checked), program_(checked.program()), facts_(checked.facts()) {}

  Plan run() {
    for (std::uint32_t i = 0; i < program_.types.size(); ++i) {
      plan_.types.push_back(type_decl(model::TypeDeclId{i}));
    }
    order_files();
    return std::move(plan_);
  }

 private:
  TypeDecl type_decl(model::TypeDeclId id);
  void order_files();
  void add_file(const model::File& file);
  void order_types(model::TypeDeclId id, const std::set<model::TypeDeclId>& own, File& file);
  void order_types_in(const Type& type, const std::set<model::TypeDeclId>& own, File& file);
  const std::vector<std::string>& name_space_of(const model::Chart& chart) const {
    return program_.file(chart.file)->name_space;
  }
  Chart chart(model::ChartId id, const model::File& file);
  void add_releases(model::ChartId id, const model::File& file, Chart& chart);
  Migration migration(model::ChartId id, model::ChartId from, model::ChartId to);
  void add_declarations(const Lowering& lowering, Chart& chart);
  void add_states(const Lowering& lowering, Chart& chart);
  State state(const Lowering& lowering, model::StateId id, Chart& chart);
  void add_waiting(const Lowering& lowering, model::StateId id, const Chart& chart,
                   State& state) const;
  Transition transition(const Lowering& lowering, model::StateId id, std::uint32_t index,
                        std::uint32_t& timers);
  std::vector<Field> fields(const Lowering& lowering, const std::vector<model::Field>& fields,
                            const std::vector<Type>& types) const;

  const source::Files& files_;
  const check::CheckedProgram& checked_;
  const model::Program& program_;
  const check::Facts& facts_;
  Plan plan_;
  std::set<source::FileId> added_;
  std::set<model::TypeDeclId> ordered_;
};

TypeDecl Planner::type_decl(model::TypeDeclId id) {
  const model::TypeDecl& from = program_.type(id);
  const Lowering lowering(files_, checked_, std::nullopt);
  TypeDecl decl;
  decl.name = from.name.name;
  decl.doc = from.doc;
  decl.file = files_.name(from.file);
  const model::File* file = program_.file(from.file);
  if (file != nullptr) decl.qualified = cpp_namespace(file->name_space);
  if (from.chart) {
    const model::Chart& chart = program_.chart(*from.chart);
    if (chart.released_of) {
      decl.qualified = cpp_namespace(name_space_of(program_.chart(*chart.released_of)));
    }
    decl.chart = chart.name.name;
    if (!decl.qualified.empty()) decl.qualified += "::";
    decl.qualified += chart_namespace(*decl.chart);
    if (chart.released_of) decl.qualified += "::" + version_namespace(chart.version);
  }
  if (!decl.qualified.empty()) decl.qualified += "::";
  decl.qualified += cpp_word(decl.name);
  const std::vector<Type>& types = facts_.struct_fields[id.index];
  if (const auto* record = std::get_if<model::StructDecl>(&from.kind)) {
    decl.form = TypeForm::Struct;
    decl.fields = fields(lowering, record->fields, types);
  } else if (const auto* choice = std::get_if<model::EnumDecl>(&from.kind)) {
    decl.form = TypeForm::Enum;
    for (const model::NameRef& name : choice->enumerators) decl.enumerators.push_back(name.name);
  } else {
    const auto& host = std::get<model::ExternDecl>(from.kind);
    decl.form = TypeForm::Extern;
    decl.qualified = host.cpp_name;
    decl.header = host.header;
    decl.fields = fields(lowering, host.constructor, types);
  }
  return decl;
}

// Depth first, so that imports stand first. A file that is being added already imports itself by some way.
void Planner::order_files() {
  struct Visit {
    const model::File* file;
    std::size_t next_import = 0;
  };
  std::set<source::FileId> seen;
  for (const model::File& root : program_.files) {
    std::vector<Visit> path;
    if (seen.insert(root.id).second) path.push_back({&root});
    while (!path.empty()) {
      Visit& top = path.back();
      if (top.next_import == top.file->imports.size()) {
        add_file(*top.file);
        path.pop_back();
        continue;
      }
      const auto& imported = top.file->imports[top.next_import++].file;
      const model::File* file = imported ? program_.file(*imported) : nullptr;
      if (file && seen.insert(file->id).second) path.push_back({file});
    }
  }
}

void Planner::add_file(const model::File& from) {
  File file;
  file.name = files_.name(from.id);
  file.name_space = from.name_space;
  for (const model::Import& import : from.imports) {
    if (import.file) file.imports.push_back(files_.name(*import.file));
  }
  std::set<model::TypeDeclId> own;
  for (std::uint32_t i = 0; i < program_.types.size(); ++i) {
    if (program_.types[i].file == from.id) own.insert(model::TypeDeclId{i});
  }
  for (const model::TypeDeclId id : own) order_types(id, own, file);
  for (const model::ChartId id : from.charts) {
    file.charts.push_back(chart(id, from));
    add_releases(id, from, file.charts.back());
  }
  plan_.files.push_back(std::move(file));
}

// A struct that is contained stands before the one that contains it. What a list or a map holds may
// contain its owner: where it does, the recursion ends at the one that was begun first.
void Planner::order_types(model::TypeDeclId id, const std::set<model::TypeDeclId>& own,
                          File& file) {
  if (!own.contains(id) || !ordered_.insert(id).second) return;
  for (const Type& field : facts_.struct_fields[id.index]) order_types_in(field, own, file);
  file.types.push_back(id.index);
}

void Planner::order_types_in(const Type& type, const std::set<model::TypeDeclId>& own, File& file) {
  if (type.kind == TypeKind::Named) order_types(type.decl, own, file);
  for (const Type& argument : type.arguments) order_types_in(argument, own, file);
}

std::vector<Field> Planner::fields(const Lowering& lowering,
                                   const std::vector<model::Field>& fields,
                                   const std::vector<Type>& types) const {
  std::vector<Field> lowered;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    lowered.push_back(lowering.initialised(fields[i], types[i]));
  }
  return lowered;
}

Chart Planner::chart(model::ChartId id, const model::File& file) {
  const model::Chart& from = program_.chart(id);
  const Lowering lowering(files_, checked_, id.index);
  Chart chart;
  chart.id = id;
  chart.name = from.name.name;
  chart.name_space = file.name_space;
  for (const std::string& part : file.name_space) chart.qualified += part + ".";
  chart.qualified += chart.name;
  chart.doc = from.doc;
  chart.file = files_.name(from.file);
  chart.version = from.version;
  chart.data_model = from.data_model;
  if (chart.is_dynamic()) chart.scxml = lower_scxml(lowering);
  add_declarations(lowering, chart);
  add_states(lowering, chart);
  work_out_structure(chart);
  chart.shape = shape_of(plan_, chart);
  return chart;
}

void Planner::add_releases(model::ChartId id, const model::File& file, Chart& chart) {
  const auto record = [&](model::ChartId version) {
    Release release{this->chart(version, file), {}};
    std::set<model::TypeDeclId> own;
    for (std::uint32_t i = 0; i < program_.types.size(); ++i) {
      if (program_.types[i].chart == version) own.insert(model::TypeDeclId{i});
    }
    File types;
    const auto add = [&](const std::vector<Field>& fields) {
      for (const Field& field : fields) order_types_in(field.type, own, types);
    };
    add(release.chart.parameters);
    for (const State& state : release.chart.states) add(state.data);
    for (const Event& event : release.chart.events) add(event.fields);
    if (release.chart.result) order_types_in(*release.chart.result, own, types);
    release.types = std::move(types.types);
    return release;
  };
  std::vector<model::ChartId> versions = check::releases_of(program_, id);
  for (const model::ChartId version : versions) chart.releases.push_back(record(version));
  if (const auto same = check::recorded(program_, id)) chart.recorded.push_back(record(*same));
  versions.push_back(id);
  for (std::size_t i = 0; i + 1 < versions.size(); ++i) {
    chart.migrations.push_back(migration(id, versions[i], versions[i + 1]));
  }
  name_former_timers(chart);
}

Migration Planner::migration(model::ChartId id, model::ChartId from, model::ChartId to) {
  Migration migration;
  const model::Chart& chart = program_.chart(id);
  const check::ChartFacts& found = facts_.charts[id.index];
  for (std::size_t i = 0; i < chart.migrations.size(); ++i) {
    const model::Migration& written = chart.migrations[i];
    if (found.migrations[i].from != from) continue;
    migration.written = written.range;
    for (const model::Move& each : written.moves) {
      Move move{found.states.at(each.from.range).index, {}};
      for (const model::NameRef& target : each.to) {
        move.to.push_back(found.states.at(target.range).index);
      }
      migration.moves.push_back(std::move(move));
    }
    migration.statements =
        Lowering(files_, checked_, to.index, from.index).block(written.statements);
  }
  return migration;
}

void Planner::add_declarations(const Lowering& lowering, Chart& chart) {
  const model::Chart& from = lowering.model_chart();
  const check::ChartFacts& found = lowering.chart_facts();
  chart.parameters = fields(lowering, from.parameters, found.parameters);
  if (from.result) chart.result = found.result;
  for (std::uint32_t i = 0; i < found.known_events.size(); ++i) {
    chart.events.push_back(lowering.known_event(i));
  }
  for (std::size_t i = 0; i < from.emits.size(); ++i) {
    chart.emits.push_back({from.emits[i].name.name, from.emits[i].doc,
                           fields(lowering, from.emits[i].fields, found.emits_fields[i])});
  }
  const auto function = [&](const model::Function& declared,
                            const check::ChartFacts::Signature& signature) {
    Function lowered{declared.name.name,
                     declared.doc,
                     fields(lowering, declared.parameters, signature.parameters),
                     {}};
    if (declared.result) lowered.result = signature.result;
    return lowered;
  };
  for (std::size_t i = 0; i < from.functions.size(); ++i) {
    chart.functions.push_back(function(from.functions[i], found.functions[i]));
  }
  for (std::size_t i = 0; i < from.actions.size(); ++i) {
    chart.actions.push_back(function(from.actions[i], found.action_signatures[i]));
  }
  for (std::size_t i = 0; i < from.services.size(); ++i) {
    chart.services.push_back(function(from.services[i], found.services[i]));
  }
  for (std::uint32_t i = 0; i < found.invocations.size(); ++i) {
    chart.invocations.push_back(from.released_of ? lowering.recorded_invocation(i)
                                                 : lowering.invocation(i));
  }
  for (const model::Guard& guard : from.guards) {
    chart.guards.push_back({guard.name.name, guard.doc,
                            lowering.written().expression(guard.condition),
                            lowering.expr(guard.condition)});
  }
}

void Planner::add_states(const Lowering& lowering, Chart& chart) {
  const model::Chart& from = lowering.model_chart();
  for (std::uint32_t i = 0; i < from.states.size(); ++i) {
    chart.states.push_back(state(lowering, model::StateId{i}, chart));
  }
}

State Planner::state(const Lowering& lowering, model::StateId id, Chart& chart) {
  const model::Chart& from = lowering.model_chart();
  const model::State& written = from.state(id);
  State state;
  state.name = id == RootState ? from.name.name : written.name.name;
  state.doc = id == RootState ? from.doc : written.doc;
  switch (written.kind) {
    case model::StateKind::Root:
      state.kind = StateKind::Chart;
      break;
    case model::StateKind::State:
      state.kind = written.children.empty() ? StateKind::Atomic : StateKind::Compound;
      break;
    case model::StateKind::Parallel:
      state.kind = StateKind::Parallel;
      break;
    case model::StateKind::Final:
      state.kind = StateKind::Final;
      break;
    case model::StateKind::Choice:
      state.kind = StateKind::Choice;
      break;
    case model::StateKind::History:
      state.kind = StateKind::History;
      break;
  }
  state.deep = written.deep;
  state.parent = written.parent.index;
  for (const model::StateId child : written.children) state.children.push_back(child.index);
  const auto initial = lowering.chart_facts().initial.find(id);
  const bool has_initial = state.kind == StateKind::Compound || state.kind == StateKind::Chart;
  if (has_initial && initial != lowering.chart_facts().initial.end()) {
    for (const model::StateId target : initial->second) state.initial.push_back(target.index);
    if (written.initial) state.initial_actions = lowering.block(written.initial->actions);
  }
  state.data = fields(lowering, written.data, lowering.chart_facts().data[id.index]);
  add_waiting(lowering, id, chart, state);
  for (const model::Block& block : written.entry) state.entry.push_back(lowering.block(block));
  for (const model::Block& block : written.exit) state.exit.push_back(lowering.block(block));
  if (written.result) state.result = lowering.expr(*written.result);
  if (chart.is_dynamic()) add_scxml(lowering, program_, written, state);
  const source::Range range = id == RootState ? from.range : written.range;
  state.line = files_.position(range.file, range.begin).line;
  std::uint32_t timers = 0;
  for (std::uint32_t i = 0; i < written.transitions.size(); ++i) {
    state.transitions.push_back(static_cast<TransitionIndex>(chart.transitions.size()));
    chart.transitions.push_back(transition(lowering, id, i, timers));
  }
  return state;
}

// What a state does by being active: tokens, invocations, deferring.
void Planner::add_waiting(const Lowering& lowering, model::StateId id, const Chart& chart,
                          State& state) const {
  const model::State& written = lowering.model_chart().state(id);
  for (std::uint32_t i = 0; i < written.tokens.size(); ++i) {
    state.tokens.push_back(lowering.token(id, i));
    Field secret;
    secret.name = state.tokens.back().field;
    secret.type = {TypeKind::String, {}, {}};
    secret.token = true;
    state.data.push_back(std::move(secret));
  }
  for (std::uint32_t i = 0; i < chart.invocations.size(); ++i) {
    if (chart.invocations[i].state == id.index) state.invocations.push_back(i);
  }
  const auto deferred = lowering.chart_facts().deferred.find(id);
  if (deferred == lowering.chart_facts().deferred.end()) return;
  std::set<std::uint32_t> events;
  for (const auto& matched : deferred->second) events.insert(matched.begin(), matched.end());
  state.deferred.assign(events.begin(), events.end());
  state.deferred_source = spell(written.deferred);
}

Transition Planner::transition(const Lowering& lowering, model::StateId id, std::uint32_t index,
                               std::uint32_t& timers) {
  const model::State& state = lowering.model_chart().state(id);
  const model::Transition& from = state.transitions[index];
  Transition transition;
  transition.source = id.index;
  transition.doc = from.doc;
  transition.internal = from.internal;
  transition.otherwise = from.otherwise;
  transition.line = files_.position(from.range.file, from.range.begin).line;
  if (state.kind == model::StateKind::Choice) {
    transition.trigger = TriggerKind::Branch;
  } else if (state.kind == model::StateKind::History) {
    transition.trigger = TriggerKind::HistoryDefault;
  } else if (std::holds_alternative<model::OnEvent>(from.trigger)) {
    transition.trigger = TriggerKind::Event;
    const check::EventMatch& match = lowering.chart_facts().matches.at({id, index});
    transition.events = match.events;
    transition.matches_errors = match.errors;
    transition.matches_communication = match.communication;
    transition.matches_done = match.done;
    transition.trigger_source = lowering.written().trigger(from);
  } else if (const auto* after = std::get_if<model::After>(&from.trigger)) {
    transition.trigger = TriggerKind::After;
    transition.duration = lowering.expr(after->duration);
    transition.trigger_source = lowering.written().trigger(from);
    const std::string name = id == RootState ? lowering.model_chart().name.name : state.name.name;
    transition.timer = name + ".after." + std::to_string(timers++);
  } else if (std::holds_alternative<model::Done>(from.trigger)) {
    transition.trigger = TriggerKind::Done;
    transition.trigger_source = "done";
  } else {
    transition.trigger = TriggerKind::Always;
    transition.trigger_source = "always";
  }
  if (from.guard) {
    transition.guard = lowering.condition(*from.guard);
    transition.guard_source = lowering.written().expression(*from.guard);
  }
  if (lowering.model_chart().data_model != model::DataModel::Typed) {
    ask_for_event(from, transition);
  }
  for (const model::NameRef& target : from.targets) {
    transition.targets.push_back(lowering.chart_facts().states.at(target.range).index);
  }
  transition.actions = lowering.block(from.actions);
  return transition;
}

}  // namespace

const File* Plan::file(const std::string& name) const {
  for (const File& file : files) {
    if (file.name == name) return &file;
  }
  return nullptr;
}

Plan make_plan(const source::Files& files, const check::CheckedProgram& checked) {
  return Planner(files, checked).run();
}

std::string_view kind_name(const State& state) {
  switch (state.kind) {
    case StateKind::Chart:
      return "chart";
    case StateKind::Atomic:
      return "atomic";
    case StateKind::Compound:
      return "compound";
    case StateKind::Parallel:
      return "parallel";
    case StateKind::Final:
      return "final";
    case StateKind::Choice:
      return "choice";
    case StateKind::History:
      return state.deep ? "deep history" : "history";
  }
  return "";
}

std::string type_name(const Plan& plan, const Type& type) {
  switch (type.kind) {
    case TypeKind::Error:
    case TypeKind::None:
      return "none";
    case TypeKind::Bool:
      return "bool";
    case TypeKind::Int:
      return "int";
    case TypeKind::Float:
      return "float";
    case TypeKind::String:
      return "string";
    case TypeKind::Bytes:
      return "bytes";
    case TypeKind::Duration:
      return "duration";
    case TypeKind::Timestamp:
      return "timestamp";
    case TypeKind::Optional:
      return type_name(plan, type.arguments[0]) + "?";
    case TypeKind::List:
      return "list<" + type_name(plan, type.arguments[0]) + ">";
    case TypeKind::Map:
      return "map<" + type_name(plan, type.arguments[0]) + ", " +
             type_name(plan, type.arguments[1]) + ">";
    case TypeKind::Named:
      return plan.type(type).name;
    case TypeKind::Dynamic:
      return "dynamic";
  }
  return "none";
}

}  // namespace perdure::plan
