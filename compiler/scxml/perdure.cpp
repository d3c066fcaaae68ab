// Documents, states, transitions, data, invocations. See perdure.h.
#include "compiler/scxml/perdure.h"

#include <charconv>
#include <utility>

#include "compiler/parse/fragment.h"

namespace perdure::scxml {

namespace {

constexpr std::string_view TrueOrFalse = "`true` or `false`";

// The words between an element's tags, and whether there are any.
const Text* words_in(const Element& element) {
  for (const Node& each : element.children) {
    const Text* text = each.text();
    if (text != nullptr && text->words.begin != text->words.end) return text;
  }
  return nullptr;
}

// What `x.done` is called by others (6.4.1).
std::string own_name(std::string name) {
  constexpr std::string_view Done = "done.invoke.";
  if (name.compare(0, Done.size(), Done) != 0 || name.size() == Done.size()) return name;
  return name.substr(Done.size()) + ".done";
}

}  // namespace

void Perdure::document(const Element& scxml, model::Chart& chart) {
  validate_own(scxml, reading_.findings);
  chart_id_ = {static_cast<std::uint32_t>(reading_.program.charts.size() - 1)};
  chart.doc = doc(scxml);
  if (const Attribute* version = scxml.find("version", ChartSpace)) {
    if (const auto given = number(*version)) chart.version = *given;
  }
  if (const Attribute* result = scxml.find("result", ChartSpace)) chart.result = type(*result);
  if (const Attribute* descriptors = scxml.find("descriptors", ChartSpace)) {
    reading_.is_one_of(*descriptors, {"exact", "prefix"}, "`exact` or `prefix`");
    is_exact_ = descriptors->value == "exact";
  }
  for (const Node& each : scxml.children) {
    const Element* child = each.element();
    if (child != nullptr && is_own(*child, "file")) file(*child);
  }
}

void Perdure::finish(const Element& /*scxml*/, model::Chart& chart) {
  restore_done(chart.states.front());
}

bool Perdure::is_structure(const Element& element) const {
  return is_own(element) && has_word("transition initial history", element.name);
}

void Perdure::state(const Element& element, model::Chart& chart, model::StateId id) {
  model::State& state = chart.states[id.index];
  state.doc = doc(element);
  if (element.find("id") != nullptr && !parse::is_name(state.name.name)) {
    reading_.findings.error(diag::NotAName, state.name.range, state.name.name);
  }
  restore_done(state);
  if (!is_true(element, "choice", ChartSpace)) return;
  state.kind = model::StateKind::Choice;
  for (model::Transition& each : state.transitions) {
    each.otherwise = !each.guard;
    if (std::holds_alternative<model::Always>(each.trigger)) continue;
    reading_.findings.error(diag::TriggerInChoice, each.range);
  }
}

// `done` is what others call the event `done.state.ID` of the state that it stands in.
void Perdure::restore_done(model::State& state) const {
  const std::string done = "done.state." + state.name.name;
  for (model::Transition& each : state.transitions) {
    const auto* on = std::get_if<model::OnEvent>(&each.trigger);
    if (on == nullptr || on->descriptors.size() != 1) continue;
    if (on->descriptors.front().name == done) each.trigger = model::Done{};
  }
}

void Perdure::transition(const Element& element, model::Transition& made) {
  made.doc = doc(element);
  if (const Attribute* after = element.find("after", ChartSpace)) {
    // The event that stands beside it is for others.
    if (const auto duration = expression(*after)) {
      made.trigger = model::After{*duration};
    } else {
      made.trigger = model::Always{};
    }
  } else if (auto* on = std::get_if<model::OnEvent>(&made.trigger)) {
    on->descriptors = descriptors(*element.find("event"), is_exact_);
  }
}

std::vector<model::EventDescriptor> Perdure::descriptors(const Attribute& events,
                                                         bool is_exact) const {
  std::vector<model::EventDescriptor> made;
  for (const model::NameRef& word : reading_.names(events)) {
    std::string name = word.name;
    bool wildcard = !is_exact;
    if (name == "*") {
      name.clear();
      wildcard = true;
    } else if (name.size() > 2 && name.compare(name.size() - 2, 2, ".*") == 0) {
      name.resize(name.size() - 2);
      wildcard = true;
    } else if (name.size() > 1 && name.back() == '.') {
      name.pop_back();
      wildcard = true;
    }
    std::string own = own_name(name);
    // Nothing lies under the outcome of an invocation, and an error is under its own name.
    if (own != name) wildcard = false;
    made.push_back({std::move(own), wildcard, word.range});
  }
  return made;
}

void Perdure::foreign(const Element& element, model::Chart& chart, model::StateId in) {
  if (!is_own(element)) return;
  const std::string& what = element.name;
  model::State& state = chart.states[in.index];
  if (what == "event" || what == "emits") {
    if (auto named = dotted(element, "name")) {
      auto& events = what == "event" ? chart.events : chart.emits;
      events.push_back({doc(element), std::move(*named), fields(element, "field")});
    }
  } else if (what == "function" || what == "action" || what == "service") {
    auto made = function(element);
    if (!made || (what == "function" && !made->result)) return;
    auto& functions = what == "function" ? chart.functions
                      : what == "action" ? chart.actions
                                         : chart.services;
    functions.push_back(std::move(*made));
  } else if (what == "guard") {
    auto named = name(element);
    const auto condition = expression(element, "cond");
    if (named && condition) {
      chart.guards.push_back({doc(element), std::move(*named), *condition});
    }
  } else if (what == "migrate") {
    if (auto made = migration(element)) chart.migrations.push_back(std::move(*made));
  } else if (what == "token") {
    if (auto made = token(element)) state.tokens.push_back(std::move(*made));
  } else if (what == "defer") {
    const Attribute* events = element.find("events");
    if (events == nullptr) return;
    for (model::EventDescriptor& each : descriptors(*events, true)) {
      state.deferred.push_back(std::move(each));
    }
  } else {
    type(element, chart_id_);
  }
}

std::optional<model::ExprId> Perdure::condition(const Attribute& cond) { return expression(cond); }

Perdure::Optional Perdure::expression(const Attribute& attribute) {
  return parse::parse_expression(
      source::read_xml(reading_.files, attribute.value_range, source::XmlPlace::Attribute),
      reading_.program, reading_.findings);
}

Perdure::Optional Perdure::expression(const Element& element, std::string_view name,
                                      std::string_view space) {
  const Attribute* found = element.find(name, space);
  return found == nullptr ? std::nullopt : expression(*found);
}

Perdure::Optional Perdure::path(const Element& element, std::string_view name) {
  const Attribute* found = element.find(name);
  if (found == nullptr) return std::nullopt;
  return parse::parse_path(
      source::read_xml(reading_.files, found->value_range, source::XmlPlace::Attribute),
      reading_.program, reading_.findings);
}

Perdure::Optional Perdure::value(const Element& element) {
  if (const Attribute* expr = element.find("expr")) return expression(*expr);
  const Text* words = words_in(element);
  if (words == nullptr) return std::nullopt;
  return parse::parse_expression(
      source::read_xml(reading_.files, words->range, source::XmlPlace::Content), reading_.program,
      reading_.findings);
}

std::optional<model::TypeRef> Perdure::type(const Attribute& attribute) {
  return parse::parse_type(
      source::read_xml(reading_.files, attribute.value_range, source::XmlPlace::Attribute),
      reading_.program, reading_.findings);
}

// The type that a literal has, or what makes a value of a type.
std::optional<model::TypeRef> Perdure::type_told_by(model::ExprId value) const {
  const model::Expr& expr = reading_.program.expr(value);
  const auto simple = [&](model::TypeKind kind) {
    return model::TypeRef{kind, {}, {}, expr.range};
  };
  if (std::holds_alternative<model::BoolLiteral>(expr.node)) return simple(model::TypeKind::Bool);
  if (std::holds_alternative<model::IntLiteral>(expr.node)) return simple(model::TypeKind::Int);
  if (std::holds_alternative<model::FloatLiteral>(expr.node)) return simple(model::TypeKind::Float);
  if (std::holds_alternative<model::StringLiteral>(expr.node)) {
    return simple(model::TypeKind::String);
  }
  if (std::holds_alternative<model::DurationLiteral>(expr.node)) {
    return simple(model::TypeKind::Duration);
  }
  if (const auto* negated = std::get_if<model::Unary>(&expr.node)) {
    return type_told_by(negated->operand);
  }
  const auto* call = std::get_if<model::Call>(&expr.node);
  if (call == nullptr || call->callee.name[0] < 'A' || call->callee.name[0] > 'Z') {
    return std::nullopt;
  }
  return model::TypeRef{model::TypeKind::Named, {}, call->callee.name, call->callee.range};
}

bool Perdure::is_true(const Element& element, std::string_view name, std::string_view space) {
  const Attribute* found = element.find(name, space);
  if (found == nullptr || !reading_.is_one_of(*found, {"true", "false"}, TrueOrFalse)) return false;
  return found->value == "true";
}

std::optional<std::int64_t> Perdure::number(const Attribute& attribute) {
  std::int64_t value = 0;
  const char* const end = attribute.value.data() + attribute.value.size();
  const auto [stop, error] = std::from_chars(attribute.value.data(), end, value);
  if (error == std::errc() && stop == end && value >= 0) return value;
  reading_.findings.error(diag::BadValue, attribute.value_range, attribute.value, attribute.name,
                          "a whole number");
  return std::nullopt;
}

std::string Perdure::doc(const Element& element) const {
  std::string words;
  for (const Node& each : element.children) {
    const Element* child = each.element();
    if (child == nullptr || !is_own(*child, "doc")) continue;
    for (const Node& inside : child->children) {
      if (const Text* text = inside.text()) words += text->value;
    }
  }
  return words;
}

void Perdure::data(const Element& datamodel, model::Chart& chart, model::StateId in) {
  for (const Node& each : datamodel.children) {
    const Element* child = each.element();
    if (child == nullptr || !child->is("data")) continue;
    auto made = data(*child);
    if (!made) continue;
    const bool is_parameter = is_true(*child, "parameter", ChartSpace);
    if (is_parameter && in != model::RootState) {
      reading_.findings.error(diag::ParameterOfState,
                              child->find("parameter", ChartSpace)->name_range);
    } else if (is_parameter) {
      chart.parameters.push_back(std::move(*made));
    } else {
      chart.states[in.index].data.push_back(std::move(*made));
    }
  }
}

std::optional<model::Field> Perdure::data(const Element& element) {
  auto named = name(element, "id");
  if (!named) return std::nullopt;
  model::Field made;
  made.doc = doc(element);
  made.name = std::move(*named);
  const std::size_t before = reading_.findings.errors();
  made.initial = value(element);
  made.indexed = is_true(element, "indexed", ChartSpace);
  made.large = is_true(element, "large", ChartSpace);
  if (const Attribute* given = element.find("type", ChartSpace)) {
    auto read = type(*given);
    if (!read) return std::nullopt;
    made.type = std::move(*read);
    return made;
  }
  auto told = made.initial ? type_told_by(*made.initial) : std::nullopt;
  if (!told) {
    if (reading_.findings.errors() == before) {
      reading_.findings.error(diag::NoType, made.name.range, made.name.name);
    }
    return std::nullopt;
  }
  made.type = std::move(*told);
  return made;
}

void Perdure::script(const Element& /*script*/, model::Chart& /*chart*/) {}

void Perdure::done_data(const Element& donedata, model::State& final) {
  for (const Node& each : donedata.children) {
    const Element* child = each.element();
    if (child == nullptr) continue;
    if (child->is("content")) {
      final.result = value(*child);
    } else if (child->is("param")) {
      reading_.findings.error(diag::NotInDataModel, child->name_range, child->name, "perdure");
    }
  }
}

std::optional<model::Token> Perdure::token(const Element& element) {
  auto named = name(element);
  const Attribute* accepts = element.find("accepts");
  if (!named || accepts == nullptr) return std::nullopt;
  model::Token made;
  made.doc = doc(element);
  made.name = std::move(*named);
  made.accepts = reading_.names(*accepts);
  for (const model::NameRef& each : made.accepts) {
    if (!is_dotted(each)) return std::nullopt;
  }
  made.expires = expression(element, "expires");
  made.range = element.tag;
  return made;
}

void Perdure::invoke(const Element& invoke, model::Chart& chart, model::StateId in) {
  model::Invocation made;
  made.doc = doc(invoke);
  made.range = invoke.tag;
  if (const Attribute* type = invoke.find("type")) {
    reading_.is_one_of(*type,
                       {"scxml", "http://www.w3.org/TR/scxml/", "http://www.w3.org/TR/scxml",
                        "urn:perdure:service"},
                       "`scxml`, or `urn:perdure:service`");
  }
  for (const Node& each : invoke.children) {
    const Element* child = each.element();
    if (child == nullptr || !child->is("content")) continue;
    reading_.findings.error(diag::NotInDataModel, child->name_range, child->name, "perdure");
    return;
  }
  auto callee = name(invoke, "src");
  if (!callee) return;
  made.callee = *callee;
  made.name = std::move(*callee);
  if (invoke.find("id") != nullptr) {
    auto named = name(invoke, "id");
    if (!named) return;
    made.name = std::move(*named);
  }
  made.arguments = arguments(invoke);
  made.timeout = expression(invoke, "timeout", ChartSpace);
  if (const Attribute* count = invoke.find("retry", ChartSpace)) {
    model::Retry retry;
    retry.count = number(*count).value_or(0);
    retry.backoff = expression(invoke, "backoff", ChartSpace);
    retry.backoff_limit = expression(invoke, "backoff-limit", ChartSpace);
    retry.range = count->value_range;
    made.retry = std::move(retry);
  }
  chart.states[in.index].invocations.push_back(std::move(made));
}

}  // namespace perdure::scxml
