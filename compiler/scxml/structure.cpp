// States and transitions. See structure.h.
#include "compiler/scxml/structure.h"

#include <set>
#include <utility>

#include "compiler/scxml/canonical.h"
#include "compiler/scxml/language.h"
#include "compiler/scxml/validate.h"
#include "compiler/scxml/vocabulary.h"

namespace perdure::scxml {

namespace {

// What the elements are that make a state or a pseudo-state.
std::optional<model::StateKind> kind_of(const Element& element) {
  if (element.name == "state") return model::StateKind::State;
  if (element.name == "parallel") return model::StateKind::Parallel;
  if (element.name == "final") return model::StateKind::Final;
  if (element.name == "history") return model::StateKind::History;
  return std::nullopt;
}

void collect_ids(const Element& element, std::set<std::string>& ids) {
  for (const Node& each : element.children) {
    const Element* child = each.element();
    if (child == nullptr || !kind_of(*child)) continue;
    if (const Attribute* id = child->find("id")) ids.insert(id->value);
    collect_ids(*child, ids);
  }
}

model::State root_of(const model::Chart& chart) {
  model::State root;
  root.kind = model::StateKind::Root;
  root.name = chart.name;
  root.range = chart.range;
  return root;
}

class Structure {
 public:
  Structure(Reading& reading, Language& language, model::Chart& chart)
      : reading_(reading), language_(language), chart_(chart) {}

  void document(const Element& scxml) {
    collect_ids(scxml, ids_);
    chart_.states.push_back(root_of(chart_));
    if (const Attribute* binding = scxml.find("binding")) {
      reading_.is_one_of(*binding, {"early", "late"}, "`early` or `late`");
      chart_.scxml.late_binding = binding->value == "late";
    }
    if (const Attribute* version = scxml.find("version")) {
      reading_.is_one_of(*version, {"1.0"}, "`1.0`");
    } else {
      reading_.findings.warning(diag::MissingVersion, scxml.name_range);
    }
    language_.document(scxml, chart_);
    contents(scxml, model::RootState);
    initial_attribute(scxml, model::RootState);
    language_.finish(scxml, chart_);
  }

 private:
  model::State& at(model::StateId id) { return chart_.states[id.index]; }

  void contents(const Element& element, model::StateId id) {
    for (const Node& each : element.children) {
      const Element* child = each.element();
      if (child == nullptr) continue;
      if (!child->is_scxml() && !language_.is_structure(*child)) {
        language_.foreign(*child, chart_, id);
      } else if (const auto kind = kind_of(*child)) {
        state(*child, *kind, id);
      } else {
        part(*child, id);
      }
    }
  }

  void state(const Element& element, model::StateKind kind, model::StateId parent) {
    model::State made;
    made.kind = kind;
    made.name = name_of(element);
    made.parent = parent;
    made.range = element.tag;
    if (const Attribute* type = element.find("type"); type && kind == model::StateKind::History) {
      reading_.is_one_of(*type, {"shallow", "deep"}, "`shallow` or `deep`");
      made.deep = type->value == "deep";
    }
    const model::StateId id{static_cast<std::uint32_t>(chart_.states.size())};
    chart_.states.push_back(std::move(made));
    at(parent).children.push_back(id);
    contents(element, id);
    if (kind == model::StateKind::State) initial_attribute(element, id);
    complete_histories(id);
    language_.state(element, chart_, id);
  }

  // Its id; or a name of its own, by its place in the document, where it has none (3.14).
  model::NameRef name_of(const Element& element) {
    if (const Attribute* id = element.find("id")) {
      model::NameRef name = reading_.name(*id);
      if (name.name.empty() || name.name.find_first_of(" \t\n\r") != std::string::npos) {
        reading_.findings.error(diag::BadValue, id->value_range, id->value, id->name, "one word");
      }
      return name;
    }
    std::string name = "_s" + std::to_string(chart_.states.size());
    while (ids_.count(name) > 0) name += "_";
    ids_.insert(name);
    return {std::move(name), element.name_range};
  }

  void part(const Element& element, model::StateId id) {
    const std::string& name = element.name;
    if (name == "transition") {
      model::Transition made = transition(element, at(id).kind);
      at(id).transitions.push_back(std::move(made));
    } else if (name == "initial") {
      initial_element(element, id);
    } else if (name == "onentry") {
      model::Block made = language_.block(element);
      at(id).entry.push_back(std::move(made));
    } else if (name == "onexit") {
      model::Block made = language_.block(element);
      at(id).exit.push_back(std::move(made));
    } else if (name == "datamodel") {
      language_.data(element, chart_, id);
    } else if (name == "script" && id == model::RootState) {
      language_.script(element, chart_);
    } else if (name == "donedata") {
      language_.done_data(element, at(id));
    } else if (name == "invoke") {
      language_.invoke(element, chart_, id);
    }
  }

