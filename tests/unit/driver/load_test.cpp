// Reading files and following imports.
#include "compiler/driver/load.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "compiler/driver/locate.h"

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

const std::string Scxml = "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" version=\"1.0\">";

TEST_F(Load, ReadsTheDocumentsThatADocumentInvokes) {
  const auto invoking = [](const std::string& uri) {
    return Scxml + "<state id='s'><invoke src='" + uri + "'/></state></scxml>";
  };
  write("a.scxml", invoking("sub/b.scxml"));
  write("sub/b.scxml", invoking("c.scxml"));
  write("sub/c.scxml", invoking("file:b.scxml"));
  const Loaded loaded = load({"a.scxml"}, report_, {{"one", "two"}, {}});
  EXPECT_EQ(codes(), Codes{});
  EXPECT_EQ(loaded.inputs.size(), 1u);
  ASSERT_EQ(loaded.program.files.size(), 3u);
  EXPECT_EQ(loaded.files.name(loaded.program.files[2].id), "sub/c.scxml");
  EXPECT_EQ(loaded.program.charts[1].states[1].scxml_invokes[0].chart->name, "c");
  for (const model::File& each : loaded.program.files) {
    EXPECT_EQ(each.name_space, (std::vector<std::string>{"one", "two"}));
  }
}

TEST_F(Load, DocumentsStayInTheirDirectory) {
  write("docs/a.scxml", Scxml + "<script src='../b.js'/><script src='link.js'/><state/></scxml>");
  write("docs/c.scxml",
        Scxml + "<script src='d/../e.js'/><script src='up/docs/e.js'/><state/></scxml>");
  write("docs/e.js", "1");
  write("b.js", "2");
  fs::create_symlink("../b.js", "docs/link.js");
  fs::create_symlink("..", "docs/up");
  load({"docs/a.scxml"}, report_);
  EXPECT_EQ(codes(), (Codes{"P1241", "P1241"}));
  load({"docs/c.scxml"}, report_);
  EXPECT_EQ(codes(), Codes{});
  const Loaded loaded = load({"docs/a.scxml"}, report_, {{}, {"."}});
  EXPECT_EQ(codes(), Codes{});
  EXPECT_EQ(loaded.program.charts[0].scxml.scripts.at(1).text, "2");
  // What was read is among the files, so that what is generated is made again when it changes; one file, by two paths.
  EXPECT_EQ(loaded.files.size(), 2u);
  // A directory that only begins with the same letters is another.
  write("docs2/b.js", "3");
  write("docs/f.scxml", Scxml + "<script src='../docs2/b.js'/><state/></scxml>");
  load({"docs/f.scxml"}, report_);
  EXPECT_EQ(codes(), Codes{"P1241"});
}

TEST_F(Load, DocumentsAreNotFilledFromLargeFiles) {
  write("large.txt", "");
  fs::resize_file("large.txt", 50'000'000);
  write("a.scxml", Scxml + "<datamodel><data id='x' src='large.txt'/></datamodel><state/></scxml>");
  load({"a.scxml"}, report_);
  EXPECT_EQ(codes(), Codes{"P1002"});
  write("ten.txt", std::string(10'000'000, 'x'));
  std::string data;
  for (int i = 0; i < 10; ++i) data += "<data id='x" + std::to_string(i) + "' src='ten.txt'/>";
  write("b.scxml", Scxml + "<datamodel>" + data + "</datamodel><state/></scxml>");
  load({"b.scxml"}, report_);
  EXPECT_EQ(codes(), (Codes{"P1208", "P1208", "P1208", "P1208"}));
}

TEST(Locate, KnowsPathsAndUris) {
  using Outcome = Located::Outcome;
  const auto outcome = [](std::string_view uri) { return locate(uri, "/srv/charts", {}).outcome; };
  const auto path = [](std::string_view uri) { return locate(uri, "charts", {}).path; };
  EXPECT_EQ(path("a b.js"), "charts/a b.js");
  EXPECT_EQ(path("file:a%20b.js"), "charts/a b.js");
  EXPECT_EQ(path("a%20b.js"), "charts/a%20b.js");
  EXPECT_EQ(path("file:%zz%2"), "charts/%zz%2");
  EXPECT_EQ(path("file:///srv/x.js"), "/srv/x.js");
  EXPECT_EQ(path("1:2.js"), "charts/1:2.js");
  EXPECT_EQ(outcome("file:///srv/charts/x.js"), Outcome::Allowed);
  EXPECT_EQ(outcome("/srv/charts/sub/../x.js"), Outcome::Allowed);
  EXPECT_EQ(outcome("/srv/charts-too/x.js"), Outcome::Outside);
  EXPECT_EQ(outcome("file:%2e%2e/x.js"), Outcome::Outside);
  EXPECT_EQ(outcome("sub/../../x.js"), Outcome::Outside);
  EXPECT_EQ(outcome("file://localhost/srv/charts/x.js"), Outcome::NotLocal);
  EXPECT_EQ(outcome("http://localhost/x.js"), Outcome::NotLocal);
  EXPECT_EQ(outcome("FILE:x.js"), Outcome::Allowed);
  EXPECT_EQ(outcome("data:text/plain,x"), Outcome::NotLocal);
}

}  // namespace
}  // namespace perdure::driver
