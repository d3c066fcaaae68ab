// What everything of a chart is called in C++. No two things of one scope get one name.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/plan/plan.h"

namespace perdure::emit::cpp {

// Hands out names that are not yet taken.
class Scope {
 public:
  explicit Scope(std::set<std::string> taken = {}) : taken_(std::move(taken)) {}
  // `wanted`, or that with a number or an underscore.
  std::string claim(std::string wanted);

 private:
  std::set<std::string> taken_;
};

class ChartNames {
 public:
  ChartNames(const plan::Plan& plan, const plan::Chart& chart);

  const std::string& name_space() const { return name_space_; }  // "order"
  std::string state(plan::StateIndex state) const { return "state::" + structs_[state]; }
  const std::string& struct_of(plan::StateIndex state) const { return structs_[state]; }
  std::string id(plan::StateIndex state) const { return "StateId::" + enumerator(state); }
  const std::string& enumerator(plan::StateIndex state) const { return enumerators_[state]; }
  // What functions about the state begin or end with: "at_door".
  const std::string& word(plan::StateIndex state) const { return words_[state]; }
  // An event's struct, without its namespace.
  const std::string& event(std::uint32_t event) const { return events_[event]; }
  std::string event(const std::string& chart_name) const;
  // Members: a region's leaf, a state's data, what a history recorded.
  const std::string& leaf(plan::RegionIndex region) const { return leaves_[region]; }
  const std::string& data(plan::StateIndex state) const { return data_.at(state); }
  const std::string& history(plan::StateIndex state) const { return histories_.at(state); }
  const std::string& invocation(const std::string& name) const { return invocations_.at(name); }
  // Structs, without their namespaces.
  const std::string& service(const std::string& name) const { return services_.at(name); }
  const std::string& emitted(const std::string& name) const { return emitted_.at(name); }
  std::string guard(const std::string& name) const { return guards_.at(name); }

  // The fields of events, states, parameters and data; parameters of handlers.
  std::string field(const std::string& name) const;
  static std::string local(const std::string& name);
  static std::string handler(const std::string& name);

  // A member function of the machine that has no name yet.
  std::string claim_function(std::string wanted) { return members_.claim(std::move(wanted)); }

 private:
  std::string name_space_;
  std::vector<std::string> structs_;
  std::vector<std::string> enumerators_;
  std::vector<std::string> words_;
  std::vector<std::string> events_;
  std::map<std::string, std::string> events_by_name_;
  std::vector<std::string> leaves_;
  std::map<plan::StateIndex, std::string> data_;
  std::map<plan::StateIndex, std::string> histories_;
  std::map<std::string, std::string> invocations_;
  std::map<std::string, std::string> services_;
  std::map<std::string, std::string> emitted_;
  std::map<std::string, std::string> guards_;
  std::set<std::string> types_;
  Scope members_;
};

}  // namespace perdure::emit::cpp