  model::Transition transition(const Element& element, model::StateKind kind) {
    model::Transition made;
    made.range = element.tag;
    made.trigger = model::Always{};
    const Attribute* event = element.find("event");
    // On the default of a history it was reported.
    if (event != nullptr && kind != model::StateKind::History) {
      made.trigger = model::OnEvent{descriptors(*event)};
    }
    if (const Attribute* type = element.find("type")) {
      reading_.is_one_of(*type, {"internal", "external"}, "`internal` or `external`");
      made.internal = type->value == "internal";
    }
    if (const Attribute* target = element.find("target")) made.targets = targets(*target);
    if (const Attribute* cond = element.find("cond")) made.guard = language_.condition(*cond);
    made.actions = language_.block(element);
    language_.transition(element, made);
    return made;
  }

  std::vector<model::NameRef> targets(const Attribute& attribute) {
    std::vector<model::NameRef> names = reading_.names(attribute);
    if (names.empty()) {
      reading_.findings.error(diag::BadValue, attribute.value_range, attribute.value,
                              attribute.name, "the ids of states");
    }
    return names;
  }

  // 3.12.1: prefixes of dotted names; `foo`, `foo.` and `foo.*` are the same.
  std::vector<model::EventDescriptor> descriptors(const Attribute& event) {
    std::vector<model::EventDescriptor> made;
    for (const model::NameRef& word : reading_.names(event)) {
      std::string name = word.name;
      if (name == "*") {
        name.clear();
      } else if (name.size() >= 2 && name.compare(name.size() - 2, 2, ".*") == 0) {
        name.resize(name.size() - 2);
      } else if (name.back() == '.') {
        name.pop_back();
      }
      if (name.find('*') != std::string::npos) {
        reading_.findings.error(diag::BadValue, word.range, word.name, event.name,
                                "names of events; `*` stands alone or last, after a dot");
      }
      made.push_back({std::move(name), true, word.range});
    }
    if (made.empty()) {
      reading_.findings.error(diag::BadValue, event.value_range, event.value, event.name,
                              "names of events");
    }
    return made;
  }

  void initial_attribute(const Element& element, model::StateId id) {
    const Attribute* initial = element.find("initial");
    if (initial == nullptr || at(id).initial) return;
    if (at(id).children.empty()) {
      reading_.findings.error(diag::NothingToBeginIn, initial->name_range, element.name);
      return;
    }
    at(id).initial = model::Initial{targets(*initial), {}, initial->value_range};
  }

  // What leads nowhere leads to where its parent begins.
  void complete_histories(model::StateId parent) {
    for (const model::StateId child : at(parent).children) {
      if (at(child).kind != model::StateKind::History || !at(child).transitions.empty()) continue;
      model::Transition made;
      made.trigger = model::Always{};
      made.range = at(child).range;
      made.targets = beginning_of(parent, made.range);
      if (made.targets.empty()) {
        reading_.findings.error(diag::MissingElement, at(child).range, "history", "transition");
      }
      at(child).transitions.push_back(std::move(made));
    }
  }

  std::vector<model::NameRef> beginning_of(model::StateId parent, source::Range place) {
    std::vector<model::NameRef> found;
    if (at(parent).initial) found = at(parent).initial->targets;
    const bool all = at(parent).kind == model::StateKind::Parallel;
    for (const model::StateId child : at(parent).children) {
      if (at(child).kind == model::StateKind::History || (!all && !found.empty())) continue;
      found.push_back(at(child).name);
    }
    for (model::NameRef& each : found) each.range = place;
    return found;
  }

  void initial_element(const Element& element, model::StateId id) {
    if (at(id).initial) return;
    for (const Node& each : element.children) {
      const Element* child = each.element();
      if (child == nullptr || !child->is("transition")) continue;
      model::Transition made = transition(*child, model::StateKind::History);
      at(id).initial = model::Initial{std::move(made.targets), std::move(made.actions), child->tag};
      return;
    }
  }

  Reading& reading_;
  Language& language_;
  model::Chart& chart_;
  std::set<std::string> ids_;
};

}  // namespace

model::Chart read_chart(Reading& reading, const Element& scxml, const std::string& chart_name) {
  model::Chart chart;
  chart.file = reading.file;
  chart.name = {chart_name, scxml.name_range};
  const Attribute* name = scxml.find("name");
  if (name != nullptr) chart.name.range = name->value_range;
  chart.scxml.name = name != nullptr ? name->value : chart_name;
  chart.scxml.document = canonical(scxml);
  chart.range = scxml.range;
  const std::unique_ptr<Language> language = make_language(reading, scxml, chart_name);
  if (!language) {
    chart.data_model = model::DataModel::Null;
    chart.states.push_back(root_of(chart));
    return chart;
  }
  chart.data_model = language->data_model();
  validate(scxml, language->space(), reading.findings);
  Structure(reading, *language, chart).document(scxml);
  return chart;
}

}  // namespace perdure::scxml
