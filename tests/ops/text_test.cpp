#include "runtime/ops/text.h"

#include <gtest/gtest.h>

#include <sstream>

#include "runtime/ops/table.h"

namespace perdure::ops {
namespace {

TEST(Printable, KeepsTextAndEscapesWhatSteersATerminal) {
  EXPECT_EQ(printable("order-1 æøå 漢字 😀"), "order-1 æøå 漢字 😀");
  EXPECT_EQ(printable("\x1b[2J\n\t\x7f"), "\\x1b[2J\\x0a\\x09\\x7f");
  EXPECT_EQ(printable("\xc2\x9b"), "\\xc2\\x9b") << "a control character beyond ASCII";
  EXPECT_EQ(printable("\xe2\x80\xae"), "\\xe2\\x80\\xae") << "right to left from here";
  EXPECT_EQ(printable("\xff\xc3"), "\\xff\\xc3");
  EXPECT_EQ(printable("\xc0\xaf\xed\xa0\x80"), "\\xc0\\xaf\\xed\\xa0\\x80");
}

TEST(Width, IsInColumnsOfATerminal) {
  EXPECT_EQ(width("order-1 æøå"), 11U);
  EXPECT_EQ(width("漢字"), 4U);
  EXPECT_EQ(width("e\u0301"), 1U) << "an accent joins the letter before it";
  EXPECT_EQ(shortened("order-1", 7), "order-1");
  EXPECT_EQ(shortened("order-1", 6), "order…");
  EXPECT_EQ(shortened("漢字漢字", 6), "漢字…");
  EXPECT_EQ(shortened("漢字漢字", 4), "漢…");
  EXPECT_EQ(shortened("e\u0301e\u0301e\u0301", 2), "e\u0301…");
}

TEST(AgeText, IsShort) {
  EXPECT_EQ(age_text(Duration(0)), "-");
  EXPECT_EQ(age_text(std::chrono::milliseconds(850)), "850 ms");
  EXPECT_EQ(age_text(std::chrono::seconds(12)), "12 s");
  EXPECT_EQ(age_text(std::chrono::seconds(303)), "5:03 min");
  EXPECT_EQ(age_text(std::chrono::minutes(440)), "7:20 h");
  EXPECT_EQ(age_text(std::chrono::hours(75)), "3 d");
}

TEST(Counted, HasAnSUnlessItIsOne) {
  EXPECT_EQ(counted(0, "session"), "0 sessions");
  EXPECT_EQ(counted(1, "session"), "1 session");
  EXPECT_EQ(counted(2, "session"), "2 sessions");
}

TEST(Table, IsCutToTheTerminal) {
  Table table({"ID", "STATUS", "FAILURE"});
  table.row({"a-very-long-identifier", "running", "and a very long reason why it failed"});
  table.row({"漢字漢字漢字漢字漢字漢字", "done", ""});
  std::ostringstream out;
  table.print(out, 40);
  EXPECT_EQ(out.str(),
            "ID              STATUS   FAILURE\n"
            "a-very-long-i…  running  and a very lon…\n"
            "漢字漢字漢字…   done     \n");
  for (const std::size_t columns : {1U, 20U, 30U, 60U, 200U}) {
    std::ostringstream any;
    table.print(any, columns);
    std::istringstream lines(any.str());
    for (std::string line; std::getline(lines, line);) {
      EXPECT_LE(width(line), std::max<std::size_t>(columns, 8 + 2 + 7 + 2 + 8)) << line;
    }
  }
}

TEST(Table, Aligns) {
  Table table({"ID", "STATUS"});
  table.row({"æ", "running"});
  table.row({"longer\n", "done"});
  std::ostringstream out;
  table.print(out);
  EXPECT_EQ(out.str(), "ID          STATUS\næ           running\nlonger\\x0a  done\n");
}

}  // namespace
}  // namespace perdure::ops
