#include "compiler/check/late.h"

#include "compiler/check/typing.h"

namespace perdure::check {

namespace {

std::vector<model::TypeDeclId> types_of(const model::Program& program, model::ChartId chart) {
  std::vector<model::TypeDeclId> types;
  for (std::uint32_t i = 0; i < program.types.size(); ++i) {
    if (program.types[i].chart == chart) types.push_back({i});
  }
  return types;
}

}  // namespace

Late::Late(const model::Program& program, Facts& facts, model::ChartId chart)
    : program_(program),
      facts_(facts),
      chart_(chart),
      file_(program, *program.file(program.chart(chart).file), known_),
      names_(program, file_, &program.chart(chart), types_of(program, chart), known_) {}

void Late::grow() {
  facts_.types.resize(program_.expressions.size());
  facts_.wanted.resize(program_.expressions.size());
  facts_.references.resize(program_.expressions.size());
}

void Late::value(model::ExprId id, const model::Type& wanted, Reporter& report) {
  grow();
  Suggestions suggestions;
  Typer typer(program_, names_, facts_, &facts_.charts[chart_.index], suggestions, report);
  typer.enter(Context::of_default());
  typer.want(id, wanted);
}

std::vector<std::optional<model::ExprId>> Late::arguments(
    const model::NameRef& callee, const std::vector<model::Argument>& given,
    const std::vector<model::Field>& parameters, const std::vector<model::Type>& types,
    Reporter& report) {
  grow();
  Suggestions suggestions;
  Typer typer(program_, names_, facts_, &facts_.charts[chart_.index], suggestions, report);
  typer.enter(Context::of_default());
  return typer.arguments(callee, given, parameters, types);
}

}  // namespace perdure::check
