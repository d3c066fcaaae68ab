// Lines and columns of offsets.
#include "compiler/source/source.h"

#include <gtest/gtest.h>

namespace perdure::source {
namespace {

TEST(Position, CountsFromOneAndByCodePoints) {
  Files files;
  const FileId file = files.add("a.chart", "one\ntwé ö x\n");
  EXPECT_EQ(files.position(file, 0), (Position{1, 1}));
  EXPECT_EQ(files.position(file, 3), (Position{1, 4}));
  EXPECT_EQ(files.position(file, 4), (Position{2, 1}));
  EXPECT_EQ(files.position(file, 12), (Position{2, 7}));  // The x, after two letters of two bytes.
}

TEST(Position, OfTheEnd) {
  Files files;
  EXPECT_EQ(files.position(files.add("empty", ""), 0), (Position{1, 1}));
  EXPECT_EQ(files.position(files.add("unended", "ab"), 2), (Position{1, 3}));
  EXPECT_EQ(files.position(files.add("ended", "ab\n"), 3), (Position{2, 1}));
}

TEST(Position, DoesNotCountAByteOrderMark) {
  Files files;
  const FileId file = files.add("a.chart",
                                "\xEF\xBB\xBF"
                                "chart");
  EXPECT_EQ(files.position(file, 3), (Position{1, 1}));
  EXPECT_EQ(files.line(file, 1), "chart");
}

TEST(Line, IsWithoutItsEnd) {
  Files files;
  const FileId file = files.add("a.chart", "one\r\ntwo\n");
  EXPECT_EQ(files.line(file, 1), "one");
  EXPECT_EQ(files.line(file, 2), "two");
  EXPECT_EQ(files.line(file, 3), "");
  EXPECT_EQ(files.line(file, 4), "");
  EXPECT_EQ(files.line(file, 0), "");
}

TEST(Files, KeepViewsValidWhileTheyGrow) {
  Files files;
  const std::string_view text = files.text(files.add("a.chart", "short"));
  for (int i = 0; i < 1000; ++i) files.add("other", "text");
  EXPECT_EQ(text, "short");
}

}  // namespace
}  // namespace perdure::source
