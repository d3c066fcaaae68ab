// Files that are no charts: each ends in a bounded number of errors, and in no crash.
#include <gtest/gtest.h>

#include <random>

#include "compiler/parse/parse.h"

namespace perdure::parse {
namespace {

std::vector<Diagnostic> said_of(std::string text) {
  source::Files files;
  const source::FileId file = files.add("a.chart", std::move(text));
  model::Program program;
  Reporter report;
  parse(files, file, program, report);
  EXPECT_EQ(program.files.size(), 1u);
  std::vector<Diagnostic> said = report.take();
  const auto size = static_cast<std::uint32_t>(files.text(file).size());
  for (const Diagnostic& each : said) {
    EXPECT_LE(each.range.begin, each.range.end);
    EXPECT_LE(each.range.end, size);
  }
  return said;
}

std::string only_code(const std::string& text) {
  const std::vector<Diagnostic> said = said_of(text);
  return said.size() == 1 ? std::string(said[0].message->code)
                          : std::to_string(said.size()) + " diagnostics";
}

std::string times(int count, const std::string& words) {
  std::string text;
  for (int i = 0; i < count; ++i) text += words;
  return text;
}

TEST(Hostile, NestingHasOneError) {
  EXPECT_EQ(only_code("chart A { " + times(10'000, "state S { ") + times(10'000, "} ") + "}"),
            "P1103");
  EXPECT_EQ(only_code("chart A { guard g = " + times(10'000, "(") + "1" + times(10'000, ")") + "}"),
            "P1103");
  EXPECT_EQ(only_code("chart A { guard g = " + times(10'000, "[")), "P1103");
  EXPECT_EQ(only_code("chart A { state B { entry {" + times(10'000, "if x {") + "}}}"), "P1103");
}

TEST(Hostile, EndlessExpressionsHaveOneError) {
  for (const char* words : {"1 + ", "!", "-", "a ? b : ", "a ?? ", "a.", "a < "}) {
    EXPECT_EQ(only_code("chart A { guard g = " + times(100'000, words) + "1 }"), "P1104") << words;
  }
  EXPECT_EQ(only_code("struct S { a: " + times(100'000, "list<")), "P1104");
  // Parentheses do not hide them.
  EXPECT_EQ(only_code("chart A { guard g = " + times(150, "(" + times(10, "!")) + "1" +
                      times(150, ")") + "}"),
            "P1104");
}

TEST(Hostile, ManyShortThingsAreFine) {
  EXPECT_TRUE(
      said_of("chart A { state B { entry { " + times(20'000, "x = a.b + 1 ") + "} } }").empty());
  EXPECT_TRUE(said_of("chart A { guard g = [" + times(20'000, "a.b + 1, ") + "1] }").empty());
  EXPECT_TRUE(said_of("chart A { state B { on " + times(20'000, "a.b.*, ") + "* -> C } }").empty());
  EXPECT_TRUE(
      said_of("chart A { choice C { " + times(5'000, "[a > 1 && b] -> B ") + "} }").empty());
  EXPECT_TRUE(said_of("chart A { state B { entry { if a { } " + times(5'000, "else if b > 1 { } ") +
                      "} } }")
                  .empty());
}

TEST(Hostile, TooManyWordsHaveOneError) { EXPECT_EQ(only_code(times(1'000'001, "a ")), "P1106"); }

TEST(Hostile, NoiseHasABoundedNumberOfErrors) {
  std::mt19937 random(7);
  std::string bytes;
  for (int i = 0; i < 1'000'000; ++i) bytes += static_cast<char>(random());
  EXPECT_EQ(only_code(bytes), "P1101");

  const std::string marks = "abc {}()[]->.,:=\n#\"0123 +*on?/<>@%&|!'\\";
  std::string letters;
  for (int i = 0; i < 1'000'000; ++i) letters += marks[random() % marks.size()];
  EXPECT_LE(said_of(letters).size(), 101u);
}

// Right words in a wrong order, which is what the recovery of the parser has to live with.
TEST(Hostile, ShuffledWordsEndInErrors) {
  const char* words[] = {"state", "on",      "->",     "x",     "{",      "}",     "[",    "]",
                         "5s",    "entry",   "=",      "(",     ")",      "if",    "\n",   "else",
                         "chart", "A",       "data",   ":",     "int",    "after", "send", "to",
                         "as",    "history", ",",      "\"t\"", "///d\n", "1",     "+",    "in",
                         "for",   "choice",  "struct", "."};
  std::mt19937 random(11);
  for (int round = 0; round < 1'000; ++round) {
    std::string text = "chart A {\n";
    for (int i = 0; i < 60; ++i) text += std::string(words[random() % std::size(words)]) + " ";
    EXPECT_LE(said_of(text).size(), 101u);
  }
}

// A chart that lacks one of its words: a typical mistake anywhere.
TEST(Hostile, EveryLackingWordIsSurvived) {
  const std::string chart = R"(namespace a.b
import "x.chart"
extern type M(u: int) with order from "m.h" as s::M
chart A(c: string @indexed = "x") -> M version 2 {
  event go(a: list<int>, b: map<string, int?>)
  data { x: int = -1 + 2 * f(3, a: [1, 2]) }
  guard g = any(i in xs: i > 1) ? in(B) : a?.b ?? c[1]
  initial B
  state B {
    entry { if a { x = 1 } else if b { log info "t", x } else { send e(1) to p after 5s as id } }
    internal on a.b.*, * [g] -> C, D { for i in xs { xs.append(i) } cancel id }
    after (x * 2) -> C
    choice Q { [g] -> C else -> D { raise e } }
    deep history H -> C
    token t accepts a, b expires 7d
    invoke s(a: 1) as i { timeout 30s retry 5 backoff 1s .. 1m }
  }
  final C { return M(u: 1) }
})";
  EXPECT_TRUE(said_of(chart).empty());
  std::vector<std::pair<std::size_t, std::size_t>> places;
  for (std::size_t at = 0; at < chart.size();) {
    std::size_t end = at + 1;
    const auto is_letter = [&](std::size_t i) {
      return i < chart.size() && std::isalnum(static_cast<unsigned char>(chart[i]));
    };
    while (is_letter(at) && is_letter(end)) ++end;
    if (chart[at] != ' ' && chart[at] != '\n') places.emplace_back(at, end - at);
    at = end;
  }
  for (const auto& [at, length] : places) {
    std::string text = chart;
    text.erase(at, length);
    const std::size_t errors = said_of(text).size();
    EXPECT_LE(errors, 5u) << "without `" << chart.substr(at, length) << "` at " << at << ":\n"
                          << text;
    said_of(chart.substr(0, at));
  }
}

}  // namespace
}  // namespace perdure::parse
