// The two files of one chart file, from their templates.
#include "compiler/emit/cpp/cpp.h"

#include <algorithm>
#include <filesystem>
#include <set>

#include "compiler/emit/cpp/code.h"
#include "compiler/emit/cpp/context.h"
#include "compiler/emit/cpp/declarations.h"
#include "compiler/emit/cpp/moves.h"
#include "compiler/emit/cpp/snapshot.h"
#include "compiler/emit/cpp/steps.h"
#include "compiler/emit/cpp/versions.h"
#include "compiler/emit/cpp/waiting.h"
#include "compiler/emit/cpp/walk.h"
#include "compiler/emit/definition/definition.h"
#include "compiler/emit/template/template.h"
#include "compiler/plan/cpp_names.h"
#include "cpp_templates.h"

namespace perdure::emit {

namespace cpp {
namespace {

const Template& template_named(std::string_view name) {
  static const std::map<std::string_view, Template> all = [] {
    std::map<std::string_view, Template> made;
    for (const auto& file : templates::files)
      made.emplace(file.name, Template(file.name, file.text));
    return made;
  }();
  return all.at(name);
}

std::vector<std::uint32_t> types_of(const plan::Plan& plan, const plan::File& file,
                                    const std::optional<std::string>& chart) {
  std::vector<std::uint32_t> types;
  for (const std::uint32_t type : file.types) {
    if (plan.types[type].chart == chart) types.push_back(type);
  }
  return types;
}

std::string queue_type(const Context& context) {
  if (context.chart.is_dynamic()) return "";
  std::vector<std::string> events;
  for (const std::uint32_t event : context.uses.raised) {
    events.push_back(context.type_of({EventType::Kind::Declared, event}));
  }
  if (context.uses.takes_errors) events.push_back(context.type_of({EventType::Kind::Error, 0}));
  if (context.uses.takes_communication) {
    events.push_back(context.type_of({EventType::Kind::Error, 1}));
  }
  for (const plan::StateIndex state : context.uses.done) {
    events.push_back(context.type_of({EventType::Kind::Done, state}));
  }
  if (events.empty()) return "";
  if (events.size() > MaxAlternatives) {
    return "friend perdure::machine::LargeInternalQueue<Machine>;\n"
           "perdure::machine::LargeInternalQueue<Machine> internal_;";
  }
  Code code(1);
  code.line("perdure::machine::InternalQueue<" + join(events, ", ") + "> internal_;");
  return unindented(code.text(), 2);
}

// A text as it stands, whatever is in it.
std::string raw_literal(const std::string& text) {
  std::string mark = "json";
  while (text.find(")" + mark + "\"") != std::string::npos) mark += '_';
  return "R\"" + mark + "(" + text + ")" + mark + "\"";
}

// One chart of a file: what its two templates need, worked out together, since the header declares the
// functions that the source turns out to have.
class ChartCode {
 public:
  ChartCode(const plan::Plan& plan, const plan::File& file, const plan::Chart& chart)
      : plan_(plan), file_(file), context_(plan, chart), moves_(context_) {
    const std::vector<std::uint32_t> types = types_of(plan_, file_, chart.name);
    add_declarations(context_, header_);
    header_.set("types",
                template_named("type.h.tpl")
                    .expand(Values().set("types", type_values(plan_, types, context_.name_space))));
    source_.set(
        "types",
        template_named("type.cpp.tpl").expand(Values().set("enums", enum_values(plan_, types))));
    add_functions();
    add_uses();
    add_session();
    add_definition();
    add_versions(context_, template_named("type.h.tpl"), template_named("type.cpp.tpl"),
                 template_named("version.cpp.tpl"), header_, source_);
  }

  std::string header() const { return template_named("chart.h.tpl").expand(header_); }
  std::string source() const { return template_named("chart.cpp.tpl").expand(source_); }

 private:
  void add_functions();
  void add_uses();
  void add_session();
  void add_definition();
  std::string invocations() const;
  std::string finalizations() const;
  Values::List documents() const;
  std::vector<Function> guards() const;

