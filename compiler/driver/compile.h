// The path of a chart from its file to what is made of it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/check/check.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/driver/load.h"
#include "compiler/plan/plan.h"

namespace perdure::driver {

// -Werror and -Wno-CODE.
struct Warnings {
  bool are_errors = false;
  std::set<std::string> disabled;  // Codes.
};

struct Compilation {
  source::Files files;
  std::vector<source::FileId> inputs;  // The files named, each once, in their order.
  std::vector<Diagnostic> diagnostics;
  bool unreadable = false;  // One of the files named could not be read.
  // Nothing if and only if there is an error among the diagnostics.
  std::optional<check::CheckedProgram> checked;
  std::optional<plan::Plan> plan;
};

// Reads the files named, checks them with all that they import, and plans them. What does not parse
// is not checked: half a chart would be full of names that nobody declared.
Compilation compile(const std::vector<std::string>& paths, const Warnings& warnings,
                    const LoadOptions& options);

// A file that is made of a chart file.
struct Output {
  std::string path;
  std::string text;
};

// For each input, NAME.chart.h and NAME.chart.cpp in `directory`.
std::vector<Output> generate(const Compilation& compilation, const std::string& directory);

}  // namespace perdure::driver
