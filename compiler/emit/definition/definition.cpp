#include "compiler/emit/definition/definition.h"

#include <nlohmann/json.hpp>
#include <set>
#include <string_view>

#include "compiler/plan/digest.h"
#include "compiler/plan/dump.h"

namespace perdure::emit {
namespace {

using Json = nlohmann::ordered_json;
using model::TypeKind;

std::string_view data_model_name(model::DataModel data_model) {
  switch (data_model) {
    case model::DataModel::Typed:
      return "perdure";
    case model::DataModel::Null:
      return "null";
    case model::DataModel::Ecmascript:
      return "ecmascript";
  }
  return "";
}

// A list with a line for each element, so that people can read differences.
std::string lines(const Json& list) {
  std::string text = "[";
  for (std::size_t i = 0; i < list.size(); ++i) text += (i == 0 ? "\n" : ",\n") + list[i].dump();
  return text + (list.empty() ? "]" : "\n]");
}

class Writer {
 public:
  Writer(const plan::Plan& plan, const plan::Chart& chart) : plan_(plan), chart_(chart) {}

  Definition definition() {
    Json parts;
    parts["params"] = fields(chart_.parameters);
    parts["data"] = fields(chart_.states[0].data);
    parts["result"] = chart_.result ? type(*chart_.result) : Json(nullptr);
    parts["states"] = states();
    parts["transitions"] = transitions();
    parts["events"] = events();
    parts["emits"] = Json::array();
    for (const plan::Event& event : chart_.emits) parts["emits"].push_back(event_json(event));
    parts["invocations"] = Json::array();
    for (const plan::Invocation& each : chart_.invocations) {
      parts["invocations"].push_back(invocation(each));
    }
    parts["services"] = Json::array();
    for (const plan::Function& each : chart_.services) parts["services"].push_back(service(each));
    parts["guards"] = Json::array();
    for (const plan::Guard& each : chart_.guards) {
      parts["guards"].push_back({{"name", each.name}, {"condition", each.source}});
    }
    parts["types"] = types();

    Definition made;
    made.externs = {externs_.begin(), externs_.end()};
    std::string behaves = initialisers_ + chart_.scxml.document;
    std::string text = "{\"format\":1,\"name\":" + Json(chart_.qualified).dump() +
                       ",\"version\":" + std::to_string(chart_.version) +
                       ",\"shape\":" + Json(chart_.shape).dump();
    std::string rest = ",\n\"data_model\":" + Json(data_model_name(chart_.data_model)).dump() +
                       ",\n\"doc\":" + Json(chart_.doc).dump();
    for (const auto& [name, part] : parts.items()) {
      if (part.is_array() && part.empty()) continue;
      rest += ",\n\"" + name + "\":" + (part.is_array() ? lines(part) : part.dump());
      behaves += name + without_docs(part).dump();
    }
    plan::Digest digest;
    digest.add(behaves);
    made.behaviour = digest.text();
    made.json = text + ",\"behaviour\":\"" + made.behaviour + "\"" + rest + "\n}";
    return made;
  }

 private:
  static Json without_docs(Json json) {
    if (json.is_object()) json.erase("doc");
    for (Json& inner : json) {
      if (inner.is_structured()) inner = without_docs(std::move(inner));
    }
    return json;
  }

  static void add_doc(Json& json, const std::string& doc) {
    if (!doc.empty()) json["doc"] = doc;
  }

  Json type(const model::Type& type) {
    switch (type.kind) {
      case TypeKind::Optional:
        return {{"optional", this->type(type.arguments[0])}};
      case TypeKind::List:
        return {{"list", this->type(type.arguments[0])}};
      case TypeKind::Map: {
        Json both = Json::array();
        for (const model::Type& argument : type.arguments) both.push_back(this->type(argument));
        return {{"map", std::move(both)}};
      }
      case TypeKind::Named:
        used_.push_back(type.decl);
        return {{"type", plan_.type(type).qualified}};
      default:
        return plan::type_name(plan_, type);
    }
  }

  Json fields(const std::vector<plan::Field>& fields) {
    Json list = Json::array();
    for (const plan::Field& field : fields) {
      Json json = {{"name", field.name}, {"type", type(field.type)}};
      if (field.indexed) json["indexed"] = true;
      if (field.large) json["large"] = true;
      if (field.token) json["token"] = true;
      add_doc(json, field.doc);
      if (field.initial) initialisers_ += field.name + "=" + plan::dump(*field.initial) + ";";
      list.push_back(std::move(json));
    }
    return list;
  }

  const std::string& name(plan::StateIndex state) const { return chart_.states[state].name; }

  // Null for the chart itself, since a state may be called as its chart is.
  Json name_or_null(plan::StateIndex state) const {
    return state == 0 ? Json(nullptr) : Json(name(state));
  }

  Json names(const std::vector<plan::StateIndex>& states) const {
    Json list = Json::array();
    for (const plan::StateIndex state : states) list.push_back(name(state));
    return list;
  }

  static void add_blocks(Json& json, const std::string& key,
                         const std::vector<plan::Block>& blocks) {
    Json list = Json::array();
    for (const plan::Block& block : blocks) {
      for (const plan::Statement& statement : block) list.push_back(statement.source);
    }
    if (!list.empty()) json[key] = std::move(list);
  }

