// Documents: a file with one chart is that chart's document; any other is a document of ours that holds its charts.
#include "compiler/emit/scxml/scxml.h"

#include "compiler/emit/scxml/writer.h"
#include "compiler/model/dump.h"

namespace perdure::emit {

std::string emit_scxml(const source::Files& files, const model::Program& program,
                       const model::File& file) {
  return scxml::Writer(files, program, file).document();
}

namespace scxml {

namespace {

constexpr std::string_view Scxml = "http://www.w3.org/2005/07/scxml";
constexpr std::string_view Perdure = "urn:perdure:chart:1";

std::string_view name_of(model::DataModel data_model) {
  switch (data_model) {
    case model::DataModel::Typed:
      return "perdure";
    case model::DataModel::Null:
      return "null";
    case model::DataModel::Ecmascript:
      return "ecmascript";
  }
  return "null";
}

}  // namespace

std::string Writer::document() {
  if (!is_typed()) {
    // Further charts of the file stand inside the first one.
    chart(program_.chart(file_.charts.front()), true, false);
  } else if (file_.charts.size() == 1 && file_types_stand_first()) {
    chart(program_.chart(file_.charts.front()), true, true);
  } else {
    Element root(xml_, "perdure:file");
    root.set("xmlns:perdure", Perdure);
    file_attributes(root);
    imports();
    std::size_t next = 0;
    for (const model::ChartId id : file_.charts) {
      // Types keep their places among the charts' own.
      for (; next < file_.types.size(); ++next) {
        bool is_later = false;
        for (std::uint32_t i = 0; i < file_.types[next].index; ++i) {
          const auto& owner = program_.types[i].chart;
          is_later = is_later || (owner && !(*owner < id));
        }
        if (is_later) break;
        type(program_.type(file_.types[next]));
      }
      chart(program_.chart(id), false, false);
    }
    for (; next < file_.types.size(); ++next) type(program_.type(file_.types[next]));
  }
  return xml_.text();
}

bool Writer::is_typed() const {
  return file_.charts.empty() ||
         program_.chart(file_.charts.front()).data_model == model::DataModel::Typed;
}

bool Writer::file_types_stand_first() const {
  if (file_.types.empty()) return true;
  for (std::uint32_t i = 0; i < file_.types.back().index; ++i) {
    if (program_.types[i].file == file_.id && program_.types[i].chart) return false;
  }
  return true;
}

void Writer::chart(const model::Chart& chart, bool is_root, bool with_file) {
  const model::Chart* const outer = chart_;
  chart_ = &chart;
  const model::State& root = chart.states.front();
  const bool typed = chart.data_model == model::DataModel::Typed;
  Element element(xml_, "scxml");
  element.set("xmlns", Scxml);
  if (is_root && typed) element.set("xmlns:perdure", Perdure);
  element.set("version", "1.0").set("datamodel", name_of(chart.data_model));
  element.set("name", typed ? chart.name.name : chart.scxml.name);
  if (root.initial) element.set("initial", joined(root.initial->targets));
  if (chart.scxml.late_binding) element.set("binding", "late");
  if (typed) {
    element.set("perdure:descriptors", "exact");
    if (chart.version != 1) element.set("perdure:version", std::to_string(chart.version));
    if (chart.result) element.set("perdure:result", model::dump(*chart.result));
    doc(chart.doc);
    if (with_file &&
        (!file_.name_space.empty() || !file_.imports.empty() || !file_.types.empty())) {
      Element file(xml_, "perdure:file");
      file_attributes(file);
      imports();
      for (const model::TypeDeclId id : file_.types) type(program_.type(id));
    }
    typed_head(chart);
  } else {
    variables(root.variables);
    for (const model::RunScript& each : chart.scxml.scripts) script(each);
  }
  inside(root);
  children(root);
  chart_ = outer;
}

void Writer::typed_head(const model::Chart& chart) {
  for (const model::TypeDecl& each : program_.types) {
    if (each.chart && &program_.chart(*each.chart) == &chart) type(each);
  }
  for (const model::Event& each : chart.events) event("perdure:event", each);
  for (const model::Event& each : chart.emits) event("perdure:emits", each);
  for (const model::Function& each : chart.functions) function("perdure:function", each);
  for (const model::Function& each : chart.actions) function("perdure:action", each);
  for (const model::Function& each : chart.services) function("perdure:service", each);
  for (const model::Guard& each : chart.guards) guard(each);
  for (const model::Migration& each : chart.migrations) migration(each);
  typed_data(chart.parameters, chart.states.front().data);
  // An <initial> has no place in <scxml>.
  const auto& initial_of_root = chart.states.front().initial;
  if (initial_of_root && !initial_of_root->actions.empty()) {
    initial(*initial_of_root, "perdure:initial");
  }
}

std::string Writer::text(model::ExprId id) const {
  const model::Expr& expr = program_.expr(id);
  // An engine's text may mind its lines.
  if (const auto* script = std::get_if<model::Script>(&expr.node)) return script->text;
  return spelling_.expression(id);
}

void Writer::set(Element& element, std::string_view name,
                 const std::optional<model::ExprId>& id) const {
  if (id) element.set(name, text(*id));
}

std::string joined(const std::vector<model::NameRef>& names) {
  std::string text;
  for (const model::NameRef& each : names) {
    if (!text.empty()) text += ' ';
    text += each.name;
  }
  return text;
}

}  // namespace scxml

}  // namespace perdure::emit