  const plan::Plan& plan_;
  const plan::File& file_;
  Context context_;
  Moves moves_;
  Values header_;
  Values source_;
  std::string text_;  // What was generated, to see what it uses.
  bool selects_ = false;
  bool conflicts_ = false;
};

void ChartCode::add_functions() {
  Steps steps(context_, context_.names, moves_);
  selects_ = steps.selects();
  conflicts_ = steps.conflicts();
  const std::string start = steps.start();
  text_ += start;
  source_.set("start", unindented(start, 2));
  source_.set("cancel", unindented(steps.cancel(), 2));
  source_.set("fire", unindented(steps.fire(), 2));
  const Waiting waiting(context_);
  if (context_.uses.has_invocations) {
    source_.set("invoke", unindented(waiting.invoke(), 2));
    source_.set("outcome", unindented(waiting.outcome(), 2));
  }
  if (context_.uses.defers()) source_.set("offer", unindented(waiting.offer(), 2));
  Values::List enumerators;
  for (const std::string& name : steps.enumerators()) {
    enumerators.push_back(Values().set("enumerator", name));
  }
  source_.set("enumerators", std::move(enumerators));

  std::vector<Function> functions = guards();
  const auto add = [&](std::vector<Function> more) {
    for (Function& function : more) functions.push_back(std::move(function));
  };
  add(steps.selection_functions());
  add(steps.functions());
  add(steps.dispatches());
  add(waiting.offers());
  // Now it is known which moves are used; they stand first, as what stands on them follows.
  std::vector<Function> moves = moves_.functions();
  functions.insert(functions.begin(), std::make_move_iterator(moves.begin()),
                   std::make_move_iterator(moves.end()));
  Values::List declared;
  Values::List defined;
  for (const Function& function : functions) {
    text_ += function.definition;
    if (!function.declaration.empty()) {
      declared.push_back(Values().set("declaration", function.declaration));
    }
    std::string definition = shortened(function.definition);
    definition.pop_back();
    defined.push_back(Values().set("definition", std::move(definition)));
  }
  header_.set("functions", std::move(declared));
  source_.set("functions", std::move(defined));

  Values::List specialisations;
  for (std::string& code : moves_.specialisations()) {
    text_ += code;
    code.pop_back();
    specialisations.push_back(Values().set("code", std::move(code)));
  }
  header_.set("specialised", !specialisations.empty());
  source_.set("specialisations", std::move(specialisations));
}

void ChartCode::add_uses() {
  const Analysis& uses = context_.uses;
  const std::string queue = queue_type(context_);
  for (Values* values : {&header_, &source_}) {
    values->set("selects", selects_);
    values->set("conflicts", conflicts_);
    values->set("walks_up", moves_.walks_up());
    values->set("fails", uses.has_failing_blocks || uses.has_failing_guards);
    values->set("settles", uses.settles());
    values->set("has_invocations", uses.has_invocations);
    values->set("defers", uses.defers());
    values->set("queue", queue);
  }
  source_.set("chart", context_.names.name_space());
  source_.set("indexed", indexed_values(context_));
  source_.set("large", large_values(context_));
  source_.set("witness", witness(context_));
  header_.set("actions", !context_.chart.actions.empty());
  source_.set("takes_errors", uses.takes_errors);
  source_.set("eventless", uses.has_eventless);
  source_.set("rounds", uses.has_eventless || uses.has_internal_events());
  source_.set("actions", uses.has_actions);
  source_.set("child_of", context_.uses_child_of());
  Values::List declared;
  const std::vector<plan::Event>& events = context_.chart.events;
  for (std::uint32_t i = 0; i < events.size(); ++i) {
    if (!events[i].invocation) declared.push_back(Values().set("name", context_.names.event(i)));
  }
  source_.set("events", !events.empty());
  source_.set("large_events", events.size() > MaxAlternatives);
  source_.set("declared", std::move(declared));
  std::vector<std::string> leaves;
  for (plan::RegionIndex i = 0; i < context_.chart.regions.size(); ++i) {
    leaves.push_back(context_.names.leaf(i));
  }
  source_.set("leaf_list", join(leaves, ", "));
  source_.set("large_queue", queue.starts_with("friend"));
  add_snapshot(context_, source_);
}

// What only charts have whose data model is not typed.
void ChartCode::add_session() {
  const Analysis& uses = context_.uses;
  const plan::Chart& chart = context_.chart;
  Values::List rows = documents();
  const std::string make =
      chart.data_model == model::DataModel::Null
          ? "[](const perdure::scxml::EngineLimits&) { return perdure::scxml::make_null(); }"
          : "perdure::scxml::make_ecmascript";
  Code definition;
  definition.line("constexpr perdure::scxml::Definition Definition{" +
                  Expressions::literal(chart.scxml.name) + ", " + make +
                  (rows.empty() ? "" : ", Documents") + "};");
  bool uses_event = false;
  for (const plan::State& state : chart.states) {
    for (const plan::ScxmlInvoke& invoke : state.scxml_invokes) {
      uses_event = uses_event || (invoke.finalize && invoke.finalize->empty());
    }
  }
  for (Values* values : {&header_, &source_}) {
    values->set("dynamic", chart.is_dynamic()).set("typed", !chart.is_dynamic());
    values->set("invokes", uses.invokes).set("finalizes", uses.finalizes);
    values->set("uses_event", uses_event);
  }
  const std::string invoking = invocations();
  const std::string finalizing = finalizations();
  text_ += invoking + finalizing;
  Values::List words;
  for (const std::string word : {"content", "script", "xml"}) {
    bool used = false;
    for (const char* before : {" ", "("}) {
      for (const char* behind : {"(\"", "(\n"}) {  // A long text begins on a line of its own.
        used = used || text_.find(before + word + behind) != std::string::npos;
      }
    }
    if (used) words.push_back(Values().set("word", word));
  }
  source_.set("words", std::move(words));
  source_.set("documents", std::move(rows));
  source_.set("definition", unindented(definition.text(), 0));
  source_.set("invocations", unindented(invoking, 6));
  source_.set("finalizations", unindented(finalizing, 2));
}

// What reads the chart's sessions without the program.
void ChartCode::add_definition() {
  const Definition definition = emit_definition(plan_, context_.chart);
  header_.set("behaviour", definition.behaviour);
  Code code;
  code.open("std::string Machine::chart_definition() {");
  if (definition.externs.empty()) {
    code.raw("  return " + raw_literal(definition.json) + ";\n");
  } else {
    code.raw("  static constexpr std::string_view Text =\n      " + raw_literal(definition.json) +
             ";\n");
    code.open("const perdure::machine::ExternLayout layouts[] = {");
    code.indent();
    for (const std::string& type : definition.externs) {
      code.line("{\"" + type + "\", perdure::machine::layout_of<" + type + ">()},");
    }
    code.dedent();
    code.close("};");
    code.line("return perdure::machine::with_layouts(Text, layouts);");
  }
  code.close();
  source_.set("chart_definition", unindented(code.text(), 0));
}

std::string ChartCode::invocations() const {
  const Statements statements(context_);
  Code code(3);
  for (plan::StateIndex i = 0; i < context_.chart.states.size(); ++i) {
    const plan::State& state = context_.state(i);
    if (state.scxml_invokes.empty()) continue;
    code.line("case " + context_.names.id(i) + ":");
    code.indent();
    for (std::size_t k = 0; k < state.scxml_invokes.size(); ++k) {
      statements.invoke(code, state, k);
    }
    code.line("break;");
    code.dedent();
  }
  return code.text();
}

std::string ChartCode::finalizations() const {
  const Statements statements(context_);
  Code code(1);
  for (const plan::State& state : context_.chart.states) {
    for (std::size_t k = 0; k < state.scxml_invokes.size(); ++k) {
      if (!state.scxml_invokes[k].finalize) continue;
      code.open("if (sender.is(" + Expressions::literal(state.name) + ", " + std::to_string(k) +
                ")) {");
      statements.finalize(code, state.scxml_invokes[k]);
      code.close();
    }
  }
  return code.text();
}

// The documents of this compilation, for a chart that may be told at run time which of them to invoke.
Values::List ChartCode::documents() const {
  Values::List rows;
  if (!context_.uses.finds_documents) return rows;
  const std::filesystem::path folder = std::filesystem::path(file_.name).parent_path();
  for (const plan::File& file : plan_.files) {
    for (const plan::Chart& chart : file.charts) {
      if (chart.scxml.document.empty()) continue;
      const bool whole = &chart == &file.charts.front();
      const std::string path =
          whole ? std::filesystem::path(file.name).lexically_relative(folder).string() : "";
      rows.push_back(Values().set("row", "{" + Expressions::literal(chart.qualified) + ", " +
                                             Expressions::literal(path) + ", " +
                                             Expressions::literal(chart.scxml.document) + "}"));
    }
  }
  return rows;
}

// The named guards.
std::vector<Function> ChartCode::guards() const {
  const Expressions expressions(context_);
  std::vector<Function> functions;
  for (const plan::Guard& guard : context_.chart.guards) {
    const std::string signature = context_.names.guard(guard.name) + "() const";
    Code code;
    code.raw(doc_comment(guard.doc));
    if (!code.empty()) code.blank();
    code.open("bool Machine::" + signature + " {");
    code.line("return " + expressions.value(guard.condition) + ";");
    code.close();
    functions.push_back({"bool " + signature + ";", code.text()});
  }
  return functions;
}

// Documents name each other's charts by their stored names alone.
bool has_types_for_others(const plan::File* file) {
  if (file == nullptr || !file->types.empty()) return true;
  return std::any_of(file->charts.begin(), file->charts.end(),
                     [](const plan::Chart& chart) { return !chart.is_dynamic(); });
}

// Charts that are invoked stand before those that invoke them, whose events may hold their types; of those that invoke
// each other, the first one is the last.
void add_in_order(const plan::File& file, const plan::Chart& chart,
                  std::set<const plan::Chart*>& seen, std::vector<const plan::Chart*>& order) {
  if (!seen.insert(&chart).second) return;
  for (const plan::Invocation& invocation : chart.invocations) {
    for (const plan::Chart& other : file.charts) {
      const bool invoked = invocation.chart && invocation.chart->qualified == other.qualified;
      if (invoked) add_in_order(file, other, seen, order);
    }
  }
  order.push_back(&chart);
}

std::vector<const plan::Chart*> in_order(const plan::File& file) {
  std::set<const plan::Chart*> seen;
  std::vector<const plan::Chart*> order;
  for (const plan::Chart& chart : file.charts) add_in_order(file, chart, seen, order);
  return order;
}

// The headers of imported files whose types the header names, and those of extern types.
Values::List includes(const plan::Plan& plan, const plan::File& file) {
  std::vector<std::string> names;
  for (const std::string& import : file.imports) {
    if (has_types_for_others(plan.file(import))) names.push_back(file_name(import) + ".h");
  }
  for (const std::uint32_t type : file.types) {
    if (plan.types[type].form == plan::TypeForm::Extern) names.push_back(plan.types[type].header);
  }
  for (const plan::Chart& chart : file.charts) {
    for (const plan::Release& release : chart.releases) {
      for (const std::uint32_t type : release.types) {
        if (plan.types[type].form == plan::TypeForm::Extern) {
          names.push_back(plan.types[type].header);
        }
      }
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  Values::List list;
  for (const std::string& name : names) list.push_back(Values().set("include", name));
  return list;
}

}  // namespace
}  // namespace cpp

std::vector<Output> emit_cpp(const plan::Plan& plan, const plan::File& file) {
  using namespace cpp;
  const std::string name_space = plan::cpp_namespace(file.name_space);
  const std::vector<std::uint32_t> types = types_of(plan, file, std::nullopt);
  Values header;
  Values source;
  std::string header_charts;
  std::string source_charts;
  for (const plan::Chart* chart : in_order(file)) {
    const ChartCode code(plan, file, *chart);
    header_charts += code.header();
    source_charts += code.source();
  }
  const std::string name = file_name(file.name);
  const std::string version =
      file.charts.size() == 1 ? ", version " + std::to_string(file.charts.front().version) : "";
  for (Values* values : {&header, &source}) {
    values->set("perdurec", PERDURE_VERSION).set("file", name).set("version", version);
    values->set("namespace", name_space).set("header", name + ".h");
  }
  header.set("includes", includes(plan, file));
  header.set("dynamic", std::any_of(file.charts.begin(), file.charts.end(),
                                    [](const plan::Chart& chart) { return chart.is_dynamic(); }));
  header.set("types", template_named("type.h.tpl")
                          .expand(Values().set("types", type_values(plan, types, name_space))));
  source.set(
      "types",
      template_named("type.cpp.tpl").expand(Values().set("enums", enum_values(plan, types))));
  header.set("charts", header_charts);
  source.set("charts", source_charts);
  return {{name + ".h", template_named("file.h.tpl").expand(header)},
          {name + ".cpp", template_named("file.cpp.tpl").expand(source)}};
}

}  // namespace perdure::emit
