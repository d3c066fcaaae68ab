#include "compiler/emit/cpp/names.h"

#include "compiler/plan/cpp_names.h"

namespace perdure::emit::cpp {

using plan::StateIndex;
using plan::StateKind;

namespace {

// The members that every machine has, whatever its chart.
const std::set<std::string> Members = {
    "Data",      "Effects",    "Event",       "Handlers",      "Machine",      "Params",
    "Selection", "Snapshot",   "StateId",     "Transition",    "act",          "active",
    "failed",    "chart_name", "chart_shape", "chart_version", "data",         "data_",
    "decode",    "dispatch",   "domain",      "done",          "effects",      "effects_",
    "enter",     "entered",    "event",       "eventless",     "fail",         "fire",
    "get",       "handlers_",  "in",          "internal_",     "leaf_",        "leave",
    "left",      "load",       "moved",       "note_moved",    "note_entered", "note_left",
    "on",        "params",     "params_",     "result",        "result_",      "save",
    "settle",    "source",     "start",       "started",       "state",        "step",
    "step_",     "take",       "trace_",      "trace_into",    "begin",        "cancel",
    "finalize",  "handle",     "invoke",      "is_active",     "session_"};

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
