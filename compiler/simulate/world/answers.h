// What functions answer and what actions do, as the user says: they are C++, which is not there.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/simulate/scope.h"

namespace perdure::simulate {

// A function was called that nobody has said the answer of.
struct Unanswered {
  std::string function;
  std::string text;  // price(items: [])
  model::Type result;
};

class Answers final : public Outside {
 public:
  // What a call comes to: a value, or perdure::ExecutionError with this text.
  struct Said {
    std::optional<Value> value;
    std::string failure;
  };

  explicit Answers(const Definition& definition) : definition_(&definition) {}

  // For these arguments alone, or, where they are nothing, for all others. The last word counts.
  void answer(const std::string& function, std::optional<std::vector<Value>> arguments, Said said);
  // What an action leaves in its `inout` parameter.
  void leave(const std::string& action, const std::string& parameter, Value value);
  void fail(const std::string& action, std::string why);
  // Nobody said anything of it.
  void forget(const std::string& name);

  // Are unanswered calls an Unanswered that is thrown? Else they are the zero value of their type.
  bool asks = false;
  // The calls that had no answer since this was last emptied: `price(items: []) = Money(units: 0)`.
  std::vector<std::string> assumed;

  Value call(const model::Function& function, const std::vector<Value>& arguments,
             const model::Type& result) override;
  void act(const model::Function& action, std::vector<Value>& arguments) override;

  // As commands that say the same again.
  std::vector<std::string> spelled() const;

 private:
  struct Case {
    std::optional<std::vector<Value>> arguments;
    Said said;
  };

  const Said* find(const std::string& function, const std::vector<Value>& arguments) const;
  std::string text_of_call(const std::string& name, const std::vector<Value>& arguments) const;

  const Definition* definition_;
  std::map<std::string, std::vector<Case>> answers_;
  std::map<std::string, std::map<std::string, Value>> left_;
  std::map<std::string, std::string> failing_;
};

}  // namespace perdure::simulate
