// Data and executable content. See ecmascript.h.
#include "compiler/scxml/ecmascript.h"

#include "compiler/scxml/canonical.h"
#include "compiler/scxml/delay.h"

namespace perdure::scxml {

namespace {

std::string trimmed(const std::string& text) {
  constexpr std::string_view Blanks = " \t\n\r";
  const std::size_t begin = text.find_first_not_of(Blanks);
  if (begin == std::string::npos) return {};
  return text.substr(begin, text.find_last_not_of(Blanks) + 1 - begin);
}

// What stands between an element's tags: one element is a document, all else words.
model::Inline inline_of(const Element& element) {
  const Element* only = nullptr;
  std::size_t elements = 0;
  bool words = false;
  std::string text;
  for (const Node& each : element.children) {
    if (const Text* run = each.text()) {
      words = words || !trimmed(run->value).empty();
      text += run->value;
    } else {
      only = each.element();
      ++elements;
      text += canonical(*only);
    }
  }
  if (elements == 1 && !words) return {canonical(*only), true};
  return {trimmed(text), false};
}

// The same of a file: it is XML if it reads as such.
model::Inline inline_of_text(const std::string& text) {
  std::string words = trimmed(text);
  if (!words.empty() && words.front() == '<') {
    if (const auto element = parse_xml(words)) return {canonical(*element), true};
  }
  return {std::move(words), false};
}

source::Range range_in(const Element& element) {
  source::Range range = element.tag;
  range.begin = range.end;
  for (const Node& each : element.children) {
    const source::Range place = each.text() != nullptr ? each.text()->words : each.element()->range;
    if (place.begin == place.end) continue;
    if (range.begin == range.end) range.begin = place.begin;
    range.end = place.end;
  }
  return range;
}

std::string text_of(const Element& element) {
  std::string text;
  for (const Node& each : element.children) {
    if (const Text* run = each.text()) text += run->value;
  }
  return text;
}

}  // namespace

std::optional<model::ExprId> Ecmascript::expression(const Attribute& attribute) {
  return reading_.add(model::Script{attribute.value}, attribute.value_range);
}

std::optional<model::ExprId> Ecmascript::location(const model::NameRef& name) {
  return reading_.add(model::Script{name.name}, name.range);
}

std::optional<model::ExprId> Ecmascript::condition(const Attribute& cond) {
  return expression(cond);
}

Ecmascript::Optional Ecmascript::expression(const Element& element, std::string_view attribute) {
  const Attribute* found = element.find(attribute);
  return found == nullptr ? std::nullopt : expression(*found);
}

Ecmascript::Optional Ecmascript::literal_or(const Element& element, std::string_view word,
                                            std::string_view expr) {
  if (const Attribute* found = element.find(word)) return reading_.string(*found);
  return expression(element, expr);
}

Ecmascript::Optional Ecmascript::content_in(const Element& element) {
  model::Inline content = inline_of(element);
  if (content.text.empty()) return std::nullopt;
  reading_.documents_in(element, chart_name_);
  return reading_.add(std::move(content), range_in(element));
}

void Ecmascript::data(const Element& datamodel, model::Chart& chart, model::StateId in) {
  for (const Node& each : datamodel.children) {
    const Element* child = each.element();
    if (child == nullptr || !child->is("data") || refuses(*child)) continue;
    const Attribute* id = child->find("id");
    if (id == nullptr) continue;
    model::Variable made{reading_.name(*id), std::nullopt};
    const auto [first, added] = data_.emplace(made.id.name, made.id.range);
    if (!added) {
      auto reported =
          reading_.findings.error(diag::DuplicateName, made.id.range, "data", made.id.name);
      if (reported) reported->note(diag::FirstDeclaredHere, first->second, made.id.name);
    }
    if (const Attribute* src = child->find("src")) {
      if (auto text = reading_.text_of(*src)) {
        made.value = reading_.add(inline_of_text(*text), src->value_range);
      }
    } else if (child->find("expr") != nullptr) {
      made.value = expression(*child, "expr");
    } else {
      made.value = content_in(*child);
    }
    chart.states[in.index].variables.push_back(std::move(made));
  }
}

std::optional<std::string> Ecmascript::source_of(const Element& script) {
  if (const Attribute* src = script.find("src")) return reading_.text_of(*src);
  return text_of(script);
}

void Ecmascript::script(const Element& script, model::Chart& chart) {
  if (refuses(script)) return;
  if (auto text = source_of(script)) chart.scxml.scripts.push_back({std::move(*text)});
}

std::optional<model::Statement> Ecmascript::statement(const Element& element) {
  const auto made = [&](auto node) { return model::Statement{std::move(node), element.tag}; };
  if (!element.is_scxml() || refuses(element)) return std::nullopt;
  if (element.name == "raise") {
    const Attribute* event = element.find("event");
    if (event == nullptr) return std::nullopt;
    return made(model::Raise{reading_.name(*event), {}});
  }
  if (element.name == "log") {
    model::Log log{model::LogLevel::Info, {}, {}};
    if (const Attribute* label = element.find("label")) log.text = label->value;
    if (const auto value = expression(element, "expr")) log.values.push_back(*value);
    return made(std::move(log));
  }
  if (element.name == "assign") {
    const auto location = expression(element, "location");
    const auto value =
        element.find("expr") != nullptr ? expression(element, "expr") : content_in(element);
    if (!location || !value) return std::nullopt;
    return made(model::Assign{*location, model::AssignOp::Set, *value});
  }
  if (element.name == "script") {
    auto text = source_of(element);
    if (!text) return std::nullopt;
    return made(model::RunScript{std::move(*text)});
  }
  if (element.name == "foreach") {
    auto loop = foreach (element);
    if (!loop) return std::nullopt;
    return made(std::move(*loop));
  }
  if (element.name == "cancel") {
    auto cancelled = cancel(element);
    if (!cancelled) return std::nullopt;
    return made(std::move(*cancelled));
  }
  return made(send(element));
}

std::optional<model::Foreach> Ecmascript::foreach (const Element& element) {
  const auto array = expression(element, "array");
  const Attribute* item = element.find("item");
  if (!array || item == nullptr) return std::nullopt;
  model::Foreach made{*array, reading_.name(*item), std::nullopt, block(element)};
  if (const Attribute* index = element.find("index")) made.index = reading_.name(*index);
  return made;
}

std::optional<model::Cancel> Ecmascript::cancel(const Element& element) {
  if (const Attribute* id = element.find("sendid")) return model::Cancel{reading_.name(*id)};
  const auto expr = expression(element, "sendidexpr");
  if (!expr) return std::nullopt;
  return model::Cancel{*expr};
}

model::ScxmlSend Ecmascript::send(const Element& element) {
  model::ScxmlSend made;
  made.event = literal_or(element, "event", "eventexpr");
  made.target = literal_or(element, "target", "targetexpr");
  made.type = literal_or(element, "type", "typeexpr");
  made.delay = literal_or(element, "delay", "delayexpr");
  made.id_location = expression(element, "idlocation");
  if (const Attribute* id = element.find("id")) made.id = reading_.string(*id);
  if (const Attribute* delay = element.find("delay"); delay != nullptr && !is_delay(delay->value)) {
    reading_.findings.error(diag::BadValue, delay->value_range, delay->value, delay->name,
                            "a time such as `1.5s` or `300ms`");
  }
  made.payload = payload(element);
  return made;
}

model::Payload Ecmascript::payload(const Element& element) {
  model::Payload made;
  if (const Attribute* list = element.find("namelist")) {
    for (model::NameRef& each : reading_.names(*list)) {
      if (const auto value = location(each)) {
        made.params.push_back({std::move(each), *value, true});
      }
    }
  }
  for (const Node& each : element.children) {
    const Element* child = each.element();
    if (child == nullptr) continue;
    if (child->is("param")) {
      if (refuses(*child)) continue;
      const Attribute* name = child->find("name");
      const bool location = child->find("location") != nullptr;
      const auto value = expression(*child, location ? "location" : "expr");
      if (name != nullptr && value) {
        made.params.push_back({reading_.name(*name), *value, location});
      }
    } else if (child->is("content") && !element.is("invoke")) {
      made.content =
          child->find("expr") != nullptr ? expression(*child, "expr") : content_in(*child);
      // An empty one is empty words, and not no data at all.
      if (!made.content) made.content = reading_.add(model::Inline{{}, false}, child->tag);
    }
  }
  return made;
}

void Ecmascript::done_data(const Element& donedata, model::State& final) {
  final.done_data = payload(donedata);
}

}  // namespace perdure::scxml
