// Executable content.
#include "compiler/emit/scxml/writer.h"
#include "compiler/model/spelling.h"

namespace perdure::emit::scxml {

struct StatementWriter {
  Writer& writer;

  std::string text(model::ExprId id) const { return writer.text(id); }

  void operator()(const model::Assign& node) const {
    const bool is_plain = node.op == model::AssignOp::Set;
    Element element(writer.xml_, is_plain ? "assign" : "perdure:assign");
    element.set("location", text(node.path));
    if (!is_plain) element.set("op", model::spelling(node.op));
    writer.value(element, node.value);
  }
  void operator()(const model::Append& node) const {
    Element element(writer.xml_, "perdure:append");
    element.set("location", text(node.list)).set("expr", text(node.value));
  }
  void operator()(const model::Remove& node) const {
    Element element(writer.xml_, "perdure:remove");
    element.set("location", text(node.list)).set("index", text(node.index));
  }
  void operator()(const model::Erase& node) const {
    Element element(writer.xml_, "perdure:erase");
    element.set("location", text(node.map)).set("key", text(node.key));
  }
  void operator()(const model::Clear& node) const {
    Element(writer.xml_, "perdure:clear").set("location", text(node.path));
  }
  void operator()(const model::If& node) const {
    Element element(writer.xml_, "if");
    element.set("cond", text(*node.branches.front().condition));
    for (std::size_t i = 0; i < node.branches.size(); ++i) {
      const model::Branch& branch = node.branches[i];
      if (i > 0 && branch.condition) {
        Element(writer.xml_, "elseif").set("cond", text(*branch.condition));
      } else if (i > 0) {
        Element(writer.xml_, "else");
      }
      writer.block(branch.body);
    }
  }
  void operator()(const model::For& node) const {
    Element element(writer.xml_, "foreach");
    element.set("array", text(node.list)).set("item", node.variable.name);
    writer.block(node.body);
  }
  // <raise> carries nothing.
  void operator()(const model::Raise& node) const {
    if (node.arguments.empty()) {
      Element(writer.xml_, "raise").set("event", node.event.name);
      return;
    }
    Element element(writer.xml_, "send");
    element.set("event", node.event.name).set("target", "#_internal");
    writer.params(node.arguments, writer.event_fields(node.event));
  }
  void operator()(const model::Send& node) const {
    Element element(writer.xml_, "send");
    element.set("event", node.event.name);
    if (node.chart) element.set("perdure:chart", node.chart->name);
    if (std::holds_alternative<model::ToParent>(node.target)) element.set("target", "#_parent");
    if (const auto* to = std::get_if<model::ToSession>(&node.target)) {
      element.set("targetexpr", text(to->id));
    }
    writer.set(element, "delayexpr", node.after);
    if (node.id) id(element, "id", "perdure:idexpr", *node.id);
    writer.params(node.arguments, writer.sent_fields(node));
  }
  void operator()(const model::Cancel& node) const {
    Element element(writer.xml_, "cancel");
    id(element, "sendid", "sendidexpr", node.id);
  }
  void operator()(const model::Log& node) const {
    Element element(writer.xml_, "log");
    if (is_sayable(node.text)) {
      if (writer.is_typed() || !node.text.empty()) element.set("label", node.text);
    } else {
      element.set("perdure:label", plan::spell_text(node.text));
    }
    if (!node.values.empty()) element.set("expr", text(node.values.front()));
    if (node.level != model::LogLevel::Info) element.set("perdure:level", model::spelling(node.level));
    for (std::size_t i = 1; i < node.values.size(); ++i) {
      Element(writer.xml_, "perdure:value").set("expr", text(node.values[i]));
    }
  }
  void operator()(const model::CallAction& node) const {
    Element element(writer.xml_, "perdure:call");
    element.set("action", node.action.name);
    for (const model::Argument& each : node.arguments) {
      Element argument(writer.xml_, "perdure:argument");
      if (each.name) argument.set("name", each.name->name);
      argument.set("expr", text(each.value));
    }
  }
  void operator()(const model::ScxmlSend& node) const { writer.send(node); }
  void operator()(const model::Foreach& node) const {
    Element element(writer.xml_, "foreach");
    element.set("array", text(node.array)).set("item", node.item.name);
    if (node.index) element.set("index", node.index->name);
    writer.block(node.body);
  }
  void operator()(const model::RunScript& node) const { writer.script(node); }

  void id(Element& element, std::string_view word, std::string_view expression,
          const model::SendId& id) const {
    if (const auto* named = std::get_if<model::NameRef>(&id)) {
      element.set(word, named->name);
    } else {
      element.set(expression, text(std::get<model::ExprId>(id)));
    }
  }
};

void Writer::block(const model::Block& block) {
  for (const model::Statement& each : block) std::visit(StatementWriter{*this}, each.node);
}

void Writer::blocks(std::string_view element_name, const std::vector<model::Block>& blocks) {
  for (const model::Block& each : blocks) {
    Element element(xml_, element_name);
    block(each);
  }
}

// SCXML's parameters have names. Where an argument has none, it is said that the name is only for other readers.
void Writer::params(const std::vector<model::Argument>& arguments,
                    const std::vector<model::Field>* fields) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const model::Argument& each = arguments[i];
    const bool is_known = fields != nullptr && i < fields->size();
    Element element(xml_, "param");
    element.set("name", each.name  ? each.name->name
                        : is_known ? (*fields)[i].name.name
                                   : std::to_string(i));
    element.set("expr", text(each.value));
    element.flag("perdure:positional", !each.name);
  }
}

const std::vector<model::Field>* Writer::event_fields(const model::NameRef& event) const {
  for (const model::Event& each : chart_->events) {
    if (each.name.name == event.name) return &each.fields;
  }
  return nullptr;
}

const std::vector<model::Field>* Writer::sent_fields(const model::Send& send) const {
  if (!send.chart) return event_fields(send.event);
  for (const model::Chart& chart : program_.charts) {
    if (chart.name.name != send.chart->name) continue;
    for (const model::Event& each : chart.events) {
      if (each.name.name == send.event.name) return &each.fields;
    }
  }
  return nullptr;
}

}  // namespace perdure::emit::scxml
