#include "diagram/chart.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <unordered_map>
#include <utility>

namespace perdure::diagram {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t DeepestNesting = 200;  // Pictures are drawn by recursion.

constexpr std::array<std::pair<std::string_view, StateKind>, 8> Kinds{{
    {"chart", StateKind::Chart},
    {"atomic", StateKind::Atomic},
    {"compound", StateKind::Compound},
    {"parallel", StateKind::Parallel},
    {"final", StateKind::Final},
    {"choice", StateKind::Choice},
    {"history", StateKind::History},
    {"deep history", StateKind::DeepHistory},
}};

StateKind kind_of(const std::string& name) {
  const auto found = std::find_if(Kinds.begin(), Kinds.end(),
                                  [&](const auto& each) { return each.first == name; });
  if (found == Kinds.end()) throw std::runtime_error("there is no kind of state `" + name + "`");
  return found->second;
}

class Reader {
 public:
  explicit Reader(const Json& json) : json_(json) {}

  Chart read() {
    chart_.doc = text(json_, "doc");
    for (const Json& each : json_.at("states")) add_state(each);
    if (chart_.states.empty()) throw std::runtime_error("it has no states");
    chart_.name = chart_.states.front().name;
    // Only now are all names known.
    for (StateIndex i = 0; i < chart_.states.size(); ++i) {
      const Json& from = json_.at("states")[i];
      if (from.contains("initial")) chart_.states[i].initial = indexes(from["initial"]);
    }
    for (const Json& each : list(json_, "invocations")) add_invocation(each);
    for (const Json& each : list(json_, "transitions")) add_transition(each);
    return std::move(chart_);
  }

 private:
  static std::string text(const Json& json, const char* member) {
    return json.contains(member) ? json[member].get<std::string>() : "";
  }

  static const Json& list(const Json& json, const char* member) {
    static const Json None = Json::array();
    return json.contains(member) ? json[member] : None;
  }

  static std::vector<std::string> texts(const Json& json, const char* member) {
    return list(json, member).get<std::vector<std::string>>();
  }

  // Null is the chart itself.
  StateIndex index(const Json& name) const {
    return name.is_null() ? 0 : index(name.get<std::string>());
  }

  StateIndex index(const std::string& name) const {
    const auto found = index_of_.find(name);
    if (found == index_of_.end()) throw std::runtime_error("there is no state `" + name + "`");
    return found->second;
  }

  std::vector<StateIndex> indexes(const Json& names) const {
    std::vector<StateIndex> out;
    for (const auto& each : names.get<std::vector<std::string>>()) out.push_back(index(each));
    return out;
  }

  void add_state(const Json& from) {
    State state;
    state.name = from.at("name").get<std::string>();
    state.kind = kind_of(from.at("kind").get<std::string>());
    state.doc = text(from, "doc");
    const bool first = chart_.states.empty();
    if (first != (state.kind == StateKind::Chart)) {
      throw std::runtime_error("the chart is to be the first of its states, and no other");
    }
    state.parent = first ? 0 : index(from.at("parent"));
    depth_.push_back(first ? 0 : depth_[state.parent] + 1);
    if (depth_.back() > DeepestNesting) throw std::runtime_error("states are nested too deeply");
    for (const Json& each : list(from, "tokens")) {
      // Its stored name is "<state>.<name>".
      std::string name = each.at("name").get<std::string>();
      if (name.rfind(state.name + ".", 0) == 0) name.erase(0, state.name.size() + 1);
      state.tokens.push_back({std::move(name), texts(each, "accepts"), text(each, "source")});
    }
    for (const Json& each : list(from, "scxml_invokes")) {
      state.invocations.push_back({text(each, "source"), ""});
    }
    state.deferred = text(from, "defers");
    state.entry = texts(from, "entry");
    state.exit = texts(from, "exit");
    // A state may be called as its chart is.
    StateIndex& known = index_of_[state.name];
    if (known != 0) throw std::runtime_error("there are two states `" + state.name + "`");
    known = static_cast<StateIndex>(chart_.states.size());
    chart_.states.push_back(std::move(state));
  }

  void add_invocation(const Json& from) {
    chart_.states[index(from.at("state"))].invocations.push_back(
        {text(from, "source"), text(from, "policy")});
  }

  void add_transition(const Json& from) {
    Transition transition;
    transition.source = index(from.at("from"));
    transition.trigger = text(from, "trigger");
    transition.guard = text(from, "guard");
    transition.targets = indexes(list(from, "to"));
    transition.actions = texts(from, "actions");
    transition.internal = from.contains("internal") && from["internal"].get<bool>();
    transition.timer = text(from, "timer");
    transition.doc = text(from, "doc");
    State& source = chart_.states[transition.source];
    source.transitions.push_back(static_cast<TransitionIndex>(chart_.transitions.size()));
    chart_.transitions.push_back(std::move(transition));
  }

  const Json& json_;
  Chart chart_;
  std::unordered_map<std::string, StateIndex> index_of_;
  std::vector<std::size_t> depth_;  // By state.
};

}  // namespace

std::optional<StateIndex> Chart::find(std::string_view state) const {
  for (StateIndex i = 1; i < states.size(); ++i) {
    if (states[i].name == state) return i;
  }
  return state == name ? std::optional<StateIndex>(0) : std::nullopt;
}

bool Chart::is_within(StateIndex inner, StateIndex outer) const {
  while (inner != outer && inner != 0) inner = states[inner].parent;
  return inner == outer;
}

Chart read_chart(std::string_view definition) {
  const auto unreadable = [](const std::string& why) {
    return std::runtime_error("this is no definition of a chart: " + why);
  };
  try {
    return Reader(Json::parse(definition)).read();
  } catch (const Json::exception& error) {
    throw unreadable(error.what());
  } catch (const std::runtime_error& error) {
    throw unreadable(error.what());
  }
}

}  // namespace perdure::diagram
