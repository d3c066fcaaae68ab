// Check decides whether charts mean something.
//
//     model::Program  ->  check::CheckedProgram
//
// First every name and type is resolved (resolve.h, typing.h), which yields the Facts; then each
// rule is one Pass, in one file of this folder. A pass reads and reports; it never repairs, so the
// order of passes decides only what is said first.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "compiler/check/facts.h"
#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"

namespace perdure::check {

// A program that every pass accepted. Only check() makes one, so planning an unchecked chart is a
// type error rather than a mistake.
class CheckedProgram {
 public:
  const model::Program& program() const { return program_; }
  const Facts& facts() const { return facts_; }

 private:
  CheckedProgram(model::Program program, Facts facts)
      : program_(std::move(program)), facts_(std::move(facts)) {}
  friend std::optional<CheckedProgram> check(model::Program, Reporter&);

  model::Program program_;
  Facts facts_;
};

struct Pass {
  std::string_view name;  // Also its file, <name>.cpp, and its tests, tests/golden/check/<name>/.
  void (*run)(const model::Program& program, const Facts& facts, Reporter& report);
  // A pass that warns is left out where there are errors: it would mostly say the same again, as
  // when a state cannot be reached because the target that leads to it is misspelled.
  enum Findings { Refuses, Warns } findings = Refuses;
};

std::span<const Pass> passes();  // The whole stage, in the order it runs.

// Runs every pass. Returns nothing if and only if an error was reported, here or by an earlier
// stage.
std::optional<CheckedProgram> check(model::Program program, Reporter& report);

}  // namespace perdure::check
