// What only documents have whose data model an engine understands.
#include "compiler/emit/scxml/writer.h"

namespace perdure::emit::scxml {

namespace {

// What is in no namespace stays so among SCXML's own elements.
std::string without_namespace(const std::string& document) {
  constexpr std::string_view Ends = " \t\n\r/>";
  const std::size_t name = document.find_first_of(Ends);
  if (name == std::string::npos) return document;
  char quote = 0;
  for (std::size_t at = name; at < document.size(); ++at) {
    const char c = document[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    } else if (document.compare(at, 6, "xmlns=") == 0) {
      return document;
    } else if (c == '>') {
      break;
    }
  }
  return document.substr(0, name) + " xmlns=\"\"" + document.substr(name);
}

}  // namespace

void Writer::variables(const std::vector<model::Variable>& variables) {
  if (variables.empty()) return;
  Element datamodel(xml_, "datamodel");
  for (const model::Variable& each : variables) {
    Element element(xml_, "data");
    element.set("id", each.id.name);
    if (each.value) value(element, *each.value);
  }
}

void Writer::script(const model::RunScript& script) { Element(xml_, "script").words(script.text); }

// An expression, or what stands between the tags.
void Writer::value(Element& element, model::ExprId id) {
  if (const auto* given = std::get_if<model::Inline>(&program_.expr(id).node)) {
    if (given->xml) {
      element.markup(without_namespace(given->text));
    } else {
      element.words(given->text);
    }
  } else {
    element.set("expr", text(id));
  }
}

void Writer::payload(const model::Payload& payload) {
  for (const model::Param& each : payload.params) {
    Element element(xml_, "param");
    element.set("name", each.name.name).set(each.location ? "location" : "expr", text(each.value));
  }
  if (!payload.content) return;
  Element element(xml_, "content");
  value(element, *payload.content);
}

void Writer::attribute(Element& element, std::string_view name,
                       const std::optional<model::ExprId>& value) const {
  if (!value) return;
  if (const auto* literal = std::get_if<model::StringLiteral>(&program_.expr(*value).node)) {
    element.set(name, literal->value);
  } else {
    element.set(std::string(name) + "expr", text(*value));
  }
}

void Writer::send(const model::ScxmlSend& send) {
  Element element(xml_, "send");
  attribute(element, "event", send.event);
  attribute(element, "target", send.target);
  attribute(element, "type", send.type);
  attribute(element, "delay", send.delay);
  attribute(element, "id", send.id);
  set(element, "idlocation", send.id_location);
  payload(send.payload);
}

void Writer::invoke(const model::ScxmlInvoke& invoke) {
  Element element(xml_, "invoke");
  attribute(element, "type", invoke.type);
  attribute(element, "src", invoke.source);
  if (invoke.id) element.set("id", invoke.id->name);
  set(element, "idlocation", invoke.id_location);
  element.flag("autoforward", invoke.autoforward);
  for (const model::Param& each : invoke.payload.params) {
    Element param(xml_, "param");
    param.set("name", each.name.name).set(each.location ? "location" : "expr", text(each.value));
  }
  const model::Chart* known = nullptr;
  for (const model::ChartId id : file_.charts) {
    const model::Chart& chart = program_.chart(id);
    if (invoke.chart && chart.name.name == invoke.chart->name) known = &chart;
  }
  if (invoke.content || (known != nullptr && !invoke.source)) {
    Element content(xml_, "content");
    if (invoke.content) {
      value(content, *invoke.content);
    } else {
      chart(*known, false, false);
    }
  }
  if (invoke.finalize) {
    Element finalize(xml_, "finalize");
    block(*invoke.finalize);
  }
}

}  // namespace perdure::emit::scxml
