// What stores share: ids, names, text.
#include <sys/wait.h>
#include <unistd.h>

#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "runtime/store/rows/names.h"
#include "runtime/store/rows/text.h"
#include "tests/store/contract.h"

namespace perdure::contract {

TEST(EventIds, AreWrittenAsUuidsAndReadBack) {
  EventId id;
  for (std::size_t i = 0; i < 16; ++i) id.bytes[i] = static_cast<std::uint8_t>(i * 17);
  EXPECT_EQ(id.text(), "00112233-4455-6677-8899-aabbccddeeff");
  EXPECT_EQ(EventId::parse(id.text()), id);
  EXPECT_EQ(EventId::parse("00112233-4455-6677-8899-AABBCCDDEEFF"), id);
}

TEST(EventIds, RefuseWhatIsNoUuid) {
  for (const char* text :
       {"", "0", "00112233-4455-6677-8899-aabbccddeef", "00112233-4455-6677-8899-aabbccddeefff",
        "00112233445566778899aabbccddeeff0000", "00112233-4455-6677-8899-aabbccddeegg",
        "0011223-34455-6677-8899-aabbccddeeff", "{0112233-4455-6677-8899-aabbccddeef}"}) {
    SCOPED_TRACE(text);
    expect_error(ErrorKind::InvalidArgument, [&] { EventId::parse(text); });
  }
}

TEST(EventIds, AreNotThoseOfAForkedProcess) {
  EventId::random();
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    const EventId id = EventId::random();
    const bool written = ::write(ends[1], id.bytes.data(), id.bytes.size()) == std::ssize(id.bytes);
    ::_exit(written ? 0 : 1);
  }
  const EventId id = EventId::random();
  EventId others;
  ASSERT_EQ(::read(ends[0], others.bytes.data(), others.bytes.size()), std::ssize(others.bytes));
  ::waitpid(child, nullptr, 0);
  ::close(ends[0]);
  ::close(ends[1]);
  const auto random_part = [](const EventId& of) { return std::string(of.text(), 24); };
  EXPECT_NE(random_part(id), random_part(others));
}

TEST(EventIds, AreAllDifferent) {
  std::mutex mutex;
  std::set<std::string> all;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 4; ++i) {
      threads.emplace_back([&] {
        for (int n = 0; n < 500; ++n) {
          const std::string id = EventId::random().text();
          const std::lock_guard lock(mutex);
          all.insert(id);
        }
      });
    }
  }
  EXPECT_EQ(all.size(), 2000U);
}

TEST(EventIds, TellWhenTheyWereMade) {
  const auto before =
      std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
  const EventId id = EventId::random();
  ASSERT_TRUE(id.made());
  EXPECT_GE(*id.made(), before);
  EXPECT_LE(*id.made(), std::chrono::system_clock::now());
  EXPECT_EQ(id.text()[14], '7');
  EXPECT_EQ(EventId::parse("017f22e2-79b0-7cc3-98c4-dc0c0c07398f").made(),
            Timestamp(std::chrono::milliseconds(1645557742000)));
  EXPECT_EQ(EventId{}.made(), std::nullopt);
  EXPECT_EQ(EventId::parse("919108f7-52d1-4320-9bac-f847db4148a8").made(), std::nullopt);
}

TEST(EventIds, AreDifferent) {
  std::set<EventId> ids;
  for (int i = 0; i < 1000; ++i) ids.insert(EventId::random());
  EXPECT_EQ(ids.size(), 1000U);
}

TEST(Names, AreReadBack) {
  for (int i = 0; i < 4; ++i) {
    const auto status = static_cast<SessionStatus>(i);
    EXPECT_EQ(rows::session_status(name(status)), status);
  }
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(rows::event_kind(name(static_cast<EventKind>(i))), static_cast<EventKind>(i));
    EXPECT_EQ(rows::journal_outcome(name(static_cast<JournalOutcome>(i))),
              static_cast<JournalOutcome>(i));
  }
  EXPECT_EQ(name(ErrorKind::StoreFailure), "store_failure");
  expect_error(ErrorKind::CorruptData, [] { rows::session_status("Running"); });
  expect_error(ErrorKind::CorruptData, [] { rows::event_kind(""); });
}

TEST(ReadableText, IsUtf8WhateverCameIn) {
  EXPECT_EQ(rows::readable("plain\n\ttext é"), "plain\n\ttext é");
  EXPECT_EQ(rows::readable(std::string_view("a\0b\xff", 4)),
            "a\xef\xbf\xbd"
            "b\xef\xbf\xbd");
  EXPECT_EQ(rows::readable(std::string(4000, 'x')).size(), 4000U);
  const std::string cut = rows::readable(std::string(3998, 'x') + "éé");
  EXPECT_LE(cut.size(), 4000U);
  EXPECT_EQ(cut.substr(cut.size() - 3), "\xe2\x80\xa6");
}

}  // namespace perdure::contract
