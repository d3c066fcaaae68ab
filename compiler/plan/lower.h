// Lowering: expressions and statements with every name a place and every conversion written out.
#pragma once

#include <string>

#include "compiler/check/check.h"
#include "compiler/plan/plan.h"
#include "compiler/plan/spelling.h"

namespace perdure::plan {

class Lowering {
 public:
  // Outside of charts, `chart` is nothing.
  Lowering(const source::Files& files, const check::CheckedProgram& checked,
           std::optional<std::uint32_t> chart)
      : files_(files), program_(checked.program()), facts_(checked.facts()), chart_(chart) {}
  // Of a migration: `older` is the chart that `old` names.
  Lowering(const source::Files& files, const check::CheckedProgram& checked, std::uint32_t chart,
           std::uint32_t older)
      : Lowering(files, checked, chart) {
    older_ = older;
  }

  const model::Chart& model_chart() const { return program_.charts[*chart_]; }
  const check::ChartFacts& chart_facts() const { return facts_.charts[*chart_]; }

  Expr expr(model::ExprId id) const;
  Expr condition(model::ExprId id) const;
  Block block(const model::Block& block) const;
  Payload payload(const model::Payload& payload) const;
  Token token(model::StateId state, std::uint32_t index) const;
  Invocation invocation(std::uint32_t index) const;
  // Of a version that a lock file records: it is known that it was there.
  Invocation recorded_invocation(std::uint32_t index) const;
  Event known_event(std::uint32_t index) const;
  // Where a chart is declared.
  ChartRef chart_ref(model::ChartId id) const;
  Spelling written() const { return {files_, program_}; }

  // A field without its initial value.
  Field field(const model::Field& field, const model::Type& type) const;
  // With it.
  Field initialised(const model::Field& field, const model::Type& type) const;

 private:
  Expr node(model::ExprId id) const;
  Expr converted(Expr from, const model::Type& to) const;
  // One argument for each field, defaults filled in.
  std::vector<Expr> arguments(const std::vector<std::optional<model::ExprId>>& given,
                              const std::vector<model::Field>& fields,
                              const std::vector<model::Type>& types) const;
  Expr call(model::ExprId id, const model::Call& call) const;
  Expr member(model::ExprId id, const model::Member& member) const;
  Expr named(model::ExprId id, const model::Name& name) const;
  Expr default_of(const model::Field& field, const model::Type& type) const;
  Statement statement(const model::Statement& statement) const;
  Expr send_id(const model::SendId& id) const;
  std::vector<Expr> event_arguments(const model::NameRef& event) const;
  std::vector<Expr> event_arguments(const model::Send& send) const;
  bool is_extern(const model::Type& type) const;
  bool guard_can_fail(std::uint32_t guard) const;

  const source::Files& files_;
  const model::Program& program_;
  const check::Facts& facts_;
  std::optional<std::uint32_t> chart_;
  std::optional<std::uint32_t> older_;
  // What guard_can_fail() found: guards may be used in guards, any number of times.
  mutable std::vector<std::optional<bool>> guards_;

  friend struct StatementLowering;
};

// The value that a field has where nothing gives it one: `none`, `0`, `[]` …
Expr default_value(const model::Type& type);

}  // namespace perdure::plan
