// Every golden as a test of its own, and what must be true of all of them together.
//
//     golden_test --update [PART OF A NAME]      writes what the tests expect
#include "golden.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iterator>
#include <set>

#include "compiler/diagnostics/render.h"

namespace perdure::golden {
namespace {

namespace fs = std::filesystem;

const fs::path Root = PERDURE_GOLDEN_DIR;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Where the model of a test would be expected.
fs::path model_path(const Test& test) { return fs::path(test.main).replace_extension(".model"); }

class Golden : public testing::Test {
 public:
  explicit Golden(golden::Test test) : test_(std::move(test)) {}

  void TestBody() override {
    const Result result = run(test_);
    for (const auto& [name, text] : expected(test_, result)) {
      EXPECT_EQ(read(name), text) << test_.name << ": golden_test --update writes it";
    }
    if (fs::exists(model_path(test_))) {
      EXPECT_EQ(read(model_path(test_)), result.dump);
    }
    const std::string own_name = fs::path(test_.name).filename().string();
    EXPECT_EQ(own_name.rfind("fail_", 0) == 0, result.has_error())
        << "a golden's name begins with fail_ if and only if it expects an error";
    // Whatever is said can be rendered.
    EXPECT_EQ(result.diagnostics.empty(),
              render_text(result.loaded.files, result.diagnostics, true).empty());
    EXPECT_EQ(result.diagnostics.empty(),
              render_json(result.loaded.files, result.diagnostics).empty());
  }

 private:
  golden::Test test_;
};

// What no golden can reach, and why.
const std::pair<std::string_view, std::string_view> Exempt[] = {
    {"P1002", "takes a file of more than 16 MiB; tests/unit/driver"},
    {"P1106", "takes a million words; tests/unit/parse"},
    {"P4004", "only `perdurec release` says it; tests/unit/driver"},
};

TEST(Diagnostics, EachIsReachedByAGolden) {
  std::set<std::string_view> reached;
  for (const auto& [code, reason] : Exempt) reached.insert(code);
  for (const golden::Test& test : find_tests(Root)) {
    for (const Diagnostic& each : run(test).diagnostics) reached.insert(each.message->code);
  }
  for (const MessageInfo* message : all_messages()) {
    EXPECT_EQ(reached.count(message->code), 1u)
        << message->code << " " << message->name << " is in no golden";
  }
}

TEST(Diagnostics, CodesAreUnique) {
  std::set<std::string_view> codes;
  for (const MessageInfo* message : all_messages()) {
    EXPECT_TRUE(codes.insert(message->code).second) << message->code;
  }
}

int update(const std::string& part) {
  for (const golden::Test& test : find_tests(Root)) {
    if (test.name.find(part) == std::string::npos) continue;
    const Result result = run(test);
    auto texts = expected(test, result);
    if (fs::exists(model_path(test))) texts[model_path(test).string()] = result.dump;
    for (const auto& [name, text] : texts) {
      if (read(name) == text) continue;
      // Where nothing is said, nothing lies there.
      if (text.empty()) {
        fs::remove(name);
      } else {
        std::ofstream(name, std::ios::binary) << text;
      }
      std::printf("%s: %s\n", test.name.c_str(), name.c_str());
    }
  }
  return 0;
}

}  // namespace
}  // namespace perdure::golden

int main(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "--update") {
    return perdure::golden::update(argc > 2 ? argv[2] : "");
  }
  for (const perdure::golden::Test& test : perdure::golden::find_tests(perdure::golden::Root)) {
    testing::RegisterTest("Golden", test.name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [test] { return new perdure::golden::Golden(test); });
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
