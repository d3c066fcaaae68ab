#include "compiler/emit/cpp/versions.h"

#include <algorithm>
#include <map>
#include <set>

#include "compiler/emit/cpp/code.h"
#include "compiler/emit/cpp/declarations.h"
#include "compiler/emit/cpp/histories.h"
#include "compiler/emit/cpp/snapshot.h"
#include "compiler/plan/cpp_names.h"

namespace perdure::emit::cpp {

using model::Type;
using model::TypeKind;
using plan::Field;
using plan::StateIndex;
using plan::StateKind;

namespace {

const Field* find(const std::vector<Field>& fields, const std::string& name) {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const Field& field) { return field.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

std::optional<StateIndex> find_state(const plan::Chart& chart, const std::string& name) {
  for (StateIndex i = 1; i < chart.states.size(); ++i) {
    if (chart.states[i].name == name) return i;
  }
  return std::nullopt;
}

bool has_inside(const plan::State& state) {
  return state.kind == StateKind::Compound || state.kind == StateKind::Parallel;
}

// Structs and enums that have to be converted field by field, from one version to the next: pairs of type indexes, each
// once.
class Conversions {
 public:
  Conversions(const plan::Plan& plan, const plan::Release& from) : plan_(plan) {
    own_.insert(from.types.begin(), from.types.end());
  }

  void add(const Type& from, const Type& to) {
    if (from == to) return;
    if (to.kind == TypeKind::Optional) {
      return add(from.kind == TypeKind::Optional ? from.arguments[0] : from, to.arguments[0]);
    }
    if (from.kind != to.kind) return;
    if (to.kind != TypeKind::Named) {
      for (std::size_t i = 0; i < to.arguments.size(); ++i) {
        add(from.arguments[i], to.arguments[i]);
      }
      return;
    }
    const std::pair pair{from.decl.index, to.decl.index};
    if (std::find(pairs_.begin(), pairs_.end(), pair) != pairs_.end()) return;
    pairs_.push_back(pair);
    for (const Field& field : plan_.type(to).fields) {
      const Field* before = find(plan_.type(from).fields, field.name);
      if (before != nullptr) add(before->type, field.type);
    }
  }

  const std::vector<std::pair<std::uint32_t, std::uint32_t>>& pairs() const { return pairs_; }
  // Whether the older of the two is a type of the older version alone.
  bool is_own(std::uint32_t type) const { return own_.contains(type); }

 private:
  const plan::Plan& plan_;
  std::set<std::uint32_t> own_;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs_;
};

// One step: the member function migrate() of the newer version's Snapshot, and what it stands on.
class StepCode {
 public:
  // `from` is the release whose index is `step`; `newest`: `to` is the chart itself.
  StepCode(const plan::Plan& plan, const plan::Chart& chart, std::size_t step, const Context& from,
           const Context& to, bool newest)
      : plan_(plan),
        chart_(chart),
        migration_(chart.migrations[step]),
        from_(from),
        to_(to),
        newest_(newest),
        conversions_(plan, chart.releases[step]),
        anywhere_(plan, to.chart, ""),
        expressions_(to),
        statements_(to) {}

  std::string migrate() {
    Code code;
    code.open("void Snapshot::migrate(" + version_of(from_) + "::Snapshot old) try {");
    moves(code);
    params(code);
    data(code);
    configuration(code);
    for (StateIndex i = 1; i < to_.chart.states.size(); ++i) {
      if (!to_.state(i).data.empty()) state_data(code, i);
    }
    if (newest_) {
      histories(code);
      invocations(code);
    }
    result(code);
    deferred(code);
    code.dedent();
    code.open("} catch (const perdure::ExecutionError& error) {");
    code.line("perdure::machine::cannot_migrate(Machine::chart_name, " +
              std::to_string(from_.chart.version) + ", " + std::to_string(to_.chart.version) +
              ", error);");
    code.close();
    return code.text();
  }

  // To be called after migrate(), which finds out what is to be converted. Each in the namespace of a type that only one
  // of the versions has, where convert() finds it.
  std::string converters() const {
    std::string text;
    for (const bool define : {false, true}) {
      std::map<std::string, std::string> by_home;
      for (const auto& [was, now] : conversions_.pairs()) {
        const plan::TypeDecl& from = plan_.types[was];
        const plan::TypeDecl& to = plan_.types[now];
        if (to.form == plan::TypeForm::Extern) continue;
        by_home[version_of(conversions_.is_own(was) ? from_ : to_)] +=
            converter(from, to, define) + (define ? "\n" : "");
      }
      for (const auto& [home, functions] : by_home) {
        text += "\nnamespace " + home + " {\n\n" + functions + (define ? "" : "\n") +
                "}  // namespace " + home + "\n";
      }
    }
    return text;
  }

 private:
  static std::string version_of(const Context& context) {
    return plan::version_namespace(context.chart.version);
  }

  std::string converter(const plan::TypeDecl& from, const plan::TypeDecl& to, bool define) const {
    const std::string signature =
        "void convert_fields(const " + qualified(from) + "& from, " + qualified(to) + "& to)";
    Code code;
    if (!define) {
      code.line(signature + ";");
      return code.text();
    }
    code.open(signature + " {");
    if (to.form == plan::TypeForm::Enum) {
      code.line("from_name(name_of(from), to);");
    } else {
      code.line("using perdure::machine::convert;");
      fields(
          code, Expressions(anywhere_), from.fields, to.fields, "from.", "to.",
          [&](const std::string& name) { return from_.types.field(name); },
          [&](const std::string& name) { return to_.types.field(name); });
    }
    code.close();
    return shortened(code.text());
  }

  static std::string qualified(const plan::TypeDecl& decl) { return "::" + decl.qualified; }

  // Each field that was there converted, then what is new begins with its initial value.
  void fields(Code& code, const Expressions& expressions, const std::vector<Field>& from,
              const std::vector<Field>& to, const std::string& old_object,
              const std::string& object, const auto& old_name, const auto& new_name) const {
    for (const Field& field : to) {
      const Field* before = find(from, field.name);
      if (before == nullptr || !converts(before->type, field.type)) continue;
      code.line("convert(" + old_object + old_name(field.name) + ", " + object +
                new_name(field.name) + ");");
    }
    for (const Field& field : to) {
      const bool is_new = find(from, field.name) == nullptr;
      if (!is_new || !field.initial || expressions.is_constant(*field.initial)) continue;
      code.line(object + new_name(field.name) + " = " + expressions.wanted(*field.initial) + ";");
    }
  }

  // What does not is given its value by the migration.
  bool converts(const Type& from, const Type& to) const {
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;
    return converts(from, to, seen);
  }

  bool converts(const Type& from, const Type& to,
                std::set<std::pair<std::uint32_t, std::uint32_t>>& seen) const {
    if (from == to) return true;
    if (to.kind == TypeKind::Optional) {
      return converts(from.kind == TypeKind::Optional ? from.arguments[0] : from, to.arguments[0],
                      seen);
    }
    if (from.kind == TypeKind::Int && to.kind == TypeKind::Float) return true;
    if (from.kind != to.kind) return false;
    if (to.kind != TypeKind::Named) {
      for (std::size_t i = 0; i < to.arguments.size(); ++i) {
        if (!converts(from.arguments[i], to.arguments[i], seen)) return false;
      }
      return !to.arguments.empty();
    }
    const plan::TypeDecl& was = plan_.type(from);
    const plan::TypeDecl& now = plan_.type(to);
    if (was.form != now.form || now.form == plan::TypeForm::Extern) return false;
    if (!seen.emplace(from.decl.index, to.decl.index).second) return true;
    if (now.form == plan::TypeForm::Enum) {
      return std::all_of(was.enumerators.begin(), was.enumerators.end(),
                         [&](const std::string& each) {
                           return std::find(now.enumerators.begin(), now.enumerators.end(), each) !=
                                  now.enumerators.end();
                         });
    }
    return std::all_of(now.fields.begin(), now.fields.end(), [&](const Field& field) {
      const Field* before = find(was.fields, field.name);
      if (before != nullptr) return converts(before->type, field.type, seen);
      return field.initial || field.type.kind == TypeKind::Optional;
    });
  }

  void note_conversions(const std::vector<Field>& from, const std::vector<Field>& to) {
    for (const Field& field : to) {
      const Field* before = find(from, field.name);
      if (before != nullptr && converts(before->type, field.type)) {
        conversions_.add(before->type, field.type);
      }
    }
  }

  void members(Code& code, const std::vector<Field>& from, const std::vector<Field>& to,
               const std::string& old_object, const std::string& object) {
    note_conversions(from, to);
    fields(
        code, expressions_, from, to, old_object, object,
        [&](const std::string& name) { return from_.names.field(name); },
        [&](const std::string& name) { return to_.names.field(name); });
  }

  bool is_renaming(const plan::Move& move) const {
    return move.to.size() == 1 && has_inside(from_.state(move.from)) &&
           has_inside(to_.state(move.to.front()));
  }

  void moves(Code& code) const {
    code.line("using perdure::machine::convert;");
    for (const bool renamed : {false, true}) {
      std::vector<std::string> rows;
      for (const plan::Move& move : migration_.moves) {
        if (is_renaming(move) != renamed) continue;
        for (const StateIndex target : move.to) {
          rows.push_back("{" + Expressions::literal(from_.state(move.from).name) + ", " +
                         Expressions::literal(to_.state(target).name) + "}");
        }
      }
      const std::string name = renamed ? "renamed" : "moves";
      code.line(rows.empty() ? "const std::span<const perdure::machine::Move> " + name + ";"
                             : "static constexpr perdure::machine::Move " + name + "[] = {" +
                                   join(rows, ", ") + "};");
    }
    code.line((newest_ ? "const perdure::machine::Past past = " : "past_ = ") +
              std::string("perdure::machine::next(") + version_of(from_) +
              "::Chart, old.past_, moves, renamed);");
  }

  void params(Code& code) {
    members(code, from_.chart.parameters, to_.chart.parameters, "old.params_.", "params_.");
  }

  void data(Code& code) {
    members(code, from_.state(0).data, to_.state(0).data, "old.data_.", "data_.");
    statements_.unguarded(code, migration_.statements);
  }

  void configuration(Code& code) const {
    code.line("const auto leaves = perdure::machine::leaves_of(Chart, " +
              std::string(newest_ ? "past" : "past_") + ".active, 0);");
    if (!newest_) return;
    for (plan::RegionIndex i = 0; i < to_.chart.regions.size(); ++i) {
      code.line(to_.names.leaf(i) + " = static_cast<StateId>(leaves[" + std::to_string(i) + "]);");
    }
  }

  // The states of the older version whose data is that of this one: those that are moved here, then its own.
  std::vector<StateIndex> sources(StateIndex state) const {
    std::vector<StateIndex> found;
    for (const plan::Move& move : migration_.moves) {
      if (move.to.size() == 1 && move.to.front() == state) found.push_back(move.from);
    }
    const auto same = find_state(from_.chart, to_.state(state).name);
    if (same && std::find(found.begin(), found.end(), *same) == found.end()) {
      found.push_back(*same);
    }
    std::erase_if(found, [&](StateIndex each) { return from_.state(each).data.empty(); });
    return found;
  }

  void state_data(Code& code, StateIndex state) {
    const std::string& member = to_.names.data(state);
    const std::vector<Field>& fields = to_.state(state).data;
    code.open("if (perdure::machine::is_active(Chart, leaves, " +
              Expressions::literal(to_.state(state).name) + ")) {");
    code.line(member + ".emplace();");
    bool first = true;
    for (const StateIndex source : sources(state)) {
      const std::string& old = from_.names.data(source);
      const std::string condition = "if (old." + old + ") {";
      if (!first) code.dedent();
      code.open(first ? condition : "} else " + condition);
      members(code, from_.state(source).data, fields, "old." + old + "->", member + "->");
      first = false;
    }
    Code initial(code.depth());
    initial_values(initial, fields, member + "->");
    if (first) {
      code.raw(initial.text());
    } else {
      if (!initial.empty()) {
        code.dedent();
        code.open("} else {");
        code.raw(initial.text());
      }
      code.close();
    }
    code.close();
  }

  void initial_values(Code& code, const std::vector<Field>& fields,
                      const std::string& object) const {
    for (const Field& field : fields) {
      if (!field.initial || expressions_.is_constant(*field.initial)) continue;
      code.line(object + to_.names.field(field.name) + " = " + expressions_.wanted(*field.initial) +
                ";");
    }
  }

  void histories(Code& code) const {
    const Histories records(to_);
    const std::vector<std::uint32_t> numbers = state_numbers(to_.chart);
    for (StateIndex i = 1; i < to_.chart.states.size(); ++i) {
      const plan::State& history = to_.state(i);
      if (history.kind != StateKind::History) continue;
      const std::string& record = to_.names.history(i);
      const std::string arguments = "(Chart, past.recorded(" + Expressions::literal(history.name) +
                                    "), " + std::to_string(numbers[history.parent]) + ")";
      if (!history.deep) {
        code.line(record + " = static_cast<StateId>(perdure::machine::recorded_child" + arguments +
                  ");");
        continue;
      }
      code.open("{");
      code.line("const auto was = perdure::machine::recorded_leaves" + arguments + ";");
      std::vector<std::string> leaves = {leaf(to_.state(history.parent).region)};
      if (records.is_nested(i)) {
        for (const plan::RegionIndex region : records.regions_inside(history.parent)) {
          leaves.push_back(leaf(region));
        }
        code.line(record + " = {" + join(leaves, ", ") + "};");
      } else {
        code.line(record + " = " + leaves.front() + ";");
      }
      code.close();
    }
  }

  static std::string leaf(plan::RegionIndex region) {
    return "static_cast<StateId>(was[" + std::to_string(region) + "])";
  }

  void invocations(Code& code) const {
    if (!to_.uses.has_invocations) return;
    code.line("invocations_ = past.invoked;");
    for (const plan::Invocation& each : to_.chart.invocations) {
      code.open("if (perdure::machine::is_active(Chart, leaves, " +
                Expressions::literal(to_.state(each.state).name) + ")) {");
      code.line(to_.names.invocation(each.name) + ".number = past.number_of(" +
                Expressions::literal(each.name) + ");");
      code.close();
    }
  }

  void result(Code& code) {
    if (!to_.chart.result || !from_.chart.result) return;
    if (!converts(*from_.chart.result, *to_.chart.result)) return;
    conversions_.add(*from_.chart.result, *to_.chart.result);
    code.line("if (old.result_) convert(*old.result_, result_.emplace());");
  }

  // Those that nothing of the newer version defers any more are not kept.
  void deferred(Code& code) {
    std::set<std::uint32_t> kept;
    for (const plan::State& state : to_.chart.states) {
      kept.insert(state.deferred.begin(), state.deferred.end());
    }
    if (!newest_) code.line("past_.deferred.clear();");
    const std::string list = newest_ ? "deferred_" : "past_.deferred";
    std::vector<std::string> same;
    Code changed(code.depth() + 1);
    for (const std::uint32_t index : kept) {
      const plan::Event& now = to_.chart.events[index];
      const auto was = std::find_if(from_.chart.events.begin(), from_.chart.events.end(),
                                    [&](const plan::Event& each) { return each.name == now.name; });
      if (was == from_.chart.events.end()) continue;
      event(changed, *was, static_cast<std::uint32_t>(was - from_.chart.events.begin()), now, index,
            list);
    }
    if (changed.empty()) return;
    code.open("for (perdure::machine::Deferred& kept : old.past_.deferred) {");
    code.raw(changed.text());
    code.close();
  }

  void event(Code& code, const plan::Event& was, std::uint32_t old_index, const plan::Event& now,
             std::uint32_t index, const std::string& list) {
    const std::string condition = "if (kept.event == " + Expressions::literal(now.name) + ") ";
    const bool same = std::equal(
        was.fields.begin(), was.fields.end(), now.fields.begin(), now.fields.end(),
        [](const Field& a, const Field& b) { return a.name == b.name && a.type == b.type; });
    if (same) return code.line(condition + list + ".push_back(std::move(kept));");
    code.open(condition + "{");
    const std::string old_type = version_of(from_) + "::event::" + from_.names.event(old_index);
    code.line("auto before = perdure::from_bytes<" + old_type + ">(kept.payload);");
    code.line("event::" + to_.names.event(index) + " event;");
    members(code, was.fields, now.fields, "before.", "event.");
    code.line(list + ".push_back({kept.event, perdure::to_bytes(event)});");
    code.close();
  }

  const plan::Plan& plan_;
  const plan::Chart& chart_;
  const plan::Migration& migration_;
  const Context& from_;
  const Context& to_;
  const bool newest_;
  Conversions conversions_;
  const Context anywhere_;  // Types have their whole names.
  const Expressions expressions_;
  const Statements statements_;
};

// The declarations of one release, and how it is read.
Values release_values(const plan::Plan& plan, const plan::Release& release, const Context& context,
                      const Template& type_header, const Template& type_source) {
  Values values;
  values.set("version", std::to_string(context.chart.version));
  values.set("name_space", plan::version_namespace(context.chart.version));
  values.set("types",
             type_header.expand(
                 Values().set("types", type_values(plan, release.types, context.name_space))) +
                 type_source.expand(Values().set("enums", enum_values(plan, release.types))));
  Values::List events;
  for (std::uint32_t i = 0; i < context.chart.events.size(); ++i) {
    const plan::Event& event = context.chart.events[i];
    events.push_back(structure(context, context.names.event(i), "", event.fields));
  }
  values.set("events", std::move(events));
  Values::List states;
  Values::List state_data;
  for (StateIndex i = 1; i < context.chart.states.size(); ++i) {
    const plan::State& state = context.state(i);
    if (state.data.empty()) continue;
    states.push_back(structure(context, context.names.struct_of(i), "", state.data));
    state_data.push_back(
        Values().set("state", context.names.state(i)).set("member", context.names.data(i)));
  }
  values.set("states", std::move(states)).set("state_data", std::move(state_data));
  Values::List structs;
  structs.push_back(structure(context, "Params", "", context.chart.parameters));
  structs.push_back(structure(context, "Data", "", context.state(0).data));
  values.set("structs", std::move(structs));
  values.set("rows", state_rows(context)).set("regions", region_rows(context));
  values.set("result", context.chart.result ? context.types.type(*context.chart.result) : "");
  return values;
}

std::string load_code(const Context& context, const std::string& before) {
  Code code(1);
  const plan::Chart& chart = context.chart;
  code.line("Snapshot snapshot;");
  if (!before.empty()) {
    code.open("if (version != " + std::to_string(chart.version) + ") {");
    code.line("snapshot.migrate(" + before + "::Snapshot::load(in, version, started));");
    code.line("return snapshot;");
    code.close();
  }
  code.line("in(snapshot.params_);");
  code.line("if (!started) return snapshot;");
  code.line("in(snapshot.data_);");
  code.line("perdure::machine::Past& past = snapshot.past_;");
  Code body(1);
  if (!chart.invocations.empty()) body.line("in(past.invoked);");
  for (StateIndex i = 1; i < chart.states.size(); ++i) {
    const plan::State& state = chart.states[i];
    const std::string name = Expressions::literal(state.name);
    if (state.kind == StateKind::History) body.line("past.load_history(in, " + name + ");");
    if (state.invocations.empty() && state.data.empty()) continue;
    body.open("if (perdure::machine::is_active(Chart, leaves, " + name + ")) {");
    for (const std::uint32_t each : state.invocations) {
      body.line("past.load_invocation(in, " + Expressions::literal(chart.invocations[each].name) +
                ");");
    }
    if (!state.data.empty()) {
      body.line("in(snapshot." + context.names.data(i) + ".emplace());");
    }
    body.close();
  }
  if (chart.result) body.line("in(snapshot.result_);");
  const bool defers = std::any_of(chart.states.begin(), chart.states.end(),
                                  [](const plan::State& each) { return !each.deferred.empty(); });
  if (defers) body.line("in(past.deferred);");
  const bool uses_leaves = body.text().find("leaves") != std::string::npos;
  code.line(std::string(uses_leaves ? "const auto leaves = " : "") +
            "past.load_configuration(in, Chart);");
  code.raw(body.text());
  code.line("return snapshot;");
  return code.text();
}

}  // namespace

void add_versions(const Context& context, const Template& type_header, const Template& type_source,
                  const Template& version, Values& header, Values& source) {
  const plan::Chart& chart = context.chart;
  for (Values* values : {&header, &source}) {
    values->set("releases", !chart.releases.empty()).set("last", "").set("versions", "");
    values->set("migrate", "");
  }
  if (chart.releases.empty()) return;
  std::vector<std::string> numbers = {std::to_string(chart.version)};
  std::vector<Context> contexts;
  contexts.reserve(chart.releases.size());
  for (const plan::Release& release : chart.releases) {
    const std::string name = plan::version_namespace(release.chart.version);
    contexts.emplace_back(context.plan, release.chart, context.name_space + "::" + name);
    numbers.push_back(std::to_string(release.chart.version));
  }
  std::string text;
  std::string before;
  for (std::size_t i = 0; i < contexts.size(); ++i) {
    Values values =
        release_values(context.plan, chart.releases[i], contexts[i], type_header, type_source);
    values.set("before", before).set("migrate", "").set("converters", "");
    values.set("load", unindented(load_code(contexts[i], before), 2));
    if (i > 0) {
      StepCode step(context.plan, chart, i - 1, contexts[i - 1], contexts[i], false);
      values.set("migrate", unindented(step.migrate(), 0));
      values.set("converters", step.converters());
    }
    text += version.expand(values);
    before = plan::version_namespace(contexts[i].chart.version);
  }
  StepCode last(context.plan, chart, contexts.size() - 1, contexts.back(), context, true);
  const std::string migrate = last.migrate();
  header.set("last", before);
  Code list(1);
  list.line("static constexpr std::array<std::uint32_t, " + std::to_string(numbers.size()) +
            "> versions = {" + join(numbers, ", ") + "};");
  header.set("versions", unindented(list.text(), 2));
  source.set("last", before);
  if (!text.empty() && text.front() == '\n') text.erase(0, 1);
  source.set("versions", unindented(text, 0));
  source.set("migrate", unindented(last.converters() + migrate, 0));
}

}  // namespace perdure::emit::cpp
