// Invocations: <invoke> (6.4). See ecmascript.h.
#include "compiler/scxml/canonical.h"
#include "compiler/scxml/ecmascript.h"

namespace perdure::scxml {

namespace {

// The types by which documents call an SCXML session (6.4.2); no type at all is one of them.
bool is_session(const Attribute* type) {
  if (type == nullptr) return true;
  return type->value == "scxml" || type->value == "http://www.w3.org/TR/scxml" ||
         type->value == "http://www.w3.org/TR/scxml/";
}

const Element* child(const Element& element, std::string_view name) {
  for (const Node& each : element.children) {
    const Element* found = each.element();
    if (found != nullptr && found->is(name)) return found;
  }
  return nullptr;
}

}  // namespace

void Ecmascript::invoke(const Element& invoke, model::Chart& chart, model::StateId in) {
  model::ScxmlInvoke made;
  made.range = invoke.tag;
  made.type = literal_or(invoke, "type", "typeexpr");
  made.source = literal_or(invoke, "src", "srcexpr");
  made.id_location = expression(invoke, "idlocation");
  if (const Attribute* id = invoke.find("id")) made.id = reading_.name(*id);
  if (const Attribute* autoforward = invoke.find("autoforward")) {
    reading_.is_one_of(*autoforward, {"true", "false", "1", "0"}, "`true` or `false`");
    made.autoforward = autoforward->value == "true" || autoforward->value == "1";
  }
  made.payload = payload(invoke);
  content_of(invoke, made);
  if (const Element* finalize = child(invoke, "finalize")) made.finalize = block(*finalize);
  chart.states[in.index].scxml_invokes.push_back(std::move(made));
}

// What is a document known beforehand is compiled; with `typeexpr` it may turn out to be one.
void Ecmascript::content_of(const Element& invoke, model::ScxmlInvoke& made) {
  const bool session = is_session(invoke.find("type"));
  if (const Attribute* src = invoke.find("src"); src != nullptr && session) {
    made.chart = reading_.document_of(*src);
  }
  const Element* content = child(invoke, "content");
  if (content == nullptr) {
    if (session && invoke.find("src") == nullptr && invoke.find("srcexpr") == nullptr &&
        invoke.find("typeexpr") == nullptr) {
      reading_.findings.error(diag::MissingOneOf, invoke.name_range, invoke.name,
                              "the attribute `src` or `srcexpr`, or a `content`");
    }
    return;
  }
  if (content->find("expr") != nullptr) {
    made.content = expression(*content, "expr");
    return;
  }
  if (session && child(*content, "scxml") != nullptr) {
    const std::vector<model::NameRef> documents = reading_.documents_in(*content, chart_name_);
    if (!documents.empty()) made.chart = documents.front();
    return;
  }
  made.content = content_in(*content);
}

}  // namespace perdure::scxml
