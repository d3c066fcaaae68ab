// What is worked out for charts, as text in tests/golden/plan/.
//
//     plan_test --update      writes it
#include "compiler/plan/plan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "compiler/check/check.h"
#include "compiler/parse/parse.h"
#include "compiler/plan/dump.h"
#include "compiler/plan/source_text.h"

namespace {

namespace fs = std::filesystem;

const fs::path Tests = PERDURE_TESTS_DIR;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

perdure::plan::Plan plan_of(const std::string& text) {
  perdure::source::Files files;
  perdure::Reporter report;
  perdure::model::Program program;
  perdure::parse::parse(files, files.add("test.chart", text), program, report);
  auto checked = perdure::check::check(std::move(program), report);
  if (!checked) throw std::runtime_error(report.take().front().text);
  return perdure::plan::make_plan(files, *checked);
}

std::string dump_of(const std::string& name) {
  const auto plan = plan_of(read(Tests / "behave" / (name + ".chart")));
  return perdure::plan::dump(plan, plan.files.front().charts.front());
}

// The charts of tests/behave/ that have a plan here.
std::vector<std::string> names() {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(Tests / "golden" / "plan")) {
    found.push_back(entry.path().stem().string());
  }
  std::sort(found.begin(), found.end());
  return found;
}

TEST(Plan, IsAsItWas) {
  for (const std::string& name : names()) {
    EXPECT_EQ(dump_of(name), read(Tests / "golden" / "plan" / (name + ".plan")))
        << name << ": plan_test --update writes it";
  }
}

std::string shape_of(const std::string& inside) {
  const auto plan = plan_of("struct Pair { a: int  b: string }\nchart C(p: int) {\n  event e\n" +
                            inside + "\n}\n");
  return plan.files.front().charts.front().shape;
}

TEST(Plan, ShapeIsWhatStoredSessionsDependOn) {
  const std::string shape = shape_of("data { x: Pair? } state A { on e -> B } state B {}");
  EXPECT_EQ(shape.size(), 16u);
  EXPECT_EQ(shape, shape_of("data { x: Pair? } state A {} state B { on e { x = none } }"));
  EXPECT_NE(shape, shape_of("data { y: Pair? } state A { on e -> B } state B {}"));
  EXPECT_NE(shape, shape_of("data { x: int? } state A { on e -> B } state B {}"));
  EXPECT_NE(shape, shape_of("data { x: Pair? } state A { on e -> B } state B2 {} state B {}"));
}

TEST(Plan, SourceOnOneLine) {
  EXPECT_EQ(perdure::plan::on_one_line("a  =  b // why\n  + \"x  // y\""), "a = b + \"x  // y\"");
  EXPECT_EQ(perdure::plan::on_one_line("a /* see http://b\n */+ c"), "a + c");
}

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "--update") {
    for (const std::string& name : names()) {
      std::ofstream(Tests / "golden" / "plan" / (name + ".plan"), std::ios::binary)
          << dump_of(name);
    }
    return 0;
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
