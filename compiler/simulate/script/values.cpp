#include "compiler/simulate/script/values.h"

#include "compiler/parse/fragment.h"
#include "compiler/simulate/arithmetic.h"
#include "compiler/simulate/evaluate.h"
#include "compiler/simulate/script/refusals.h"

namespace perdure::simulate {

namespace {

source::Fragment fragment_of(source::FileId file, std::string text, std::uint32_t begin) {
  source::Fragment fragment{file, std::move(text), {}};
  for (std::uint32_t i = 0; i <= fragment.text.size(); ++i) fragment.origins.push_back(begin + i);
  return fragment;
}

}  // namespace

check::Late& Values::late(model::ChartId chart) {
  std::unique_ptr<check::Late>& made = late_[chart];
  if (!made) made = std::make_unique<check::Late>(definition_.program, definition_.facts, chart);
  return *made;
}

std::optional<model::ExprId> Values::parse(Part text, Reporter& report) {
  Findings findings(report, {text.range.file, text.range.end, text.range.end});
  const auto fragment = fragment_of(text.range.file, std::string(text.text), text.range.begin);
  return parse::parse_expression(fragment, definition_.program, findings);
}

// "(a, b: c)" is read as a call of something, whose arguments they are.
std::optional<std::vector<model::Argument>> Values::parse_arguments(Part callee,
                                                                    std::optional<Part> text,
                                                                    Reporter& report) {
  if (!text) return std::vector<model::Argument>{};
  source::Fragment call{text->range.file, "x" + std::string(text->text), {text->range.begin}};
  for (std::uint32_t i = 0; i <= text->text.size(); ++i) {
    call.origins.push_back(text->range.begin + i);
  }
  Findings findings(report, callee.range);
  const auto made = parse::parse_expression(call, definition_.program, findings);
  if (!made) return std::nullopt;
  const auto* found = std::get_if<model::Call>(&definition_.program.expr(*made).node);
  if (found != nullptr) return found->arguments;
  report.report(refusal::Form, text->range, "values in brackets, with commas between them");
  return std::nullopt;
}

template <class Make>
auto Values::evaluated(source::Range range, model::ChartId chart, Timestamp now, Reporter& report,
                       const Make& make)
    -> std::optional<decltype(make(std::declval<Evaluator&>()))> {
  try {
    return make(Constants(definition_, chart, now).evaluator());
  } catch (const ExecutionFailed& failure) {
    report.report(refusal::ValueFails, range, failure.what());
  }
  return std::nullopt;
}

std::optional<Value> Values::value(Part text, const model::Type& type, model::ChartId chart,
                                   Timestamp now, Reporter& report) {
  const std::size_t before = report.errors();
  const auto made = parse(text, report);
  if (made) late(chart).value(*made, type, report);
  if (!made || report.errors() > before) return std::nullopt;
  return evaluated(text.range, chart, now, report,
                   [&](Evaluator& evaluator) { return evaluator.value(*made); });
}

std::optional<std::vector<Value>> Values::arguments(Part callee, std::optional<Part> text,
                                                    const std::vector<model::Field>& parameters,
                                                    const std::vector<model::Type>& types,
                                                    model::ChartId chart, Timestamp now,
                                                    Reporter& report) {
  const std::size_t before = report.errors();
  const auto given = parse_arguments(callee, text, report);
  if (!given) return std::nullopt;
  const model::NameRef name{std::string(callee.text), callee.range};
  const auto bound = late(chart).arguments(name, *given, parameters, types, report);
  if (report.errors() > before) return std::nullopt;
  return evaluated(callee.range, chart, now, report, [&](Evaluator& evaluator) {
    return evaluator.arguments(bound, parameters, types);
  });
}

// Is it one value, made by the constructor of its type?
bool Values::is_made_whole(const std::vector<model::Argument>& arguments,
                           const model::Type& type) const {
  if (arguments.size() != 1 || arguments.front().name) return false;
  const model::Program& program = definition_.program;
  const auto* call = std::get_if<model::Call>(&program.expr(arguments.front().value).node);
  return call != nullptr && call->callee.name == program.type(type.decl).name.name;
}

std::optional<Value> Values::result(Part callee, std::optional<Part> text, const model::Type& type,
                                    model::ChartId chart, Timestamp now, Reporter& report) {
  if (type.kind == model::TypeKind::Named) {
    const model::TypeDecl& decl = definition_.program.type(type.decl);
    const auto* record = std::get_if<model::StructDecl>(&decl.kind);
    const auto given = parse_arguments(callee, text, report);
    if (!given) return std::nullopt;
    if (record != nullptr && !is_made_whole(*given, type)) {
      auto fields = arguments(callee, text, record->fields,
                              definition_.facts.struct_fields[type.decl.index], chart, now, report);
      if (!fields) return std::nullopt;
      return Value{Record{type.decl, std::move(*fields)}};
    }
  }
  model::Field field;
  field.name = {"result", callee.range};
  auto values = arguments(callee, text, {field}, {type}, chart, now, report);
  if (!values) return std::nullopt;
  return std::move(values->front());
}

}  // namespace perdure::simulate
