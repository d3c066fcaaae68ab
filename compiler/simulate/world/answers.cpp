#include "compiler/simulate/world/answers.h"

#include <algorithm>

#include "compiler/simulate/arithmetic.h"
#include "compiler/simulate/evaluate.h"
#include "compiler/simulate/text.h"

namespace perdure::simulate {

void Answers::answer(const std::string& function, std::optional<std::vector<Value>> arguments,
                     Said said) {
  std::vector<Case>& cases = answers_[function];
  std::erase_if(cases, [&](const Case& one) { return one.arguments == arguments; });
  cases.push_back({std::move(arguments), std::move(said)});
}

void Answers::leave(const std::string& action, const std::string& parameter, Value value) {
  left_[action][parameter] = std::move(value);
}

void Answers::fail(const std::string& action, std::string why) {
  failing_[action] = std::move(why);
}

void Answers::forget(const std::string& name) {
  answers_.erase(name);
  left_.erase(name);
  failing_.erase(name);
}

const Answers::Said* Answers::find(const std::string& function,
                                   const std::vector<Value>& arguments) const {
  const auto cases = answers_.find(function);
  if (cases == answers_.end()) return nullptr;
  const Said* for_all = nullptr;
  for (const Case& one : cases->second) {
    if (!one.arguments) {
      for_all = &one.said;
    } else if (*one.arguments == arguments) {
      return &one.said;
    }
  }
  return for_all;
}

std::string Answers::text_of_call(const std::string& name,
                                  const std::vector<Value>& arguments) const {
  std::vector<std::string> words;
  for (const Value& argument : arguments) words.push_back(spell(definition_->program, argument));
  return name + "(" + joined(words, ", ") + ")";
}

Value Answers::call(const model::Function& function, const std::vector<Value>& arguments,
                    const model::Type& result) {
  const std::string& name = function.name.name;
  if (const Said* said = find(name, arguments)) {
    if (!said->value) throw ExecutionFailed(said->failure);
    return *said->value;
  }
  const std::string text = text_of_call(name, arguments);
  if (asks) throw Unanswered{name, text, result};
  Value zero = zero_of(*definition_, result);
  std::string line = text + " = " + spell(definition_->program, zero);
  if (std::find(assumed.begin(), assumed.end(), line) == assumed.end()) {
    assumed.push_back(std::move(line));
  }
  return zero;
}

void Answers::act(const model::Function& action, std::vector<Value>& arguments) {
  const std::string& name = action.name.name;
  if (const auto failing = failing_.find(name); failing != failing_.end()) {
    throw ExecutionFailed(failing->second);
  }
  const auto left = left_.find(name);
  if (left == left_.end()) return;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto value = left->second.find(action.parameters[i].name.name);
    if (value != left->second.end()) arguments[i] = value->second;
  }
}

std::vector<std::string> Answers::spelled() const {
  std::vector<std::string> lines;
  const model::Program& program = definition_->program;
  for (const auto& [name, cases] : answers_) {
    for (const Case& one : cases) {
      const std::string head =
          "answer " + (one.arguments ? text_of_call(name, *one.arguments) : name);
      lines.push_back(head + (one.said.value ? " = " + spell(program, *one.said.value)
                                             : " fails " + spell(program, {one.said.failure})));
    }
  }
  for (const auto& [name, parameters] : left_) {
    for (const auto& [parameter, value] : parameters) {
      lines.push_back("answer " + name + "." + parameter + " = " + spell(program, value));
    }
  }
  for (const auto& [name, why] : failing_) {
    lines.push_back("answer " + name + " fails " + spell(program, {why}));
  }
  return lines;
}

}  // namespace perdure::simulate
