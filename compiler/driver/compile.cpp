// The pipeline. See compile.h.
#include "compiler/driver/compile.h"

#include <algorithm>
#include <filesystem>
#include <utility>

#include "compiler/check/check.h"
#include "compiler/emit/cpp/cpp.h"
#include "compiler/evolve/evolve.h"

namespace perdure::driver {

namespace {

std::vector<Diagnostic> apply(const Warnings& warnings, std::vector<Diagnostic> diagnostics) {
  const auto is_disabled = [&](const Diagnostic& each) {
    return each.severity() == Severity::Warning &&
           warnings.disabled.count(std::string(each.message->code)) > 0;
  };
  diagnostics.erase(std::remove_if(diagnostics.begin(), diagnostics.end(), is_disabled),
                    diagnostics.end());
  for (Diagnostic& each : diagnostics) {
    each.promoted = warnings.are_errors && each.message->severity == Severity::Warning;
  }
  return diagnostics;
}

bool has_error(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& each) { return each.severity() == Severity::Error; });
}

}  // namespace

Compilation compile(const std::vector<std::string>& paths, const Warnings& warnings,
                    const LoadOptions& options) {
  Reporter report;
  Loaded loaded = load(paths, report, options);
  std::optional<check::CheckedProgram> checked;
  if (report.errors() == 0) checked = check::check(std::move(loaded.program), report);
  std::optional<plan::Plan> plan;
  if (checked) {
    plan = plan::make_plan(loaded.files, *checked);
    evolve::judge(checked->program(), *plan, report);
  }

  Compilation made{std::move(loaded.files),
                   std::move(loaded.inputs),
                   apply(warnings, report.take()),
                   loaded.unreadable,
                   std::nullopt,
                   std::nullopt};
  if (has_error(made.diagnostics)) return made;
  made.plan = std::move(plan);
  made.checked = std::move(checked);
  return made;
}

std::vector<Output> generate(const Compilation& compilation, const std::string& directory) {
  std::vector<Output> outputs;
  for (const source::FileId input : compilation.inputs) {
    const std::string& name = compilation.files.name(input);
    for (emit::Output& each : emit::emit_cpp(*compilation.plan, *compilation.plan->file(name))) {
      const std::filesystem::path path = std::filesystem::path(directory) / each.name;
      outputs.push_back({path.string(), std::move(each.text)});
    }
  }
  return outputs;
}

}  // namespace perdure::driver
