// Reading files and following imports.
#include "compiler/driver/load.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace perdure::driver {
namespace {

namespace fs = std::filesystem;

class Load : public testing::Test {
 protected:
  void SetUp() override {
    directory_ =
        fs::path(testing::TempDir()) /
        ("load_" + std::string(testing::UnitTest::GetInstance()->current_test_info()->name()));
    fs::remove_all(directory_);
    fs::create_directories(directory_);
    fs::current_path(directory_);
  }
  void TearDown() override {
    fs::current_path("/");
    fs::remove_all(directory_);
  }
  static void write(const std::string& name, const std::string& text) {
    if (fs::path(name).has_parent_path()) fs::create_directories(fs::path(name).parent_path());
    std::ofstream(name, std::ios::binary) << text;
  }
  std::vector<std::string> codes() {
    std::vector<std::string> found;
    for (const Diagnostic& each : report_.take()) found.emplace_back(each.message->code);
    return found;
  }

  Reporter report_;

 private:
  fs::path directory_;
};

using Codes = std::vector<std::string>;

TEST_F(Load, ReadsEveryFileOnce) {
  write("a.chart", "import \"sub/b.chart\"\nimport \"c.chart\"");
  write("sub/b.chart", "import \"../a.chart\"\nimport \"../c.chart\"");
  write("c.chart", "");
  const Loaded loaded = load({"a.chart", "./a.chart", "c.chart"}, report_);
  EXPECT_EQ(codes(), Codes{});
  EXPECT_EQ(loaded.files.size(), 3u);
  EXPECT_EQ(loaded.inputs.size(), 2u);
  EXPECT_EQ(loaded.program.files.size(), 3u);
  for (const model::File& file : loaded.program.files) {
    for (const model::Import& each : file.imports) EXPECT_TRUE(each.file);
  }
  EXPECT_EQ(loaded.files.name(*loaded.program.files[0].imports[0].file), "sub/b.chart");
}

TEST_F(Load, SeesThroughLinks) {
  write("a.chart", "import \"link.chart\"");
  fs::create_symlink("a.chart", "link.chart");
  EXPECT_EQ(load({"a.chart"}, report_).files.size(), 1u);
}

TEST_F(Load, TellsOfEachMissingImport) {
  write("a.chart", "import \"b.chart\"\nimport \"no/c.chart\"\nchart A { state B { } }");
  const Loaded loaded = load({"a.chart"}, report_);
  EXPECT_FALSE(loaded.unreadable);
  EXPECT_EQ(codes(), (Codes{"P1003", "P1003"}));
}

TEST_F(Load, TellsOfFilesThatCannotBeRead) {
  fs::create_directory("folder.chart");
  const Loaded loaded = load({"gone.chart", "folder.chart"}, report_);
  EXPECT_TRUE(loaded.unreadable);
  EXPECT_EQ(codes(), (Codes{"P1001", "P1001"}));
}

TEST_F(Load, RefusesLargeFilesUnread) {
  write("large.chart", "");
  fs::resize_file("large.chart", 50'000'000);
  write("a.chart", "import \"large.chart\"");
  EXPECT_EQ(load({"large.chart"}, report_).files.size(), 1u);
  EXPECT_EQ(codes(), Codes{"P1002"});
  load({"a.chart"}, report_);
  EXPECT_EQ(codes(), Codes{"P1002"});
  load({"/dev/zero"}, report_);
  EXPECT_EQ(codes(), Codes{"P1002"});
}

}  // namespace
}  // namespace perdure::driver
