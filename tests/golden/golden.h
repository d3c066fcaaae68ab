// A golden test: charts that carry what the compiler says of them.
//
// Above a line that something is said about stands what is said:
//
//     //~ error P1130 9: expected a state name, found `{`
//     //~   note -2:9-13: …
//       state {
//
// that is severity, code, first and last column, and words. A note says how many lines further down
// it points; the `//~` lines do not count. `--update` writes these lines. A test is a file, or a
// folder whose main.chart imports the rest. Its name begins with `fail_` if and only if an error is
// expected. Beside it may lie NAME.model: the model as model::dump() has it.
//
// An SCXML document has no room for such lines within a tag: what is said of it lies beside it, in NAME.said, as a
// terminal shows it, where anything is. Its folder has a main.scxml.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/driver/load.h"

namespace perdure::golden {

struct Test {
  std::string name;  // "parse/fail_missing_target"
  std::filesystem::path main;
};

// All tests below `root`, in the order of their names.
std::vector<Test> find_tests(const std::filesystem::path& root);

struct Result {
  driver::Loaded loaded;
  std::vector<Diagnostic> diagnostics;
  std::string dump;  // Of what was parsed.
  bool has_error() const;
};

// Loads the chart; checks it as well, unless it lies under parse/ or scxml/ or does not parse.
Result run(const Test& test);

// The text of each file as it would be if it expected just what was said.
std::map<std::string, std::string> expected(const Test& test, const Result& result);

}  // namespace perdure::golden
