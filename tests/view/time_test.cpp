#include "runtime/view/time.h"

#include <gtest/gtest.h>
#include <perdure/error.h>

namespace perdure::view {
namespace {

TEST(TimeText, IsIso8601) {
  EXPECT_EQ(time_text(Timestamp{}), "1970-01-01T00:00:00.000Z");
  EXPECT_EQ(time_text(Timestamp{std::chrono::microseconds(1'772'366'400'123'999)}),
            "2026-03-01T12:00:00.123Z");
  EXPECT_EQ(time_text(Timestamp{std::chrono::microseconds(-1)}), "1969-12-31T23:59:59.999Z");
  EXPECT_EQ(time_text(Timestamp::max()), "never");
  EXPECT_EQ(time_text(std::nullopt, "now"), "now");
}

TEST(Time, IsReadAsPeopleTypeIt) {
  const Timestamp noon{std::chrono::microseconds(1'772'366'400'000'000)};
  EXPECT_EQ(parse_time("2026-03-01"), noon - std::chrono::hours(12));
  for (const char* text : {"2026-03-01T12:00", "2026-03-01 12:00:00", "2026-03-01T12:00:00.000Z"}) {
    EXPECT_EQ(parse_time(text), noon) << text;
  }
  EXPECT_EQ(parse_time("2026-03-01T12:00:00.1234567"), noon + Duration(123'456));
  EXPECT_EQ(parse_age("90d"), std::chrono::hours(24 * 90));
  EXPECT_EQ(parse_age("0s"), Duration(0));
}

TEST(Time, RefusesWhatIsNone) {
  for (const char* text :
       {"", "2026", "2026-13-01", "2026-02-29", "-026-01-01", "2026-01-01T", "2026-01-01T24:00",
        "2026-01-01T12:60", "2026-01-01T12:00:61", "2026-01-01T12:00:00.", "2026-01-01x",
        "2026-01-01T12:00Zx", "\x1b[2J"}) {
    EXPECT_THROW(parse_time(text), Error) << text;
  }
  for (const char* text : {"", "d", "90", "-1d", "1w", "1dd", "1 d", "99999999999999999999d",
                           "9223372036854775807s", "100001d"}) {
    EXPECT_THROW(parse_age(text), Error) << text;
  }
}

}  // namespace
}  // namespace perdure::view
