// Runtime as programs use it, on the memory store.
#include <gmock/gmock.h>
#include <perdure/runtime.h>
#include <perdure/signals.h>

#include <csignal>
#include <stdexcept>
#include <thread>

#include "tests/turn/tally.h"

namespace perdure {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using Tally = ::perdure::testing::Tally;

ErrorKind kind_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.kind();
  }
  throw std::logic_error("no error");
}

class RuntimeTest : public ::testing::Test {
 protected:
  RuntimeTest() { runtime.add<Tally>(handlers); }

  std::vector<std::int64_t> numbers(std::string_view id) {
    return runtime.read<Tally>(id).value().snapshot.numbers();
  }

  testing::TallyHandlers handlers;
  Runtime runtime{open("memory:"),
                  {.threads = 2, .max_attempts = 2, .retry_first = 10ms, .log = LogLevel::Error}};
};

TEST_F(RuntimeTest, ASessionFromStartToEnd) {
  runtime.start<Tally>("t", {.owner = "me"});
  auto read = runtime.read<Tally>("t");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->status, SessionStatus::Starting);
  EXPECT_FALSE(read->snapshot.started());
  EXPECT_EQ(read->snapshot.params().owner, "me");

  runtime.send("t", Tally::Add{.number = 1});
  runtime.send(
      {message("t", Tally::Add{2}), message("t", Tally::Add{3}), message("t", Tally::Finish{})});
  runtime.drain();
  read = runtime.read<Tally>("t");
  EXPECT_EQ(read->status, SessionStatus::Done);
  EXPECT_EQ(read->revision, 5);
  EXPECT_THAT(read->snapshot.numbers(), ElementsAre(1, 2, 3));
  EXPECT_EQ(runtime.read<Tally>("nobody"), std::nullopt);
}

TEST_F(RuntimeTest, SendsAndStartsUnderAKeyOnce) {
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(runtime.start<Tally>("t", {}, {.key = "request"}, Tally::Add{1}));
    EXPECT_EQ(runtime.send("t", Tally::Add{2}, {.key = "k"}), i == 0);
    // The session is there: what is joined is what the key stands for.
    EXPECT_FALSE(runtime.start<Tally>("t", {}, {.if_exists = IfExists::Join, .key = "other"},
                                      Tally::Add{3}, Tally::Add{4}));
    EXPECT_FALSE(runtime.start<Tally>("t", {}, {.if_exists = IfExists::Leave}, Tally::Add{9}));
  }
  runtime.drain();
  EXPECT_THAT(numbers("t"), ElementsAre(1, 2, 3, 4));
}

TEST(RuntimeOptionsOfCharts, SayWhatBecomesOfEventsThatComeToNothing) {
  for (const bool bury : {false, true}) {
    testing::TallyHandlers handlers;
    Runtime runtime{open("memory:"), {.log = LogLevel::Error}};
    ChartOptions options;
    if (bury) options.finished = IfFinished::Bury;
    runtime.add<Tally>(handlers, options);
    runtime.start<Tally>("t", {}, Tally::Finish{}, Tally::Add{1});
    runtime.drain();
    EXPECT_THAT(runtime.store().records().dead({.limit = 10}), SizeIs(bury ? 1 : 0));
    EXPECT_THAT(runtime.store().history().journal("t", 0, 10), SizeIs(bury ? 2 : 3));
  }
}

TEST_F(RuntimeTest, SendsAtATimeAndToNobody) {
  runtime.start<Tally>("t");
  const auto now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  runtime.send("t", Tally::Add{1}, {.at = now + 1h});
  runtime.send("t", Tally::Add{2}, {.at = now - 1h});
  EXPECT_EQ(kind_of([&] { runtime.send("t", Tally::Add{3}, {.after = 1s, .at = now}); }),
            ErrorKind::InvalidArgument);
  EXPECT_FALSE(runtime.send("nobody", Tally::Add{4}, {.if_unknown = IfUnknown::Bury}));
  EXPECT_FALSE(runtime.send("nobody", Tally::Add{5}, {.if_unknown = IfUnknown::Discard}));
  runtime.drain();
  EXPECT_THAT(numbers("t"), ElementsAre(2));
  EXPECT_THAT(runtime.store().records().dead({.limit = 10}), SizeIs(1));
}

TEST_F(RuntimeTest, StartsWithFirstEventsAndJoins) {
  runtime.start<Tally>("t", {}, Tally::Add{1}, Tally::Add{2});
  EXPECT_EQ(kind_of([&] { runtime.start<Tally>("t", {}, Tally::Add{9}); }),
            ErrorKind::SessionExists);
  EXPECT_FALSE(
      runtime.start<Tally>("t", {.owner = "other"}, {.if_exists = IfExists::Join}, Tally::Add{3}));
  EXPECT_TRUE(runtime.start<Tally>("u", {}, {.if_exists = IfExists::Join}));
  runtime.drain();
  EXPECT_THAT(numbers("t"), ElementsAre(1, 2, 3));
  EXPECT_EQ(runtime.read<Tally>("t")->snapshot.params().owner, "");
}

TEST_F(RuntimeTest, SendsLaterAndTakesBack) {
  runtime.start<Tally>("t");
  runtime.send("t", Tally::Add{1}, {.after = 1h, .id = "reminder"});
  runtime.send("t", Tally::Add{2}, {.after = 30ms});
  runtime.drain();
  EXPECT_THAT(numbers("t"), ElementsAre());
  EXPECT_EQ(runtime.cancel("t", "reminder"), 1U);
  EXPECT_EQ(runtime.cancel("t", "reminder"), 0U);
  std::this_thread::sleep_for(40ms);
  runtime.drain();
  EXPECT_THAT(numbers("t"), ElementsAre(2));
}

