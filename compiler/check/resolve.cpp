// Resolve: files and their types; then each chart, in resolve_chart.cpp.
#include "compiler/check/resolve.h"

#include <map>
#include <unordered_map>

#include "compiler/check/releases.h"
#include "compiler/check/type_refs.h"
#include "compiler/check/types.h"
#include "compiler/check/typing.h"

namespace perdure::check {

namespace {

const std::vector<model::Field> NoFields;

// What a value of the type is made from: a struct's fields, an extern type's parameters.
const std::vector<model::Field>& fields_of(const model::TypeDecl& type) {
  if (const auto* record = std::get_if<model::StructDecl>(&type.kind)) return record->fields;
  if (const auto* host = std::get_if<model::ExternDecl>(&type.kind)) return host->constructor;
  return NoFields;
}

void check_enumerators(const model::TypeDecl& type, Reporter& report) {
  const auto* declared = std::get_if<model::EnumDecl>(&type.kind);
  if (!declared) return;
  std::unordered_map<std::string_view, source::Range> seen;
  for (const model::NameRef& name : declared->enumerators) {
    const auto [entry, added] = seen.emplace(name.name, name.range);
    if (added) continue;
    report.report(diag::DuplicateName, name.range, "enumerator", name.name)
        .note(diag::FirstDeclaredHere, entry->second, name.name);
  }
}

void check_fields(const model::TypeDecl& type, Reporter& report) {
  const bool record = std::holds_alternative<model::StructDecl>(type.kind);
  refuse_duplicates(fields_of(type), record ? "field" : "parameter", report);
  for (const model::Field& field : fields_of(type)) {
    if (field.inout) report.report(diag::InoutMisplaced, field.name.range);
    if (field.indexed) report.report(diag::IndexedMisplaced, field.name.range);
    if (field.large) report.report(diag::LargeMisplaced, field.name.range);
  }
}

}  // namespace

Facts resolve(const model::Program& program, Reporter& report) {
  Facts facts;
  facts.types.resize(program.expressions.size());
  facts.wanted.resize(program.expressions.size());
  facts.references.resize(program.expressions.size());
  facts.struct_fields.resize(program.types.size());
  facts.charts.resize(program.charts.size());
  Suggestions suggestions;

  std::map<source::FileId, FileNames> files;
  for (const model::File& file : program.files) {
    files.emplace(file.id, FileNames(program, file, report));
  }
  const FileNames nothing(program, model::File{}, report);
  std::vector<std::vector<model::TypeDeclId>> own_types(program.charts.size());
  for (std::uint32_t i = 0; i < program.types.size(); ++i) {
    const auto& chart = program.types[i].chart;
    if (chart) own_types[chart->index].push_back(model::TypeDeclId{i});
  }
  std::map<source::FileId, Names> outside;
  for (const model::File& file : program.files) {
    outside.emplace(std::piecewise_construct, std::forward_as_tuple(file.id),
                    std::forward_as_tuple(program, files.at(file.id), nullptr,
                                          std::vector<model::TypeDeclId>{}, report));
  }
  std::vector<Names> inside;
  inside.reserve(program.charts.size());
  for (std::uint32_t i = 0; i < program.charts.size(); ++i) {
    const model::Chart& chart = program.charts[i];
    const FileNames& around = chart.released_of ? nothing : files.at(chart.file);
    inside.emplace_back(program, around, &chart, own_types[i], report);
  }

  const auto names_of = [&](const model::TypeDecl& type) -> Names& {
    return type.chart ? inside[type.chart->index] : outside.at(type.file);
  };
  for (std::uint32_t i = 0; i < program.types.size(); ++i) {
    const model::TypeDecl& type = program.types[i];
    check_enumerators(type, report);
    check_fields(type, report);
    facts.struct_fields[i] =
        resolve_types(program, fields_of(type), names_of(type), suggestions, report);
  }
  unify_released_types(program, inside, facts);
  for (std::uint32_t i = 0; i < program.types.size(); ++i) {
    const model::TypeDecl& type = program.types[i];
    Typer typer(program, names_of(type), facts, nullptr, suggestions, report);
    typer.enter(Context::of_default());
    const std::vector<model::Field>& fields = fields_of(type);
    for (std::size_t j = 0; j < fields.size(); ++j) {
      if (fields[j].initial) typer.want(*fields[j].initial, facts.struct_fields[i][j]);
    }
  }
  for (std::uint32_t i = 0; i < program.charts.size(); ++i) {
    const bool typed = program.charts[i].data_model == model::DataModel::Typed;
    if (typed) declare_chart(program, model::ChartId{i}, inside[i], facts, suggestions, report);
  }
  for (std::uint32_t i = 0; i < program.charts.size(); ++i) {
    const bool typed = program.charts[i].data_model == model::DataModel::Typed;
    const auto resolve = program.charts[i].released_of ? resolve_release
                         : typed                       ? resolve_chart
                                                       : resolve_dynamic_chart;
    resolve(program, model::ChartId{i}, inside[i], facts, suggestions, report);
  }
  for (std::uint32_t i = 0; i < program.charts.size(); ++i) {
    if (program.charts[i].released_of) continue;
    resolve_migrations(program, model::ChartId{i}, inside, facts, suggestions, report);
  }
  return facts;
}

}  // namespace perdure::check
