// How diagnostics look.
#include "compiler/diagnostics/render.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace perdure {
namespace {

class Render : public testing::Test {
 protected:
  source::Range find(std::string_view words) {
    const auto at = static_cast<std::uint32_t>(files.text(file).find(words));
    return {file, at, at + static_cast<std::uint32_t>(words.size())};
  }
  std::string text() { return render_text(files, report.take(), false); }

  source::Files files;
  source::FileId file;
  Reporter report;
};

TEST_F(Render, ShowsTheLineAndTheNotes) {
  file =
      files.add("parcel.chart", "chart Parcel {\n  state Lost {\n  }\n  on give_up -> Lost\n}\n");
  report.report(diag::UnreachableState, find("Lost"), "Lost")
      .note(diag::OnlyWayInIsFrom, find("on give_up -> Lost"), "Customs");
  EXPECT_EQ(text(),
            "parcel.chart:2:9: warning: state `Lost` can never be entered [P3001]\n"
            "  2 |   state Lost {\n"
            "    |         ^~~~\n"
            "parcel.chart:4:3: note: its only incoming transition is from `Customs`, which is "
            "unreachable too\n"
            "  4 |   on give_up -> Lost\n"
            "    |   ^~~~~~~~~~~~~~~~~~\n");
}

TEST_F(Render, UnderlinesSeveralLinesToTheEndOfTheFirst) {
  file = files.add("a.chart", "state A {\n}\n");
  report.report(diag::UnclosedText, {file, 6, 11});
  EXPECT_EQ(text(),
            "a.chart:1:7: error: the text is not closed before the end of its line [P1111]\n"
            "  1 | state A {\n"
            "    |       ^~~\n");
}

TEST_F(Render, LeavesTheLineOutWhereThereIsNone) {
  file = files.add("gone.chart", "");
  report.report(diag::UnreadableFile, {file, 0, 0}, "gone.chart", "No such file or directory");
  EXPECT_EQ(text(),
            "gone.chart:1:1: error: cannot read `gone.chart`: No such file or directory [P1001]\n");
}

TEST_F(Render, KeepsCaretsUnderWideAndTabbedText) {
  file = files.add("a.chart", "\t\"日本\" x");
  report.report(diag::UnclosedText, find("x"));
  EXPECT_EQ(text(),
            "a.chart:1:7: error: the text is not closed before the end of its line [P1111]\n"
            "  1 |     \"日本\" x\n"
            "    |            ^\n");
}

TEST_F(Render, PassesNoControlCharacterOn) {
  file = files.add("\x1b[31m.chart", "x \x1b]0;owned\x07 \xE2\x80\xAE y \xff");
  report.report(diag::UnknownCharacter, find("y"), "\x1b[2J");
  for (const char c : text()) EXPECT_FALSE(static_cast<unsigned char>(c) < 0x20 && c != '\n');
  report.report(diag::UnknownCharacter, find("y"), "\xff");
  const std::string json = render_json(files, report.take());
  for (const char c : json) EXPECT_FALSE(static_cast<unsigned char>(c) < 0x20 && c != '\n');
}

TEST_F(Render, ShowsAWindowOfALongLine) {
  file = files.add("a.chart", std::string(100'000, 'a') + "X" + std::string(100'000, 'b'));
  report.report(diag::UnclosedText, find("X"));
  const std::string shown = text();
  EXPECT_LT(shown.size(), 500u);
  EXPECT_NE(shown.find("aXb"), std::string::npos);
}

TEST_F(Render, ColoursOnlyWhenAsked) {
  file = files.add("a.chart", "x");
  report.report(diag::UnclosedText, find("x"));
  const std::vector<Diagnostic> diagnostics = report.take();
  EXPECT_EQ(render_text(files, diagnostics, false).find('\x1b'), std::string::npos);
  EXPECT_NE(render_text(files, diagnostics, true).find("\x1b[1;31merror:"), std::string::npos);
}

TEST_F(Render, SaysWhatWasPromoted) {
  file = files.add("a.chart", "state Lost");
  report.report(diag::UnreachableState, find("Lost"), "Lost");
  std::vector<Diagnostic> diagnostics = report.take();
  diagnostics[0].promoted = true;
  EXPECT_NE(render_text(files, diagnostics, false)
                .find("error: state `Lost` can never be entered [P3001, -Werror]"),
            std::string::npos);
}

TEST_F(Render, WritesOneJsonObjectALine) {
  file = files.add("a.chart", "ab\nstate Lost\n");
  report.report(diag::UnreachableState, find("Lost"), "Lost")
      .note(diag::OnlyWayInIsFrom, find("ab"), "B");
  report.report(diag::UnclosedText, find("ab"));
  const std::string lines = render_json(files, report.take());
  const std::size_t end = lines.find('\n');
  const auto first = nlohmann::json::parse(lines.substr(0, end));
  EXPECT_EQ(first["code"], "P1111");
  EXPECT_EQ(first["notes"].size(), 0u);
  const auto second = nlohmann::json::parse(lines.substr(end));
  EXPECT_EQ(second["name"], "UnreachableState");
  EXPECT_EQ(second["severity"], "warning");
  EXPECT_EQ(second["message"], "state `Lost` can never be entered");
  EXPECT_EQ(second["file"], "a.chart");
  EXPECT_EQ(second["line"], 2);
  EXPECT_EQ(second["column"], 7);
  EXPECT_EQ(second["end_line"], 2);
  EXPECT_EQ(second["end_column"], 11);
  EXPECT_EQ(second["notes"][0]["line"], 1);
}

TEST_F(Render, SortsAndSaysEachThingOnce) {
  file = files.add("a.chart", "ab cd");
  report.report(diag::UnclosedText, find("cd"));
  report.report(diag::UnclosedText, find("ab"));
  report.report(diag::UnclosedText, find("cd"));
  const std::vector<Diagnostic> taken = report.take();
  ASSERT_EQ(taken.size(), 2u);
  EXPECT_EQ(taken[0].range, find("ab"));
}

}  // namespace
}  // namespace perdure
