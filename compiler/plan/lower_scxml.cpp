#include "compiler/plan/lower_scxml.h"

namespace perdure::plan {

namespace {

std::optional<Expr> lower(const Lowering& lowering, const std::optional<model::ExprId>& written) {
  if (!written) return std::nullopt;
  return lowering.expr(*written);
}

ScxmlInvoke lower(const Lowering& lowering, const model::Program& program,
                  const model::ScxmlInvoke& from) {
  ScxmlInvoke invoke;
  invoke.type = lower(lowering, from.type);
  invoke.source = lower(lowering, from.source);
  invoke.content = lower(lowering, from.content);
  if (from.chart) {
    const auto& known = lowering.chart_facts().invoked_charts;
    const auto chart = known.find(from.chart->range);
    if (chart != known.end()) invoke.chart = stored_name(program, chart->second);
  }
  if (from.id) invoke.id = from.id->name;
  invoke.id_location = lower(lowering, from.id_location);
  invoke.params = lowering.payload(from.payload).params;
  invoke.autoforward = from.autoforward;
  invoke.written = lowering.written().invocation(from);
  if (from.finalize) invoke.finalize = lowering.block(*from.finalize);
  return invoke;
}

}  // namespace

std::string stored_name(const model::Program& program, model::ChartId chart) {
  std::string name;
  const model::File* file = program.file(program.chart(chart).file);
  if (file != nullptr) {
    for (const std::string& part : file->name_space) name += part + ".";
  }
  return name + program.chart(chart).name.name;
}

Scxml lower_scxml(const Lowering& lowering) {
  const model::ScxmlChart& from = lowering.model_chart().scxml;
  Scxml scxml;
  scxml.name = from.name.empty() ? lowering.model_chart().name.name : from.name;
  scxml.document = from.document;
  scxml.late_binding = from.late_binding;
  for (const model::RunScript& script : from.scripts) {
    Statement statement;
    statement.kind = StatementKind::RunScript;
    statement.text = script.text;
    statement.can_fail = true;
    scxml.scripts.push_back({std::move(statement)});
  }
  return scxml;
}

void add_scxml(const Lowering& lowering, const model::Program& program, const model::State& from,
               State& state) {
  for (const model::Variable& variable : from.variables) {
    state.variables.push_back({variable.id.name, lower(lowering, variable.value)});
  }
  for (const model::ScxmlInvoke& invoke : from.scxml_invokes) {
    state.scxml_invokes.push_back(lower(lowering, program, invoke));
  }
  if (from.done_data) state.done_data = lowering.payload(*from.done_data);
}

void ask_for_event(const model::Transition& from, Transition& transition) {
  const auto* on = std::get_if<model::OnEvent>(&from.trigger);
  if (on == nullptr) return;
  std::string descriptors;
  bool any = false;
  for (const model::EventDescriptor& descriptor : on->descriptors) {
    any = any || descriptor.name.empty();
    if (!descriptors.empty()) descriptors += " ";
    descriptors += descriptor.name.empty() ? "*" : descriptor.name;
  }
  if (any) return;
  Expr matches;
  matches.kind = ExprKind::Matches;
  matches.type = {model::TypeKind::Bool, {}, {}};
  matches.text = std::move(descriptors);
  if (!transition.guard) {
    transition.guard = std::move(matches);
    return;
  }
  Expr both;
  both.kind = ExprKind::Binary;
  both.type = matches.type;
  both.text = "&&";
  both.operands = {std::move(matches), std::move(*transition.guard)};
  transition.guard = std::move(both);
}

}  // namespace perdure::plan
