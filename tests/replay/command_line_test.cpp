// A program that takes the commands of `perdure` for its own.
#include <gmock/gmock.h>
#include <perdure/command_line.h>

#include <iostream>
#include <sstream>

#include "tests/replay/ledger.h"

namespace {

using ::testing::HasSubstr;

class CommandLine : public testing::Test {
 protected:
  CommandLine() : runtime(book::test::runtime(clerk, 2)) {
    runtime->start<book::Ledger>("l", {"Ada"});
    runtime->send("l", book::ledger::event::Add{4});
    runtime->drain();
  }

  int run(std::vector<std::string> words) {
    words.insert(words.begin(), "ledger");
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    testing::internal::CaptureStdout();
    testing::internal::CaptureStderr();
    const int code =
        perdure::command_line(static_cast<int>(words.size()), arguments.data(), *runtime);
    out = testing::internal::GetCapturedStdout();
    error = testing::internal::GetCapturedStderr();
    return code;
  }

  book::test::Clerk clerk;
  std::unique_ptr<perdure::Runtime> runtime;
  std::string out;
  std::string error;
};

TEST_F(CommandLine, HasTheCommandsOfPerdureOnTheRuntimesStore) {
  EXPECT_EQ(run({"show", "l"}), 0);
  EXPECT_THAT(out, HasSubstr("book.Ledger version 2"));
  EXPECT_THAT(out, HasSubstr("\"total\": 8"));
  EXPECT_THAT(out, HasSubstr("\"door_token\": \"***\""));
  EXPECT_EQ(run({"--store", "memory:", "sessions"}), 2);
}

TEST_F(CommandLine, Replays) {
  EXPECT_EQ(run({"replay", "l", "--revision", "1"}), 0);
  EXPECT_THAT(out, HasSubstr("revision  1, from 0"));
  EXPECT_THAT(out, HasSubstr("stored    the same"));
  EXPECT_THAT(out, HasSubstr("\"total\": 0"));
  EXPECT_EQ(run({"replay", "l", "--json", "--at", "2999-01-01T00:00:00Z"}), 0);
  EXPECT_THAT(out, HasSubstr("\"revision\": 2"));
  EXPECT_THAT(out, HasSubstr("\"difference\": null"));
  clerk.factor = 5;
  EXPECT_EQ(run({"replay", "l"}), 1);
  EXPECT_THAT(out, HasSubstr("another state than is stored"));
  EXPECT_EQ(run({"replay", "nobody"}), 1);
  EXPECT_THAT(error, HasSubstr("there is no session `nobody`"));
  EXPECT_EQ(run({"replay", "l", "--at", "yesterday"}), 2);
  EXPECT_THAT(error, HasSubstr("`yesterday` is no time"));
}

}  // namespace
