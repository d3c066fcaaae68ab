// Values that somebody writes, read by the chart language's own parser and checked by its own rules.
//
//     Part  ->  parse  ->  check::Late  ->  Value
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/check/late.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/simulate/definition.h"
#include "compiler/simulate/script/line.h"
#include "compiler/simulate/value.h"

namespace perdure::simulate {

class Values {
 public:
  explicit Values(Definition& definition) : definition_(definition) {}

  // Each yields nothing if and only if it reported an error. Names are those of `chart`; `now()` is `now`.
  std::optional<Value> value(Part text, const model::Type& type, model::ChartId chart,
                             Timestamp now, Reporter& report);
  // `text` is "(…)", or empty where nothing is written.
  std::optional<std::vector<Value>> arguments(Part callee, std::optional<Part> text,
                                              const std::vector<model::Field>& parameters,
                                              const std::vector<model::Type>& types,
                                              model::ChartId chart, Timestamp now,
                                              Reporter& report);
  // What "(…)" makes of a value of `type`: the value itself, or a struct by its members.
  std::optional<Value> result(Part callee, std::optional<Part> text, const model::Type& type,
                              model::ChartId chart, Timestamp now, Reporter& report);

 private:
  std::optional<model::ExprId> parse(Part text, Reporter& report);
  std::optional<std::vector<model::Argument>> parse_arguments(Part callee, std::optional<Part> text,
                                                              Reporter& report);
  check::Late& late(model::ChartId chart);
  template <class Make>
  auto evaluated(source::Range range, model::ChartId chart, Timestamp now, Reporter& report,
                 const Make& make)
      -> std::optional<decltype(make(std::declval<class Evaluator&>()))>;
  bool is_made_whole(const std::vector<model::Argument>& arguments, const model::Type& type) const;

  Definition& definition_;
  std::map<model::ChartId, std::unique_ptr<check::Late>> late_;
};

}  // namespace perdure::simulate
