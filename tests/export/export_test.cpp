// forms.chart has every form that a chart may have; forms.scxml beside it is what becomes of it.
//
//     export_test --update      writes it
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>

#include "compiler/check/check.h"
#include "compiler/driver/load.h"
#include "compiler/emit/scxml/scxml.h"

namespace perdure {
namespace {

const std::filesystem::path Folder = PERDURE_EXPORT_DIR;

std::string exported(const std::string& name) {
  Reporter report;
  driver::Loaded loaded = driver::load({name}, report);
  const auto checked = check::check(std::move(loaded.program), report);
  if (!checked) throw std::runtime_error(name + ": " + report.take().front().text);
  const model::Program& program = checked->program();
  return emit::emit_scxml(loaded.files, program, *program.file(loaded.inputs.front()));
}

std::string forms() { return exported((Folder / "forms.chart").string()); }

TEST(Export, IsAsExpected) {
  std::ifstream in(Folder / "forms.scxml", std::ios::binary);
  const std::string expected{std::istreambuf_iterator<char>(in), {}};
  EXPECT_TRUE(forms() == expected) << "look at what --update changes";
}

TEST(Export, IsTheSameEachTime) { EXPECT_EQ(forms(), forms()); }

}  // namespace
}  // namespace perdure

int main(int argc, char** argv) {
  if (argc > 1 && std::string(argv[1]) == "--update") {
    std::ofstream(perdure::Folder / "forms.scxml", std::ios::binary) << perdure::forms();
    return 0;
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