TEST_F(RuntimeTest, RefusesWhatCannotBeMeant) {
  EXPECT_EQ(kind_of([&] { runtime.start<Tally>(""); }), ErrorKind::InvalidArgument);
  EXPECT_EQ(kind_of([&] { runtime.start<Tally>("a\nb"); }), ErrorKind::InvalidArgument);
  EXPECT_EQ(kind_of([&] { runtime.send("nobody", Tally::Finish{}); }), ErrorKind::UnknownSession);
  EXPECT_EQ(kind_of([&] { runtime.add<Tally>(handlers); }), ErrorKind::InvalidArgument);
  EXPECT_EQ(kind_of([] { Runtime(open("memory:"), {.threads = 0}); }), ErrorKind::InvalidArgument);
  EXPECT_EQ(kind_of([] { Runtime(nullptr); }), ErrorKind::InvalidArgument);
}

TEST_F(RuntimeTest, RetriesInOrderThenSuspendsUntilResumed) {
  bool broken = true;
  handlers.on_add = [&](const Step&, std::int64_t number, Effects&) {
    if (number == 2 && broken) throw std::runtime_error("no paper");
  };
  runtime.start<Tally>("t", {}, Tally::Add{1}, Tally::Add{2}, Tally::Add{3});
  runtime.drain();
  EXPECT_THAT(numbers("t"), ElementsAre(1));
  runtime.send("t", Tally::Add{4});
  std::this_thread::sleep_for(20ms);
  runtime.drain();
  auto read = runtime.read<Tally>("t");
  EXPECT_EQ(read->status, SessionStatus::Suspended);
  EXPECT_EQ(read->failure, "no paper");

  broken = false;
  runtime.drain();
  EXPECT_THAT(numbers("t"), ElementsAre(1)) << "a suspended session waits for resume()";
  EXPECT_TRUE(runtime.store().resume("t"));
  runtime.drain();
  EXPECT_THAT(numbers("t"), ElementsAre(1, 2, 3, 4));
  EXPECT_EQ(runtime.read<Tally>("t")->status, SessionStatus::Running);
}

TEST_F(RuntimeTest, DrainFollowsWhatEventsSend) {
  // Each session passes a number on to the next until it is down to nothing.
  handlers.on_add = [](const Step& step, std::int64_t number, Effects& effects) {
    if (number == 0) return;
    SendEffect send;
    send.to = step.session == "a" ? "b" : "a";
    send.event = Tally::Add::name;
    OutArchive{send.payload}(Tally::Add{number - 1});
    effects.push_back(std::move(send));
  };
  runtime.start<Tally>("a");
  runtime.start<Tally>("b");
  runtime.send("a", Tally::Add{200});
  runtime.drain();
  EXPECT_THAT(numbers("a"), SizeIs(101));
  EXPECT_THAT(numbers("b"), SizeIs(100));
}

TEST_F(RuntimeTest, AnUnheardEventIsDead) {
  runtime.start<Tally>("t");
  runtime.send("t", Tally::Unheard{});
  runtime.drain();
  const std::vector<DeadEvent> dead = runtime.store().records().dead({.limit = 10});
  ASSERT_THAT(dead, SizeIs(1));
  EXPECT_THAT(dead[0].reason, HasSubstr("no event `unheard`"));
}

TEST_F(RuntimeTest, SaysOnceThatSessionsOfAnotherProgramWait) {
  for (const std::string id : {"a", "b"}) {
    runtime.store().start({id, "test.Other", 2, {}, EventId::random()});
  }
  ::testing::internal::CaptureStderr();
  runtime.drain();
  const std::string log = ::testing::internal::GetCapturedStderr();
  const std::size_t first = log.find("the events of chart test.Other version 2 wait for a program");
  EXPECT_NE(first, std::string::npos) << log;
  EXPECT_EQ(log.find("wait for a program", first + 60), std::string::npos) << log;
  const auto waiting = runtime.store().records().session("b").value();
  EXPECT_EQ(waiting.waiting, 1);
  EXPECT_EQ(waiting.session.status, SessionStatus::Starting);
  EXPECT_EQ(waiting.session.failure, "this program has no chart test.Other version 2");
}

TEST_F(RuntimeTest, RunsUntilStopped) {
  std::thread thread([&] { runtime.run(); });
  runtime.start<Tally>("t", {}, Tally::Add{1}, Tally::Finish{});
  while (runtime.read<Tally>("t")->status != SessionStatus::Done) std::this_thread::sleep_for(1ms);
  runtime.stop();
  thread.join();
  runtime.run();  // Stopped for good: returns at once.
}

TEST_F(RuntimeTest, RunEndsWithItsToken) {
  std::jthread thread([&](std::stop_token stop) { runtime.run(stop); });
  runtime.start<Tally>("t", {}, Tally::Finish{});
  while (runtime.read<Tally>("t")->status != SessionStatus::Done) std::this_thread::sleep_for(1ms);
}

TEST_F(RuntimeTest, ASignalStopsIt) {
  const StopOnSignals on_signals(runtime);
  std::raise(SIGTERM);
  runtime.run();
}

}  // namespace
}  // namespace perdure
