#include "compiler/emit/cpp/snapshot.h"

#include <algorithm>

#include "compiler/emit/cpp/code.h"
#include "compiler/emit/cpp/expressions.h"
#include "compiler/plan/cpp_names.h"

namespace perdure::emit::cpp {

using plan::RegionIndex;
using plan::StateIndex;
using plan::StateKind;

namespace {

class SnapshotCode {
 public:
  explicit SnapshotCode(const Context& context) : context_(context), histories_(context) {
    numbers_ = state_numbers(context.chart);
  }

  std::string states() const;
  std::string regions() const;
  std::string done() const;
  std::string leaf_numbers() const;
  std::string save() const;
  std::string load() const;

 private:
  void save_history(Code& code, StateIndex history) const;
  void load_history(Code& code, StateIndex history) const;
  const std::string& member(std::uint32_t invocation) const {
    return context_.names.invocation(context_.chart.invocations[invocation].name);
  }
  std::string last_release() const {
    return plan::version_namespace(context_.chart.releases.back().chart.version) + "::Snapshot";
  }
  std::string number(StateIndex state) const { return std::to_string(numbers_[state]); }

  const Context& context_;
  Histories histories_;
  std::vector<std::uint32_t> numbers_;
};

// A row for each state, with its number.
std::string SnapshotCode::states() const {
  std::vector<std::string> rows = {"{\"\", 0, 0, StateInfo::Kind::Compound},"};
  std::size_t width = rows.front().size();
  for (StateIndex i = 1; i < context_.chart.states.size(); ++i) {
    const plan::State& state = context_.state(i);
    if (state.kind == StateKind::History) continue;
    const std::string kind = state.kind == StateKind::Compound   ? "Compound"
                             : state.kind == StateKind::Parallel ? "Parallel"
                                                                 : "Atomic";
    rows.push_back("{" + Expressions::literal(state.name) + ", " + number(state.parent) + ", " +
                   std::to_string(state.region) + ", StateInfo::Kind::" + kind + "},");
    width = std::max(width, rows.back().size());
  }
  std::string text;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    text +=
        rows[i] + std::string(width - rows[i].size() + 2, ' ') + "// " + std::to_string(i) + "\n";
  }
  text.pop_back();
  return text;
}

std::string SnapshotCode::regions() const {
  std::vector<std::string> regions;
  for (const plan::Region& region : context_.chart.regions) {
    regions.push_back("{" + number(region.state) + ", " +
                      number(context_.state(region.state).parent) + "}");
  }
  return join(regions, ", ");
}

std::string SnapshotCode::done() const {
  std::vector<std::string> finals;
  for (const StateIndex child : context_.state(0).children) {
    if (ends_session(context_.chart, child)) {
      finals.push_back("leaf_ == " + context_.names.id(child));
    }
  }
  return finals.empty() ? "false" : join(finals, " || ");
}

std::string SnapshotCode::leaf_numbers() const {
  std::vector<std::string> leaves;
  for (RegionIndex i = 0; i < context_.chart.regions.size(); ++i) {
    leaves.push_back("number(" + context_.names.leaf(i) + ")");
  }
  return join(leaves, ", ");
}

std::string SnapshotCode::save() const {
  Code code(1);
  code.line("perdure::machine::save_header(out, Machine::chart_version);");
  const bool dynamic = context_.chart.is_dynamic();
  code.line(dynamic ? "out(params_);" : "out(params_, data_);");
  code.line("perdure::machine::save_names(out, active());");
  if (context_.uses.has_invocations) code.line("out(invocations_);");
  for (StateIndex i = 1; i < context_.chart.states.size(); ++i) {
    const plan::State& state = context_.state(i);
    if (state.kind == StateKind::History) save_history(code, i);
    if (!state.invocations.empty()) {
      std::vector<std::string> numbers;
      for (const std::uint32_t each : state.invocations)
        numbers.push_back(member(each) + ".number");
      code.line("if (in<" + context_.names.state(i) + ">()) out(" + join(numbers, ", ") + ");");
    }
    if (state.data.empty()) continue;
    const std::string& data = context_.names.data(i);
    code.line("if (" + data + ") out(*" + data + ");");
  }
  if (context_.chart.result) code.line("out(result_);");
  if (dynamic) code.line("session_.save(out);");
  if (context_.uses.defers()) code.line("out(deferred_);");
  return code.text();
}

void SnapshotCode::save_history(Code& code, StateIndex history) const {
  const std::string& record = context_.names.history(history);
  if (!context_.state(history).deep) {
    code.line("perdure::machine::save_child(out, Chart, number(" + record + "));");
    return;
  }
  if (!histories_.is_nested(history)) {
    code.line("perdure::machine::save_leaves(out, Chart, {number(" + record + ")});");
    return;
  }
  const std::size_t count = histories_.regions_inside(context_.state(history).parent).size() + 1;
  std::vector<std::string> leaves;
  for (std::size_t i = 0; i < count; ++i) {
    leaves.push_back("number(" + record + "[" + std::to_string(i) + "])");
  }
  code.line("perdure::machine::save_leaves(out, Chart, {" + join(leaves, ", ") + "});");
}

std::string SnapshotCode::load() const {
  Code code(1);
  if (context_.chart.releases.empty()) {
    code.line("perdure::machine::load_header(in, Machine::chart_name, Machine::chart_version);");
    code.line("Snapshot snapshot;");
  } else {
    code.line(
        "const std::uint32_t version = "
        "perdure::machine::load_header(in, Machine::chart_name, versions);");
    code.line("Snapshot snapshot;");
    code.open("if (version != Machine::chart_version) {");
    code.line("snapshot.migrate(" + last_release() + "::load(in, version, true));");
    code.line("return snapshot;");
    code.close();
  }
  const bool dynamic = context_.chart.is_dynamic();
  code.line(dynamic ? "in(snapshot.params_);" : "in(snapshot.params_, snapshot.data_);");
  code.line(
      "const auto leaves = perdure::machine::leaves_of(Chart, perdure::machine::load_names(in), "
      "0);");
  if (context_.uses.has_invocations) code.line("in(snapshot.invocations_);");
  for (RegionIndex i = 0; i < context_.chart.regions.size(); ++i) {
    code.line("snapshot." + context_.names.leaf(i) + " = static_cast<StateId>(leaves[" +
              std::to_string(i) + "]);");
  }
  for (StateIndex i = 1; i < context_.chart.states.size(); ++i) {
    const plan::State& state = context_.state(i);
    if (state.kind == StateKind::History) load_history(code, i);
    if (!state.invocations.empty()) {
      code.open("if (snapshot.in<" + context_.names.state(i) + ">()) {");
      for (const std::uint32_t each : state.invocations) {
        code.line("perdure::machine::load(in, snapshot." + member(each) +
                  ", snapshot.invocations_);");
      }
      code.close();
    }
    if (state.data.empty()) continue;
    code.line("if (snapshot.in<" + context_.names.state(i) + ">()) in(snapshot." +
              context_.names.data(i) + ".emplace());");
  }
  if (context_.chart.result) code.line("in(snapshot.result_);");
  if (dynamic) code.line("snapshot.session_.load(in, Definition);");
  if (context_.uses.defers()) {
    code.line("in(snapshot.deferred_);");
    code.open("for (const auto& kept : snapshot.deferred_) {");
    code.open("if (!Machine::decode(kept.event, kept.payload)) {");
    code.line("perdure::InArchive::corrupt(\"a deferred event that the chart does not have\");");
    code.close();
    code.close();
  }
  code.line("return snapshot;");
  return code.text();
}

void SnapshotCode::load_history(Code& code, StateIndex history) const {
  const StateIndex parent = context_.state(history).parent;
  const std::string record = "snapshot." + context_.names.history(history);
  if (!context_.state(history).deep) {
    code.line(record + " = static_cast<StateId>(perdure::machine::load_child(in, Chart, " +
              number(parent) + "));");
    return;
  }
  code.open("{");
  code.line(
      "const auto was = perdure::machine::leaves_of(Chart, perdure::machine::load_names(in), " +
      number(parent) + ");");
  std::vector<std::string> leaves = {"static_cast<StateId>(was[" +
                                     std::to_string(context_.state(parent).region) + "])"};
  if (histories_.is_nested(history)) {
    for (const RegionIndex region : histories_.regions_inside(parent)) {
      leaves.push_back("static_cast<StateId>(was[" + std::to_string(region) + "])");
    }
    code.line(record + " = {" + join(leaves, ", ") + "};");
  } else {
    code.line(record + " = " + leaves.front() + ";");
  }
  code.close();
}

}  // namespace

std::vector<std::uint32_t> state_numbers(const plan::Chart& chart) {
  std::vector<std::uint32_t> numbers(chart.states.size());
  std::uint32_t next = 0;
  for (StateIndex i = 0; i < chart.states.size(); ++i) {
    if (chart.states[i].kind != StateKind::History) numbers[i] = next++;
  }
  return numbers;
}

std::string state_rows(const Context& context) { return SnapshotCode(context).states(); }
std::string region_rows(const Context& context) { return SnapshotCode(context).regions(); }

void add_snapshot(const Context& context, Values& values) {
  const SnapshotCode code(context);
  values.set("states", code.states());
  values.set("regions", code.regions());
  Code done;
  done.open("bool Snapshot::done() const {");
  done.line("return " + code.done() + ";");
  done.close();
  values.set("done", unindented(shortened(done.text()), 0));
  values.set("leaf_numbers", code.leaf_numbers());
  values.set("save", unindented(code.save(), 2));
  values.set("load", unindented(code.load(), 2));
}

}  // namespace perdure::emit::cpp
