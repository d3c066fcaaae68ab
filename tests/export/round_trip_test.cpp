// Every chart of the repository as SCXML and back: the same plan, the same C++, and the same document again.
//
// A chart goes with all the files that it imports, and with its lock file. What has errors is left out: there is
// nothing to export.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/check/check.h"
#include "compiler/driver/load.h"
#include "compiler/emit/cpp/cpp.h"
#include "compiler/emit/scxml/scxml.h"
#include "compiler/evolve/evolve.h"
#include "compiler/plan/dump.h"
#include "compiler/plan/plan.h"

namespace perdure {
namespace {

namespace fs = std::filesystem;

const fs::path Root = PERDURE_ROOT;

struct Compiled {
  source::Files files;
  std::vector<source::FileId> inputs;
  std::optional<check::CheckedProgram> checked;
  std::string first_error;
};

Compiled compile(const std::string& path, const std::string& include) {
  Reporter report;
  driver::LoadOptions options;
  options.include = {include};
  driver::Loaded loaded = driver::load({path}, report, options);
  Compiled made{std::move(loaded.files), std::move(loaded.inputs), std::nullopt, {}};
  if (report.errors() == 0) made.checked = check::check(std::move(loaded.program), report);
  if (made.checked) {
    evolve::judge(made.checked->program(), plan::make_plan(made.files, *made.checked), report);
    if (report.errors() > 0) made.checked.reset();
  }
  for (const Diagnostic& each : report.take()) {
    if (each.severity() != Severity::Error || !made.first_error.empty()) continue;
    const auto place = made.files.position(each.range.file, each.range.begin);
    made.first_error =
        made.files.name(each.range.file) + ":" + std::to_string(place.line) + ": " + each.text;
  }
  return made;
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at)) {
    text.replace(at, from.size(), to);
    at += to.size();
  }
  return text;
}

// Where the file of that name lies, as a document, in `folder`.
fs::path place_in(const fs::path& folder, const std::string& name) {
  return (folder / fs::relative(name, Root)).replace_extension(".scxml");
}

// By file. Imports name documents, for the charts are none there.
std::map<std::string, std::string> exported(const Compiled& from) {
  std::map<std::string, std::string> documents;
  const model::Program& program = from.checked->program();
  for (const model::File& file : program.files) {
    documents[from.files.name(file.id)] =
        replaced(emit::emit_scxml(from.files, program, file), ".chart\"/>", ".scxml\"/>");
  }
  return documents;
}

// A lock file says the same of a document as of a chart file.
void copy_lock(const fs::path& chart, const fs::path& document) {
  const fs::path lock = chart.string() + ".lock";
  if (fs::exists(lock)) fs::copy_file(lock, document.string() + ".lock");
}

// Without what depends on where something is written.
plan::Plan placeless(plan::Plan plan, const fs::path& root) {
  const auto unplaced = [&](std::string& name) {
    fs::path path = fs::relative(name, root);
    while (path.has_extension()) path.replace_extension();  // .chart.lock
    name = path.string();
  };
  for (plan::TypeDecl& each : plan.types) unplaced(each.file);
  for (plan::File& file : plan.files) {
    unplaced(file.name);
    for (std::string& each : file.imports) unplaced(each);
    for (plan::Chart& chart : file.charts) {
      unplaced(chart.file);
      chart.scxml.document.clear();
      for (plan::State& each : chart.states) each.line = 0;
      for (plan::Invocation& each : chart.invocations) each.line = 0;
      for (plan::Transition& each : chart.transitions) each.line = 0;
      for (plan::Release& each : chart.releases) unplaced(each.chart.file);
      for (plan::Release& each : chart.recorded) unplaced(each.chart.file);
    }
  }
  return plan;
}

std::vector<std::string> dumps(const plan::Plan& plan) {
  std::vector<std::string> all;
  for (const plan::File& file : plan.files) {
    for (const plan::Chart& chart : file.charts) {
      all.push_back(plan::dump(plan, chart));
      for (const auto* releases : {&chart.releases, &chart.recorded}) {
        for (const plan::Release& each : *releases) all.push_back(plan::dump(plan, each.chart));
      }
    }
  }
  return all;
}

std::vector<std::string> code(const plan::Plan& plan) {
  std::vector<std::string> all;
  for (const plan::File& file : plan.files) {
    for (const emit::Output& each : emit::emit_cpp(plan, file)) all.push_back(each.text);
  }
  return all;
}

class RoundTrip : public testing::Test {
 public:
  explicit RoundTrip(fs::path chart) : chart_(std::move(chart)) {}

  void TestBody() override {
    const Compiled first = compile(chart_.string(), Root.string());
    if (!first.checked) return;
    const fs::path folder =
        fs::temp_directory_path() / ("perdure-export-" + std::to_string(::getpid()));
    const auto documents = exported(first);
    for (const auto& [name, text] : documents) {
      const fs::path path = place_in(folder, name);
      fs::create_directories(path.parent_path());
      std::ofstream(path, std::ios::binary) << text;
    }
    copy_lock(chart_, place_in(folder, chart_.string()));
    const Compiled second = compile(place_in(folder, chart_.string()).string(), folder.string());
    ASSERT_EQ(second.first_error, "");
    const auto again = exported(second);
    for (const auto& [name, text] : documents) {
      EXPECT_EQ(again.at(place_in(folder, name).string()), text);
    }
    const plan::Plan written = placeless(plan::make_plan(first.files, *first.checked), Root);
    const plan::Plan read = placeless(plan::make_plan(second.files, *second.checked), folder);
    EXPECT_EQ(dumps(read), dumps(written));
    EXPECT_EQ(code(read), code(written));
    fs::remove_all(folder);
  }

 private:
  fs::path chart_;
};

std::vector<fs::path> charts() {
  std::vector<fs::path> found;
  for (const char* folder : {"bench", "docs", "examples", "tests"}) {
    for (const auto& entry : fs::recursive_directory_iterator(Root / folder)) {
      const std::string ending = entry.path().extension().string();
      if (ending == ".chart" || ending == ".scxml") found.push_back(entry.path());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

TEST(RoundTrips, ThereAreMany) {
  int exportable = 0;
  for (const fs::path& each : charts()) {
    exportable += compile(each.string(), Root.string()).checked ? 1 : 0;
  }
  EXPECT_GT(exportable, 50);
}

}  // namespace
}  // namespace perdure

int main(int argc, char** argv) {
  for (const perdure::fs::path& each : perdure::charts()) {
    const std::string name = perdure::fs::relative(each, perdure::Root).string();
    testing::RegisterTest("RoundTrip", name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [each] { return new perdure::RoundTrip(each); });
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
