// Values that come to a program after it was checked: what somebody types at a simulated session.
//
//     model::ExprId  ->  Facts
//
// They are constants, as defaults are: literals, constructors, `now()`, and what operators make of them.
#pragma once

#include <optional>
#include <vector>

#include "compiler/check/facts.h"
#include "compiler/check/names.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"

namespace perdure::check {

class Late {
 public:
  // The words are those of `chart`. Both outlive this; nothing but expressions is added to the program meanwhile.
  Late(const model::Program& program, Facts& facts, model::ChartId chart);

  // Gives the expression its type and its names a meaning; reports where it is no value of `wanted`.
  void value(model::ExprId id, const model::Type& wanted, Reporter& report);
  // Arguments in the order of the parameters; nothing where the default is used.
  std::vector<std::optional<model::ExprId>> arguments(const model::NameRef& callee,
                                                      const std::vector<model::Argument>& given,
                                                      const std::vector<model::Field>& parameters,
                                                      const std::vector<model::Type>& types,
                                                      Reporter& report);

 private:
  // Expressions were added.
  void grow();

  const model::Program& program_;
  Facts& facts_;
  model::ChartId chart_;
  Reporter known_;  // What declaring the names again reports was reported before.
  FileNames file_;
  Names names_;
};

}  // namespace perdure::check
