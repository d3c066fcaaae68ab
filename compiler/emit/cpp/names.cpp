#include "compiler/emit/cpp/names.h"

#include "compiler/plan/cpp_names.h"

namespace perdure::emit::cpp {

using plan::StateIndex;
using plan::StateKind;

namespace {

// The members that every machine has, whatever its chart.
const std::set<std::string> Members = {"Configuration",
                                       "Data",
                                       "Effects",
                                       "Event",
                                       "Handlers",
                                       "Machine",
                                       "Params",
                                       "Selection",
                                       "Snapshot",
                                       "StateId",
                                       "Transition",
                                       "act",
                                       "active",
                                       "atomic_states",
                                       "begin",
                                       "cancel",
                                       "chart_behaviour",
                                       "chart_definition",
                                       "chart_name",
                                       "chart_shape",
                                       "chart_version",
                                       "configuration",
                                       "data",
                                       "data_",
                                       "decode",
                                       "deferred",
                                       "deferred_",
                                       "dispatch",
                                       "domain",
                                       "done",
                                       "effects",
                                       "effects_",
                                       "enter",
                                       "entered",
                                       "event",
                                       "eventless",
                                       "fail",
                                       "failed",
                                       "finalize",
                                       "fire",
                                       "get",
                                       "handle",
                                       "handlers_",
                                       "in",
                                       "index",
                                       "indexed",
                                       "indexed_names",
                                       "internal_",
                                       "invocations_",
                                       "invoke",
                                       "is_active",
                                       "keeps_apart",
                                       "large_values",
                                       "leaf_",
                                       "leave",
                                       "left",
                                       "load",
                                       "load_params",
                                       "migrate",
                                       "moved",
                                       "note_entered",
                                       "note_left",
                                       "note_moved",
                                       "offer",
                                       "offer_again",
                                       "on",
                                       "outcome",
                                       "params",
                                       "params_",
                                       "result",
                                       "result_",
                                       "save",
                                       "session_",
                                       "settle",
                                       "source",
                                       "start",
                                       "started",
                                       "state",
                                       "step",
                                       "step_",
                                       "take",
                                       "trace_",
                                       "trace_into",
                                       "versions",
                                       "witness"};

}  // namespace

std::string Scope::claim(std::string wanted) {
  if (taken_.insert(wanted).second) return wanted;
  const bool member = wanted.ends_with('_');
  if (member) wanted.pop_back();
  for (int i = 2;; ++i) {
    std::string next = wanted + "_" + std::to_string(i) + (member ? "_" : "");
    if (taken_.insert(next).second) return next;
  }
}

ChartNames::ChartNames(const plan::Plan& plan, const plan::Chart& chart) : members_(Members) {
  name_space_ = plan::chart_namespace(chart.name);
  for (const plan::TypeDecl& type : plan.types) types_.insert(type.name);
  Scope words;
  Scope structs({"name"});
  for (StateIndex i = 0; i < chart.states.size(); ++i) {
    const plan::State& state = chart.states[i];
    structs_.push_back(!chart.is_dynamic() ? plan::cpp_word(state.name)
                       : i == 0            ? plan::identifier(state.name)
                                           : structs.claim(plan::identifier(state.name)));
    enumerators_.push_back(structs_.back() == "None" ? "None_" : structs_.back());
    words_.push_back(words.claim(plan::snake_case(structs_.back())));
    types_.insert(state.name);
  }
  for (const plan::Event& event : chart.events) {
    events_.push_back(plan::cpp_word(plan::camel_case(event.name)));
    events_by_name_.emplace(event.name, events_.back());
    types_.insert(events_.back());
  }
  for (plan::RegionIndex i = 0; i < chart.regions.size(); ++i) {
    leaves_.push_back(i == 0 ? "leaf_" : members_.claim(word(chart.regions[i].state) + "_leaf_"));
  }
  for (StateIndex i = 1; i < chart.states.size(); ++i) {
    const plan::State& state = chart.states[i];
    if (!state.data.empty()) data_[i] = members_.claim(word(i) + "_");
    if (state.kind == StateKind::History) histories_[i] = members_.claim(word(i) + "_");
  }
  for (const plan::Invocation& invocation : chart.invocations) {
    invocations_[invocation.name] = members_.claim(plan::snake_case(invocation.name) + "_");
  }
  const auto name_struct = [&](std::map<std::string, std::string>& names, const std::string& name) {
    names[name] = plan::cpp_word(plan::camel_case(name));
    types_.insert(names[name]);
  };
  for (const plan::Function& service : chart.services) name_struct(services_, service.name);
  for (const plan::Event& event : chart.emits) name_struct(emitted_, event.name);
  for (const plan::Guard& guard : chart.guards) {
    guards_[guard.name] = members_.claim(plan::cpp_word(guard.name));
  }
}

std::string ChartNames::event(const std::string& chart_name) const {
  return "event::" + events_by_name_.at(chart_name);
}

std::string ChartNames::field(const std::string& name) const {
  const bool taken = name == "name" || name == "serialize" || name == "Params" || name == "Data" ||
                     types_.contains(name);
  return taken ? name + "_" : plan::cpp_word(name);
}

std::string ChartNames::local(const std::string& name) {
  const bool taken =
      name == "event" || name == "step" || name == "holds" || name.ends_with("transition");
  return taken ? name + "_" : plan::cpp_word(name);
}

std::string ChartNames::handler(const std::string& name) {
  return name == "Handlers" ? "Handlers_" : plan::cpp_word(name);
}

}  // namespace perdure::emit::cpp
