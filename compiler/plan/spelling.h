// Parts of a chart as its author would write them in the chart language, on one line: for diagrams, docs, comments
// and other spellings of the chart.
//
// Expressions stand as they are written; what is around them is set as `perdurec fmt` sets it. So a chart and the
// SCXML document that says the same are shown alike.
#pragma once

#include <string>

#include "compiler/model/model.h"
#include "compiler/source/source.h"

namespace perdure::plan {

class Spelling {
 public:
  Spelling(const source::Files& files, const model::Program& program)
      : files_(files), program_(program) {}

  const model::Program& program() const { return program_; }

  // As it is written, with its comments left out and its white space made single spaces.
  std::string expression(model::ExprId id) const;
  std::string statement(const model::Statement& statement) const;
  // { total = 0 tell("text") }
  std::string block(const model::Block& block) const;
  // on a, b.*     after 30d     after (grace * 2)     done     always
  std::string trigger(const model::Transition& transition) const;
  // token approval accepts approve, reject expires 7d
  std::string token(const model::Token& token) const;
  // invoke charge_card(amount: total) as charge
  std::string invocation(const model::Invocation& invocation) const;
  // invoke child.scxml(amount: total) as line
  std::string invocation(const model::ScxmlInvoke& invoke) const;
  // timeout 30s, retry 5 backoff 1s .. 1m
  std::string policy(const model::Invocation& invocation) const;
  // 30d     (grace * 2)
  std::string duration(model::ExprId id) const;
  // (customer: c, "text"); nothing where there are none.
  std::string arguments(const std::vector<model::Argument>& arguments) const;

 private:
  const source::Files& files_;
  const model::Program& program_;
};

// a, b.*, *
std::string spell(const std::vector<model::EventDescriptor>& descriptors);

// "a \"text\"", as an expression spells it.
std::string spell_text(std::string_view text);

}  // namespace perdure::plan
