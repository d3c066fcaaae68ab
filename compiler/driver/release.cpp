// perdurec release. See commands.h.
#include <cstdio>
#include <string>
#include <vector>

#include "compiler/diagnostics/render.h"
#include "compiler/driver/commands.h"
#include "compiler/driver/lock.h"
#include "compiler/driver/output.h"
#include "compiler/evolve/lock.h"
#include "compiler/format/format.h"

namespace perdure::driver {

namespace {

std::string new_versions(const plan::File& file) {
  std::string text;
  for (const plan::Chart& chart : file.charts) {
    if (!chart.recorded.empty()) continue;
    text += (text.empty() ? "" : ", ") + chart.name + " version " + std::to_string(chart.version);
  }
  return text;
}

std::string formatted(const std::string& path, std::string text) {
  source::Files files;
  Reporter report;
  const source::FileId file = files.add(path, text);
  return format::format(files, file, report).value_or(std::move(text));
}

}  // namespace

int run_release(const Common& common, const std::vector<std::string>& files) {
  Compilation compilation = compile(files, common.warnings, common.load);
  if (const int exit = report(common, compilation); exit != Fine) return exit;
  Reporter refused;
  std::vector<Output> locks;
  std::vector<std::string> told;
  for (const source::FileId input : compilation.inputs) {
    const std::string& name = compilation.files.name(input);
    const plan::File& file = *compilation.plan->file(name);
    const std::string versions = new_versions(file);
    if (versions.empty()) continue;
    auto text = evolve::lock_text(compilation.files, compilation.checked->program(),
                                  *compilation.plan, file, refused);
    if (!text) continue;
    const std::string path = lock_path(name);
    locks.push_back({path, formatted(path, std::move(*text))});
    told.push_back(path + ": " + versions);
  }
  if (refused.errors() > 0) {
    compilation.diagnostics = refused.take();
    compilation.plan.reset();
    return report(common, compilation);
  }
  for (std::size_t i = 0; i < locks.size(); ++i) {
    if (const Trouble trouble = write(locks[i])) {
      std::fprintf(stderr, "perdurec: %s\n", trouble.text.c_str());
      return UsageOrSystem;
    }
    std::fprintf(stderr, "%s\n", told[i].c_str());
  }
  return Fine;
}

}  // namespace perdure::driver
