// Formatting: what it makes of texts, and what it never does to any.
//
// golden/NAME.before becomes golden/NAME.after. `FORMAT_UPDATE=1 format_test` writes the latter.
#include "compiler/format/format.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

#include "compiler/diagnostics/render.h"
#include "compiler/model/dump.h"
#include "compiler/parse/parse.h"
#include "compiler/parse/tree.h"

namespace perdure::format {
namespace {

namespace fs = std::filesystem;

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Nothing where it has a syntax error.
std::optional<std::string> formatted(const std::string& text) {
  source::Files files;
  Reporter report;
  const source::FileId file = files.add("a.chart", text);
  std::optional<std::string> out = format(files, file, report);
  EXPECT_EQ(out.has_value(), report.errors() == 0);
  return out;
}

std::string formatted_or_said(const std::string& text) {
  source::Files files;
  Reporter report;
  const source::FileId file = files.add("a.chart", text);
  const std::optional<std::string> out = format(files, file, report);
  return out ? *out : render_text(files, report.take(), false);
}

std::string model_of(const std::string& text) {
  source::Files files;
  Reporter report;
  model::Program program;
  parse::parse(files, files.add("a.chart", text), program, report);
  return model::dump(program);
}

std::vector<fs::path> charts() {
  std::vector<fs::path> found;
  for (const char* folder : {"examples", "tests", "bench"}) {
    for (const auto& entry :
         fs::recursive_directory_iterator(fs::path(PERDURE_SOURCE_DIR) / folder)) {
      if (entry.path().extension() == ".chart") found.push_back(entry.path());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

void expect_no_line_to_end_in_white_space(const std::string& text) {
  for (const char* wrong : {" \n", "\t\n", "\n\n\n"}) {
    EXPECT_EQ(text.find(wrong), std::string::npos) << text;
  }
}

TEST(Format, Goldens) {
  const fs::path folder = fs::path(PERDURE_SOURCE_DIR) / "tests/unit/format/golden";
  int count = 0;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() != ".before") continue;
    ++count;
    const fs::path after = fs::path(entry.path()).replace_extension(".after");
    const std::string out = formatted_or_said(read(entry.path()));
    if (std::getenv("FORMAT_UPDATE") != nullptr) std::ofstream(after, std::ios::binary) << out;
    EXPECT_EQ(read(after), out) << entry.path();
    const bool is_error = out.find(": error: ") != std::string::npos;
    if (!is_error) {
      EXPECT_EQ(formatted(out), out) << entry.path();
    }
  }
  EXPECT_GE(count, 5);
}

TEST(Format, ChangesNoMeaningAndIsDoneAfterOnce) {
  int count = 0;
  for (const fs::path& path : charts()) {
    SCOPED_TRACE(path);
    const std::string text = read(path);
    const std::optional<std::string> once = formatted(text);
    if (!once) continue;
    ++count;
    EXPECT_EQ(model_of(text), model_of(*once));
    EXPECT_EQ(formatted(*once), once);
  }
  EXPECT_GT(count, 100);
}

// The words of a text in other lines, with comments between them.
std::string scrambled(const source::Files& files, const parse::Tree& tree, unsigned seed,
                      unsigned remarks) {
  std::mt19937 random(seed);
  const auto one_in = [&](unsigned n) { return random() % n == 0; };
  std::string text;
  for (const parse::Word& word : tree.words) {
    text += one_in(6) ? std::string(random() % 4, '\n') + std::string(random() % 9, ' ') : " ";
    if (remarks > 0 && one_in(remarks)) {
      constexpr const char* Remarks[] = {"// note\n",
                                         "\n// note\n",
                                         "/* a */",
                                         "\n/* b */ ",
                                         "/* c */\n",
                                         "/// doc\n",
                                         "/* d\n  e */",
                                         "\n\n// f\n\n\n",
                                         "\t/* g */ ",
                                         "//\n//h\n",
                                         "\n   /* i\n\n \tj*/\n"};
      text += Remarks[random() % std::size(Remarks)];
    }
    text += files.text(word.range);
  }
  return text + (one_in(2) ? "\n" : " // end");
}

// `initial` at the end of a line and `done` on the next reads as a name left out, so not every way
// to break lines is open.
TEST(Format, IsDoneAfterOnceWhateverTheLinesWere) {
  std::size_t count = 0;
  for (const fs::path& path : charts()) {
    SCOPED_TRACE(path);
    source::Files files;
    Reporter report;
    const source::FileId file = files.add("a.chart", read(path));
    const std::optional<parse::Tree> tree = parse::read_tree(files, file, report);
    if (!tree) continue;
    for (unsigned seed = 0; seed < 8; ++seed) {
      const std::string text = scrambled(files, *tree, seed, seed == 0 ? 0 : seed * 7);
      source::Files others;
      Reporter nobody;
      const source::FileId other = others.add("a.chart", text);
      const std::optional<std::string> once = format(others, other, nobody);
      if (!once) continue;
      ++count;
      EXPECT_EQ(formatted(*once), once) << text;
      expect_no_line_to_end_in_white_space(*once);
    }
  }
  EXPECT_GT(count, 500u);
}

// `event` is a name here, though it is the first on its line, and `invoke work` comes behind it.
TEST(Format, NamesMayStandOnLinesOfTheirOwn) {
  const std::string text =
      "chart A { state B { token third accepts\n/* b */ event invoke work } }\n";
  const std::optional<std::string> once = formatted(text);
  ASSERT_TRUE(once);
  EXPECT_EQ(formatted(*once), once);
}

TEST(Format, SyntaxErrorsAreReported) {
  EXPECT_EQ(formatted("chart A { state }"), std::nullopt);
  EXPECT_EQ(formatted("chart A { state B { } /* "), std::nullopt);
  EXPECT_EQ(formatted("\xFF"), std::nullopt);
}

TEST(Format, WhatOnlyMeaningForbidsIsFormatted) {
  EXPECT_EQ(formatted("chart A{final B{state C{}}}"), "chart A { final B { state C {} } }\n");
}

TEST(Format, EdgesOfFiles) {
  EXPECT_EQ(formatted(""), "");
  EXPECT_EQ(formatted("\n \t\n"), "");
  EXPECT_EQ(formatted("\n\n// a"), "// a\n");
  EXPECT_EQ(formatted("\n\nchart A{}\n\n\n// z\n\n\n"), "chart A {}\n\n// z\n");
  EXPECT_EQ(formatted("\xEF\xBB\xBF chart A{}"),
            "\xEF\xBB\xBF"
            "chart A {}\n");
  EXPECT_EQ(formatted("enum A{\r\na,b}\r\n"), "enum A {\r\n  a,\r\n  b\r\n}\r\n");
}

}  // namespace
}  // namespace perdure::format
