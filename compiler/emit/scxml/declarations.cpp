// What is declared in files and in charts: elements of our own, but for data.
#include "compiler/emit/scxml/writer.h"
#include "compiler/model/dump.h"

namespace perdure::emit::scxml {

void Writer::file_attributes(Element& file) const {
  if (file_.name_space.empty()) return;
  std::string dotted;
  for (const std::string& part : file_.name_space) dotted += (dotted.empty() ? "" : ".") + part;
  file.set("namespace", dotted);
}

void Writer::imports() {
  for (const model::Import& each : file_.imports) {
    Element(xml_, "perdure:import").set("href", each.path);
  }
}

void Writer::doc(const std::string& text) {
  if (!text.empty()) Element(xml_, "perdure:doc").words(text);
}

void Writer::type(const model::TypeDecl& decl) {
  if (const auto* record = std::get_if<model::StructDecl>(&decl.kind)) {
    Element element(xml_, "perdure:struct");
    element.set("name", decl.name.name);
    doc(decl.doc);
    fields("perdure:field", record->fields);
  } else if (const auto* choice = std::get_if<model::EnumDecl>(&decl.kind)) {
    Element element(xml_, "perdure:enum");
    element.set("name", decl.name.name).set("values", joined(choice->enumerators));
    doc(decl.doc);
  } else {
    const auto& host = std::get<model::ExternDecl>(decl.kind);
    Element element(xml_, "perdure:extern");
    element.set("name", decl.name.name).set("header", host.header).set("cpp", host.cpp_name);
    element.flag("constructible", host.constructible);
    element.flag("order", host.order).flag("arithmetic", host.arithmetic);
    doc(decl.doc);
    fields("perdure:parameter", host.constructor);
  }
}

void Writer::fields(std::string_view element_name, const std::vector<model::Field>& fields) {
  for (const model::Field& each : fields) {
    Element element(xml_, element_name);
    element.set("name", each.name.name).set("type", model::dump(each.type));
    set(element, "expr", each.initial);
    element.flag("inout", each.inout).flag("indexed", each.indexed).flag("large", each.large);
    doc(each.doc);
  }
}

void Writer::event(std::string_view element_name, const model::Event& event) {
  Element element(xml_, element_name);
  element.set("name", event.name.name);
  doc(event.doc);
  fields("perdure:field", event.fields);
}

void Writer::function(std::string_view element_name, const model::Function& function) {
  Element element(xml_, element_name);
  element.set("name", function.name.name);
  if (function.result) element.set("result", model::dump(*function.result));
  doc(function.doc);
  fields("perdure:parameter", function.parameters);
}

void Writer::guard(const model::Guard& guard) {
  Element element(xml_, "perdure:guard");
  element.set("name", guard.name.name).set("cond", text(guard.condition));
  doc(guard.doc);
}

void Writer::migration(const model::Migration& migration) {
  Element element(xml_, "perdure:migrate");
  element.set("from", std::to_string(migration.from)).set("to", std::to_string(migration.to));
  for (const model::Move& each : migration.moves) {
    Element(xml_, "perdure:move").set("state", each.from.name).set("to", joined(each.to));
  }
  block(migration.statements);
}

// A parameter is data that is there before the session: what invokes one gives <data> its value so (6.4.3).
void Writer::typed_data(const std::vector<model::Field>& parameters,
                        const std::vector<model::Field>& fields) {
  if (parameters.empty() && fields.empty()) return;
  Element datamodel(xml_, "datamodel");
  for (const model::Field& each : parameters) data(each, true);
  for (const model::Field& each : fields) data(each, false);
}

void Writer::data(const model::Field& field, bool is_parameter) {
  Element element(xml_, "data");
  element.set("id", field.name.name);
  set(element, "expr", field.initial);
  element.set("perdure:type", model::dump(field.type));
  element.flag("perdure:parameter", is_parameter).flag("perdure:indexed", field.indexed);
  element.flag("perdure:large", field.large);
  doc(field.doc);
}

}  // namespace perdure::emit::scxml