  // The first state is the chart itself: its own `initial`, and what it does as a whole.
  Json states() {
    Json list = Json::array();
    for (plan::StateIndex i = 0; i < chart_.states.size(); ++i) {
      const plan::State& state = chart_.states[i];
      Json json = {{"name", state.name}, {"kind", plan::kind_name(state)}};
      json["parent"] = name_or_null(state.parent);
      if (!state.initial.empty()) json["initial"] = names(state.initial);
      if (i != 0 && !state.data.empty()) json["data"] = fields(state.data);
      if (!state.tokens.empty()) {
        json["tokens"] = Json::array();
        for (const plan::Token& token : state.tokens) {
          json["tokens"].push_back(
              {{"name", token.stored}, {"accepts", token.accepts}, {"source", token.source}});
        }
      }
      if (!state.invocations.empty()) {
        json["invokes"] = Json::array();
        for (const std::uint32_t each : state.invocations) {
          json["invokes"].push_back(chart_.invocations[each].name);
        }
      }
      if (!state.scxml_invokes.empty()) {
        json["scxml_invokes"] = Json::array();
        for (const plan::ScxmlInvoke& each : state.scxml_invokes) {
          json["scxml_invokes"].push_back({{"source", each.written}});
          if (!each.chart.empty()) json["scxml_invokes"].back()["chart"] = each.chart;
        }
      }
      if (!state.deferred.empty()) json["defers"] = state.deferred_source;
      add_blocks(json, "entry", state.entry);
      add_blocks(json, "exit", state.exit);
      if (state.result) initialisers_ += state.name + ":" + plan::dump(*state.result) + ";";
      add_doc(json, i == 0 ? "" : state.doc);
      list.push_back(std::move(json));
    }
    return list;
  }

  Json transitions() {
    Json list = Json::array();
    for (const plan::Transition& each : chart_.transitions) {
      Json json = {{"from", name_or_null(each.source)},
                   {"trigger", each.otherwise ? "else" : each.trigger_source}};
      if (each.internal) json["internal"] = true;
      if (!each.guard_source.empty()) json["guard"] = each.guard_source;
      if (!each.targets.empty()) json["to"] = names(each.targets);
      add_blocks(json, "actions", {each.actions});
      if (!each.timer.empty()) json["timer"] = each.timer;
      add_doc(json, each.doc);
      list.push_back(std::move(json));
    }
    return list;
  }

  Json event_json(const plan::Event& event) {
    Json json = {{"name", event.name}, {"fields", fields(event.fields)}};
    add_doc(json, event.doc);
    return json;
  }

  // What becomes of invocations is no event that anybody sends.
  Json events() {
    Json list = Json::array();
    if (chart_.is_dynamic()) return list;
    for (const plan::Event& event : chart_.events) {
      if (!event.invocation) list.push_back(event_json(event));
    }
    return list;
  }

  Json invocation(const plan::Invocation& invocation) {
    Json json = {{"name", invocation.name}, {"state", name_or_null(invocation.state)}};
    json[invocation.chart ? "chart" : "service"] = invocation.stored;
    json["source"] = invocation.source;
    if (!invocation.policy.empty()) json["policy"] = invocation.policy;
    // What its outcomes carry: a service's result, or what a chart returns and emits.
    Json outcomes = Json::array();
    for (const plan::Event& event : chart_.events) {
      if (event.invocation && &chart_.invocations[*event.invocation] == &invocation) {
        outcomes.push_back(event_json(event));
      }
    }
    json["outcomes"] = std::move(outcomes);
    return json;
  }

  Json service(const plan::Function& service) {
    Json json = {{"name", chart_.qualified + "." + service.name},
                 {"fields", fields(service.parameters)},
                 {"result", service.result ? type(*service.result) : Json(nullptr)}};
    add_doc(json, service.doc);
    return json;
  }

  // Each named type that was met, with those that it is made of.
  Json types() {
    Json list = Json::array();
    std::set<model::TypeDeclId> seen;
    for (std::size_t i = 0; i < used_.size(); ++i) {
      if (!seen.insert(used_[i]).second) continue;
      const plan::TypeDecl& decl = plan_.types[used_[i].index];
      Json json = {{"name", decl.qualified}};
      switch (decl.form) {
        case plan::TypeForm::Struct:
          json["fields"] = fields(decl.fields);
          break;
        case plan::TypeForm::Enum:
          json["enum"] = decl.enumerators;
          break;
        case plan::TypeForm::Extern:
          json["extern"] = true;
          externs_.insert(decl.qualified);
          break;
      }
      add_doc(json, decl.doc);
      list.push_back(std::move(json));
    }
    return list;
  }

  const plan::Plan& plan_;
  const plan::Chart& chart_;
  std::vector<model::TypeDeclId> used_;
  std::set<std::string> externs_;
  std::string initialisers_;
};

}  // namespace

Definition emit_definition(const plan::Plan& plan, const plan::Chart& chart) {
  return Writer(plan, chart).definition();
}

}  // namespace perdure::emit
