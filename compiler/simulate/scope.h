// What expressions and statements of a session see and reach.
#pragma once

#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/simulate/definition.h"
#include "compiler/simulate/effect.h"
#include "compiler/simulate/event.h"

namespace perdure::simulate {

// What a chart declares and C++ does.
class Outside {
 public:
  virtual ~Outside() = default;
  // What the function answers, a value of `result`. Throws ExecutionFailed as a function may.
  virtual Value call(const model::Function& function, const std::vector<Value>& arguments,
                     const model::Type& result) = 0;
  // May change those arguments that are `inout`. Throws ExecutionFailed as an action may.
  virtual void act(const model::Function& action, std::vector<Value>& arguments) = 0;
};

// The values of a session. A copy of them is a session at that point.
struct Memory {
  std::vector<Value> parameters;
  std::map<model::StateId, std::vector<Value>> data;           // The chart's is the root's.
  std::map<model::StateId, std::vector<std::string>> secrets;  // Of tokens, in their order.
  // By ChartFacts::invocations: which of all that the session ever made is under way; 0 where none is.
  std::vector<std::uint64_t> invocations;
  std::uint64_t invocations_made = 0;
  std::deque<Event> internal_queue;
};

// What is known of a session from outside, while it takes a step.
struct Step {
  std::string session;
  std::string parent;      // Empty where nobody invoked it.
  std::string invocation;  // Under which the parent did.
  Timestamp now;
  Outside* outside = nullptr;
  std::function<std::string()> secret;
};

struct Scope {
  const Definition& definition;
  model::ChartId chart;
  Memory& memory;
  const Step& step;
  Effects& effects;
  std::function<bool(model::StateId)> is_active;  // in()
  const Event* event = nullptr;
  std::map<std::uint32_t, Value> locals = {};  // By Facts::locals.

  const model::Program& program() const { return definition.program; }
  const check::Facts& facts() const { return definition.facts; }
  const model::Chart& chart_model() const { return definition.chart(chart); }
  const check::ChartFacts& chart_facts() const { return definition.facts_of(chart); }
};

}  // namespace perdure::simulate
