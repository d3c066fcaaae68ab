#include "runtime/ops/progress.h"

#include <gmock/gmock.h>

#include <sstream>

namespace perdure::ops {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;

class ProgressTest : public ::testing::Test {
 protected:
  Output output(bool live) { return {out, error, false, 0, live}; }

  Progress::Clock::time_point now{};
  std::ostringstream out;
  std::ostringstream error;
};

TEST_F(ProgressTest, OfShortWorkNothingIsSaid) {
  {
    Progress progress(output(true), "exported", [this] { return now; });
    now += 50ms;
    progress.at(10, 100);
  }
  EXPECT_EQ(error.str(), "");
}

TEST_F(ProgressTest, OnATerminalABarIsDrawnAndGoneInTheEnd) {
  {
    Progress progress(output(true), "exported", [this] { return now; });
    now += 10s;
    progress.at(25'000, 100'000);
    EXPECT_EQ(error.str(),
              "\rexported [######..................] 25,000 of 100,000 (25 %), 2,500 a second, "
              "30 s left\x1b[K");
    now += 20ms;
    progress.at(30'000, 100'000);
  }
  EXPECT_THAT(error.str(), Not(HasSubstr("30,000 of")));
  EXPECT_THAT(error.str(), ::testing::EndsWith("\r\x1b[K"));
  EXPECT_EQ(out.str(), "");
}

TEST_F(ProgressTest, ElsewhereItIsALineNowAndThen) {
  Progress progress(output(false), "retried", [this] { return now; });
  now += 1s;
  progress.at(1000);
  EXPECT_EQ(error.str(), "");
  now += 1s;
  progress.at(2000);
  EXPECT_EQ(error.str(), "perdure: retried 2,000, 1,000 a second\n");
}

TEST_F(ProgressTest, MoreThanThereShouldBeIsNoPercentage) {
  Progress progress(output(false), "exported", [this] { return now; });
  now += 2s;
  progress.at(11, 10);
  EXPECT_EQ(error.str(), "perdure: exported 11, 5 a second\n");
}

TEST(Grouped, HasCommas) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(1234567), "1,234,567");
}

}  // namespace
}  // namespace perdure::ops
