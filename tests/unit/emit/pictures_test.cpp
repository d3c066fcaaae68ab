// golden/kinds.chart has every kind of state and transition; beside it lies what becomes of it.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "compiler/check/check.h"
#include "compiler/driver/load.h"
#include "compiler/emit/definition/definition.h"
#include "compiler/emit/docs/docs.h"
#include "compiler/plan/plan.h"
#include "diagram/diagram.h"

namespace perdure {
namespace {

const std::filesystem::path Golden = PERDURE_GOLDEN_DIR;

// By the ending of the file that holds it.
std::map<std::string, std::string> outputs() {
  const std::string name = (Golden / "kinds.chart").string();
  Reporter report;
  driver::Loaded loaded = driver::load({name}, report);
  const auto checked = check::check(std::move(loaded.program), report);
  if (!checked || report.errors() != 0) throw std::runtime_error(name + " does not compile");
  const plan::Plan plan = plan::make_plan(loaded.files, *checked);
  const plan::File& file = *plan.file(name);
  const diagram::Picture picture =
      diagram::draw(diagram::read_chart(emit::emit_definition(plan, file.charts[0]).json));
  return {{"dot", diagram::dot(picture)},
          {"mmd", diagram::mermaid(picture)},
          {"puml", diagram::plantuml(picture)},
          {"svg", diagram::svg(picture)},
          {"html", emit::emit_docs_html(plan, file)},
          {"md", emit::emit_docs_markdown(plan, file)},
          {"index.html", emit::emit_index_html(plan, {{&file, "kinds.html"}})},
          {"index.md", emit::emit_index_markdown(plan, {{&file, "kinds.md"}})}};
}

std::filesystem::path path(const std::string& ending) { return Golden / ("kinds." + ending); }

TEST(Pictures, AreAsExpected) {
  for (const auto& [ending, text] : outputs()) {
    std::ifstream file(path(ending), std::ios::binary);
    const std::string expected{std::istreambuf_iterator<char>(file), {}};
    EXPECT_TRUE(text == expected) << path(ending) << " differs: look at what --update changes";
  }
}

TEST(Pictures, AreTheSameEachTime) { EXPECT_EQ(outputs(), outputs()); }

}  // namespace
}  // namespace perdure

int main(int argc, char** argv) {
  if (argc > 1 && std::string(argv[1]) == "--update") {
    for (const auto& [ending, text] : perdure::outputs()) {
      std::ofstream(perdure::path(ending), std::ios::binary) << text;
    }
    return 0;
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
