// Executable content. See perdure.h.
#include <cmath>
#include <cstdlib>
#include <utility>

#include "compiler/parse/fragment.h"
#include "compiler/scxml/delay.h"
#include "compiler/scxml/perdure.h"

namespace perdure::scxml {

std::optional<model::Statement> Perdure::statement(const Element& element) {
  std::optional<Content> made;
  if (is_own(element)) {
    made = own(element);
  } else if (element.is("raise")) {
    if (auto event = dotted(element, "event")) made = model::Raise{std::move(*event), {}};
  } else if (element.is("assign")) {
    made = assign(element, model::AssignOp::Set);
  } else if (element.is("foreach")) {
    made = loop(element);
  } else if (element.is("send")) {
    made = send(element);
  } else if (element.is("cancel")) {
    made = cancel(element);
  } else if (element.is("log")) {
    made = log(element);
  }
  if (!made) return std::nullopt;
  return model::Statement{std::move(*made), element.tag};
}

std::optional<Perdure::Content> Perdure::own(const Element& element) {
  const std::string& what = element.name;
  if (!is_own_statement(what)) return std::nullopt;
  if (what == "call") return call(element);
  if (what == "assign") {
    const Attribute* op = element.find("op");
    if (op == nullptr ||
        !reading_.is_one_of(*op, {"+=", "-=", "*=", "/="}, "`+=`, `-=`, `*=` or `/=`")) {
      return std::nullopt;
    }
    return assign(element, op->value == "+="   ? model::AssignOp::Add
                           : op->value == "-=" ? model::AssignOp::Subtract
                           : op->value == "*=" ? model::AssignOp::Multiply
                                               : model::AssignOp::Divide);
  }
  const auto location = path(element, "location");
  if (what == "clear")
    return location ? std::optional<Content>(model::Clear{*location}) : std::nullopt;
  const auto operand = expression(element, what == "append"   ? "expr"
                                           : what == "remove" ? "index"
                                                              : "key");
  if (!location || !operand) return std::nullopt;
  if (what == "append") return model::Append{*location, *operand};
  if (what == "remove") return model::Remove{*location, *operand};
  return model::Erase{*location, *operand};
}

std::optional<Perdure::Content> Perdure::assign(const Element& element, model::AssignOp op) {
  const auto location = path(element, "location");
  const auto assigned = value(element);
  if (!location || !assigned) return std::nullopt;
  return model::Assign{*location, op, *assigned};
}

std::optional<Perdure::Content> Perdure::loop(const Element& element) {
  auto item = name(element, "item");
  const auto array = expression(element, "array");
  model::Block body = block(element);
  if (!item || !array) return std::nullopt;
  return model::For{std::move(*item), *array, std::move(body)};
}

// To itself, at once: that is `raise`, with what it carries.
std::optional<Perdure::Content> Perdure::send(const Element& element) {
  const Element* content = nullptr;
  for (const Node& each : element.children) {
    const Element* child = each.element();
    if (child != nullptr && child->is("content")) content = child;
  }
  auto event = dotted(element, "event");
  if (!event) {
    // Without any of these it was said already.
    const bool is_elsewhere = element.find("type") != nullptr || content != nullptr;
    if (is_elsewhere && element.find("event") == nullptr && element.find("eventexpr") == nullptr) {
      reading_.findings.error(diag::MissingAttribute, element.name_range, element.name, "event");
    }
    return std::nullopt;
  }
  if (content != nullptr) {
    reading_.findings.error(diag::NotInDataModel, content->name_range, content->name, "perdure");
    return std::nullopt;
  }
  if (const Attribute* type = element.find("type")) {
    reading_.is_one_of(*type, {"scxml", "http://www.w3.org/TR/scxml/#SCXMLEventProcessor"},
                       "`http://www.w3.org/TR/scxml/#SCXMLEventProcessor`");
  }
  std::vector<model::Argument> given = arguments(element);
  const Attribute* to = element.find("target");
  if (to != nullptr && to->value == "#_internal") {
    return model::Raise{std::move(*event), std::move(given)};
  }
  model::Send made;
  made.event = std::move(*event);
  made.arguments = std::move(given);
  if (to != nullptr && !target(*to, made)) return std::nullopt;
  if (const auto session = expression(element, "targetexpr")) {
    made.target = model::ToSession{*session};
  }
  if (const Attribute* chart = element.find("chart", ChartSpace)) {
    made.chart = reading_.name(*chart);
  }
  made.after = expression(element, "delayexpr");
  if (const Attribute* after = element.find("delay")) made.after = delay(*after);
  if (const Attribute* id = element.find("id")) made.id = reading_.name(*id);
  if (const auto id = expression(element, "idexpr", ChartSpace)) made.id = *id;
  return made;
}

bool Perdure::target(const Attribute& target, model::Send& made) {
  constexpr std::string_view Session = "#_scxml_";
  if (target.value == "#_parent") {
    made.target = model::ToParent{target.value_range};
    return true;
  }
  if (target.value.size() > Session.size() &&
      target.value.compare(0, Session.size(), Session) == 0) {
    made.target = model::ToSession{reading_.add(
        model::StringLiteral{target.value.substr(Session.size())}, target.value_range)};
    return true;
  }
  reading_.findings.error(diag::BadValue, target.value_range, target.value, target.name,
                          "`#_internal`, `#_parent` or `#_scxml_` and the id of a session");
  return false;
}

// 6.2.4
Perdure::Optional Perdure::delay(const Attribute& delay) {
  if (!is_delay(delay.value)) {
    reading_.findings.error(diag::BadValue, delay.value_range, delay.value, delay.name,
                            "a time such as `1.5s` or `300ms`");
    return std::nullopt;
  }
  char* unit = nullptr;
  const double number = std::strtod(delay.value.c_str(), &unit);
  const double microseconds = number * (*unit == 'd'                     ? 86'400e6
                                        : *unit == 'h'                   ? 3'600e6
                                        : *unit == 's'                   ? 1e6
                                        : std::string_view(unit) == "ms" ? 1e3
                                                                         : 60e6);
  constexpr double Longest = 9e18;
  if (!(microseconds < Longest)) {
    reading_.findings.error(diag::DurationTooLong, delay.value_range);
    return std::nullopt;
  }
  return reading_.add(model::DurationLiteral{std::llround(microseconds)}, delay.value_range);
}

std::vector<model::Argument> Perdure::arguments(const Element& element) {
  std::vector<model::Argument> made;
  if (const Attribute* list = element.find("namelist")) {
    for (const model::NameRef& each : reading_.names(*list)) {
      made.push_back({each, reading_.add(model::Name{each.name}, each.range)});
    }
  }
  for (const Node& each : element.children) {
    const Element* child = each.element();
    if (child == nullptr || !child->is("param")) continue;
    auto named = name(*child);
    const bool is_location = child->find("location") != nullptr;
    const auto given = is_location ? path(*child, "location") : expression(*child, "expr");
    if (!named || !given) continue;
    model::Argument argument{std::nullopt, *given};
    if (!is_true(*child, "positional", ChartSpace)) argument.name = std::move(*named);
    made.push_back(std::move(argument));
  }
  return made;
}

std::optional<Perdure::Content> Perdure::cancel(const Element& element) {
  if (const Attribute* id = element.find("sendid")) return model::Cancel{reading_.name(*id)};
  const auto id = expression(element, "sendidexpr");
  if (!id) return std::nullopt;
  return model::Cancel{*id};
}

std::optional<Perdure::Content> Perdure::log(const Element& element) {
  model::Log made{model::LogLevel::Info, {}, {}};
  if (const Attribute* label = element.find("label")) made.text = label->value;
  if (const Attribute* label = element.find("label", ChartSpace)) {
    const auto written = expression(*label);
    if (!written) return std::nullopt;
    const auto* text = std::get_if<model::StringLiteral>(&reading_.program.expr(*written).node);
    if (text == nullptr) {
      reading_.findings.error(diag::BadValue, label->value_range, label->value, label->name,
                              "a text in quotes");
      return std::nullopt;
    }
    made.text = text->value;
  }
  if (const Attribute* level = element.find("level", ChartSpace)) {
    const std::string& word = level->value;
    if (!reading_.is_one_of(*level, {"debug", "info", "warning", "error"},
                            "`debug`, `info`, `warning` or `error`")) {
      return std::nullopt;
    }
    made.level = word == "debug"     ? model::LogLevel::Debug
                 : word == "warning" ? model::LogLevel::Warning
                 : word == "error"   ? model::LogLevel::Error
                                     : model::LogLevel::Info;
  }
  if (const auto value = expression(element, "expr")) made.values.push_back(*value);
  for (const Node& each : element.children) {
    const Element* child = each.element();
    if (child == nullptr || !is_own(*child, "value")) continue;
    if (const auto value = expression(*child, "expr")) made.values.push_back(*value);
  }
  return made;
}

std::optional<Perdure::Content> Perdure::call(const Element& element) {
  auto action = name(element, "action");
  model::CallAction made;
  for (const Node& each : element.children) {
    const Element* child = each.element();
    if (child == nullptr || !is_own(*child, "argument")) continue;
    model::Argument argument;
    if (child->find("name") != nullptr) argument.name = name(*child);
    const auto given = expression(*child, "expr");
    if (!given) continue;
    argument.value = *given;
    made.arguments.push_back(std::move(argument));
  }
  if (!action) return std::nullopt;
  made.action = std::move(*action);
  return made;
}

}  // namespace perdure::scxml
