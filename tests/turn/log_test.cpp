// What a line of the log looks like, in both forms, and values that would break it.
#include "runtime/worker/log.h"

#include <gmock/gmock.h>

namespace perdure::worker {
namespace {

using ::testing::MatchesRegex;

std::string logged(LogForm form, std::string_view message, std::string_view value) {
  ::testing::internal::CaptureStderr();
  {
    Log log("worker \"1\"", LogLevel::Info, form);
    log.write(LogLevel::Debug, "not this", {});
    log.write(LogLevel::Warning, message, {{"session", value}, {"cause", ""}});
  }
  return ::testing::internal::GetCapturedStderr();
}

TEST(Log, WritesKeysAndValues) {
  EXPECT_THAT(logged(LogForm::KeyValue, "it failed", "order-1"),
              MatchesRegex("time=[0-9-]+T[0-9:.]+Z level=warning node=\"worker .\"1.\"\" "
                           "msg=\"it failed\" session=\"order-1\"\n"));
}

TEST(Log, WritesJson) {
  EXPECT_THAT(logged(LogForm::Json, "it failed", "order-1"),
              MatchesRegex(".\"time\":\"[0-9-]+T[0-9:.]+Z\",\"level\":\"warning\","
                           "\"node\":\"worker .\"1.\"\",\"msg\":\"it failed\","
                           "\"session\":\"order-1\".\n"));
}

TEST(Log, KeepsALineALine) {
  EXPECT_EQ(quoted("a\"b\\c\nd\x01", LogForm::KeyValue), R"("a\"b\\c\nd\x01")");
  EXPECT_EQ(quoted("a\"b\\c\nd\x01", LogForm::Json), R"("a\"b\\c\nd\u0001")");
  EXPECT_EQ(quoted("\xFF", LogForm::Json), "\"\xEF\xBF\xBD\"");
  EXPECT_EQ(quoted("{}%v", LogForm::Json), "\"{}%v\"");
}

}  // namespace
}  // namespace perdure::worker
