// Stores for users' tests: a clock that is moved, and a store that is lost where the test says so.
#include <gmock/gmock.h>
#include <perdure/expect.h>
#include <perdure/runtime.h>
#include <perdure/testing_store.h>

#include <atomic>
#include <functional>
#include <stdexcept>
#include <thread>
#include <type_traits>

#include "tests/turn/fakes.h"
#include "tests/turn/tally.h"

namespace perdure {
namespace {

using ::testing::ElementsAre;
using testing::FaultPoint;
using Tally = testing::Tally;
using namespace std::chrono_literals;

class TestingStore : public ::testing::Test {
 protected:
  TestingStore() {
    runtime.add<Tally>(handlers);
    runtime.start<Tally>("t");
    runtime.drain();
  }
  std::vector<std::int64_t> numbers() { return runtime.read<Tally>("t")->snapshot.numbers(); }

  testing::Clock clock;
  testing::Faults faults;
  testing::TallyHandlers handlers;
  Runtime runtime{
      with_faults(testing::memory_store(clock), faults),
      {.max_attempts = 3, .retry_first = 1h, .retry_longest = 1h, .log = LogLevel::Error}};
};

TEST_F(TestingStore, TimeIsTheTests) {
  runtime.send("t", Tally::Add{2}, {.after = 24h});
  runtime.send("t", Tally::Add{1}, {.at = clock.now() + 1h});
  runtime.drain();
  EXPECT_THAT(numbers(), ElementsAre());
  clock.advance(1h);
  runtime.drain();
  EXPECT_THAT(numbers(), ElementsAre(1));
  clock.advance(23h);
  runtime.drain();
  EXPECT_THAT(numbers(), ElementsAre(1, 2));
  EXPECT_EQ(runtime.store().read("t")->updated, clock.now());
}

TEST_F(TestingStore, AWorkerThatWaitsSeesTheClockMove) {
  runtime.send("t", Tally::Add{1}, {.after = 24h});
  std::atomic<bool> added = false;
  handlers.on_add = [&](const Step& step, std::int64_t, Effects&) {
    EXPECT_EQ(step.now, clock.now());
    added = true;
    added.notify_all();
  };
  std::jthread running([this](std::stop_token stop) { runtime.run(stop); });
  clock.advance(24h);
  added.wait(false);
}

TEST_F(TestingStore, RetriesComeWhenTheClockDoes) {
  int calls = 0;
  handlers.on_add = [&](const Step&, std::int64_t, Effects&) {
    if (++calls == 1) throw std::runtime_error("no");
  };
  runtime.send("t", Tally::Add{1});
  runtime.drain();
  EXPECT_EQ(calls, 1);
  clock.advance(1h);
  runtime.drain();
  EXPECT_EQ(calls, 2);
  EXPECT_THAT(numbers(), ElementsAre(1));
}

// The handler is called again where its step was not written, and only there.
TEST_F(TestingStore, WhatIsLostAroundACommitIsDoneOnce) {
  struct Case {
    FaultPoint at;
    int calls;
  };
  int calls = 0;
  handlers.on_add = [&](const Step&, std::int64_t, Effects&) { ++calls; };
  std::vector<std::int64_t> wanted;
  for (const Case& each : {Case{FaultPoint::Claim, 1}, Case{FaultPoint::BeforeCommit, 2},
                           Case{FaultPoint::AfterCommit, 1}, Case{FaultPoint::CommitLost, 2}}) {
    calls = 0;
    wanted.push_back(static_cast<std::int64_t>(wanted.size()));
    runtime.send("t", Tally::Add{wanted.back()});
    faults.lose(each.at);
    if (each.at == FaultPoint::CommitLost) {
      runtime.drain();
    } else {
      EXPECT_THROW(runtime.drain(), Error);
      runtime.drain();
    }
    EXPECT_EQ(faults.lost(each.at), 1);
    EXPECT_EQ(calls, each.calls) << static_cast<int>(each.at);
    EXPECT_EQ(numbers(), wanted) << static_cast<int>(each.at);
  }
}

TEST_F(TestingStore, AFaultComesAsOftenAndAsLateAsWanted) {
  faults.lose(FaultPoint::Send, 2, 1);
  EXPECT_TRUE(runtime.send("t", Tally::Add{1}));
  EXPECT_THROW(runtime.send("t", Tally::Add{2}), Error);
  EXPECT_THROW(runtime.start<Tally>("u"), Error);
  EXPECT_TRUE(runtime.send("t", Tally::Add{3}));
  runtime.drain();
  EXPECT_THAT(numbers(), ElementsAre(1, 3));
  EXPECT_FALSE(runtime.store().read("u"));
}

// As perdurec would make it of `service tick()`.
struct Tick {
  static constexpr std::string_view name = "test.Fake.tick";
  using Result = void;
  template <class Archive>
  void serialize(Archive&) {}
};

TEST(TestingStoreJobs, AResultThatWasLostIsToldAgainOrFoundTold) {
  for (const FaultPoint at : {FaultPoint::BeforeJobEnd, FaultPoint::AfterJobEnd}) {
    testing::Clock clock;
    testing::Faults faults;
    Runtime runtime(with_faults(testing::memory_store(clock), faults), {.log = LogLevel::Error});
    std::vector<std::string> heard;
    runtime.add(std::make_unique<testing::FakeChart>(
        [&](std::string_view event, std::string& state, Effects& effects) {
          state = "going";
          if (event != "start") heard.emplace_back(event);
          if (event != "start") return Handled::Taken;
          InvokeEffect call;
          call.name = Tick::name;
          call.invocation = "tick.1";
          effects.push_back(call);
          return Handled::Taken;
        }));
    int calls = 0;
    runtime.serve<Tick>([&](const Tick&) { ++calls; });
    runtime.store().start({"a", "test.Fake", 1, {}, EventId::random()});
    faults.lose(at);
    runtime.drain();
    EXPECT_EQ(faults.lost(at), 1);
    EXPECT_EQ(calls, 1);
    EXPECT_THAT(heard, ElementsAre("tick.done")) << static_cast<int>(at);
  }
}

struct Light {
  struct On {
    static constexpr std::string_view name = "On";
  };
  struct Off {
    static constexpr std::string_view name = "Off";
  };
  bool on = false;
  bool ended = false;
  template <class State>
  bool in() const {
    return std::is_same_v<State, On> == on;
  }
  bool done() const { return ended; }
  int data() const { return 7; }
  std::vector<std::string_view> active() const { return {on ? "On" : "Off"}; }
};

std::string complaint(const std::function<void()>& what) {
  try {
    what();
  } catch (const testing::Unexpected& unexpected) {
    return unexpected.what();
  }
  return "";
}

TEST(Expect, SaysHowASessionIsWhereItIsOtherwise) {
  const auto light = testing::expect(Light{true});
  light.in<Light::On>().not_in<Light::Off>().not_done().data("seven", [](int d) { return d == 7; });
  EXPECT_EQ(complaint([&] { light.in<Light::Off>(); }), "expected: in `Off`; active: On");
  EXPECT_EQ(complaint([&] { light.not_in<Light::On>(); }), "expected: not in `On`; active: On");
  EXPECT_EQ(complaint([&] { light.done(); }), "expected: done; active: On");
  EXPECT_EQ(complaint([&] { light.data("eight", [](int d) { return d == 8; }); }),
            "expected: eight; active: On");
  struct Session {
    Light snapshot;
  };
  testing::expect(Session{{false}}).in<Light::Off>();
}

}  // namespace
}  // namespace perdure
