// Sends, timers and the clock.
#include <gmock/gmock.h>

#include "puppet.h"

namespace perdure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Asks for `effects` when it hears "go".
Puppet::Play on_go(Effects effects) {
  return [effects](Moment& moment) {
    if (moment.event == "go") moment.effects = effects;
    return Handled::Taken;
  };
}

TEST(Clock, WhatASessionSendsToItselfComesAtOnceAndInOrder) {
  World world;
  add(world, "test.A", on_go({send("one"), send("two"), send("three")}));
  world.start("a", "test.A");
  EXPECT_EQ(world.send("a", "go"), Handled::Taken);
  EXPECT_THAT(heard(world, "a"), ElementsAre("go", "one", "two", "three"));
}

TEST(Clock, DelaysAreKeptByTheWorldsClockAlone) {
  World world;
  add(world, "test.A", on_go({send("later", 10s), send("soon", 1s), send("soon too", 1s)}));
  world.start("a", "test.A");
  world.send("a", "go");
  world.advance(999ms);
  EXPECT_THAT(heard(world, "a"), ElementsAre("go"));
  world.advance(1ms);
  EXPECT_THAT(heard(world, "a"), ElementsAre("go", "soon", "soon too"));
  EXPECT_EQ(world.next_due(), world.now() + 9s);
  world.advance(1h);
  EXPECT_THAT(heard(world, "a"), ElementsAre("go", "soon", "soon too", "later"));
  EXPECT_EQ(world.next_due(), std::nullopt);
}

TEST(Clock, AStepSeesTheTimeItWasDueAt) {
  World world;
  std::vector<Timestamp> times;
  add(world, "test.A", [&](Moment& moment) {
    if (moment.event == "tick") times.push_back(moment.step.now);
    if (times.size() < 3) moment.effects = {send("tick", 1min)};
    return Handled::Taken;
  });
  const Timestamp begin = world.now();
  world.start("a", "test.A");
  world.advance(1h);
  EXPECT_THAT(times, ElementsAre(begin + 1min, begin + 2min, begin + 3min));
  EXPECT_EQ(world.now(), begin + 1h);
}

TEST(Clock, ATimerIsATimer) {
  World world;
  std::vector<EventKind> kinds;
  add(world, "test.A", [&](Moment& moment) {
    kinds.push_back(moment.kind);
    SendEffect timer = send("On.after.0", 1s, "On.after.0");
    timer.kind = EventKind::Timer;
    if (moment.event == "go") moment.effects = {timer};
    if (moment.event == "stop") {
      moment.effects = {CancelEffect{EventKind::Timer, "On.after.0"}};
    }
    return Handled::Taken;
  });
  world.start("a", "test.A");
  world.send("a", "go");
  world.advance(1s);
  EXPECT_THAT(kinds, ElementsAre(EventKind::Start, EventKind::Event, EventKind::Timer));
  world.send("a", "go");
  world.send("a", "stop");
  world.advance(1s);
  EXPECT_THAT(heard(world, "a"), ElementsAre("go", "On.after.0", "go", "stop"));
}

TEST(Clock, CancelTakesBackWhatTheSameSessionSent) {
  World world;
  add(world, "test.A", [](Moment& moment) {
    if (moment.event == "go") moment.effects = {send("x", 1s, "id"), send("y", 1s, "other")};
    if (moment.event == "stop") moment.effects = {CancelEffect{EventKind::Event, "id"}};
    return Handled::Taken;
  });
  world.start("a", "test.A");
  world.start("b", "test.A");
  world.send("a", "go");
  world.send("b", "go");
  world.send("b", "stop");
  world.advance(1s);
  EXPECT_THAT(heard(world, "a"), ElementsAre("go", "x", "y"));
  EXPECT_THAT(heard(world, "b"), ElementsAre("go", "stop", "y"));
}

TEST(Clock, SessionsSendToEachOther) {
  World world;
  add(world, "test.A", [](Moment& moment) {
    if (moment.event == "ping") moment.effects = {send_to("b", "pong")};
    return Handled::Taken;
  });
  world.start("a", "test.A");
  world.start("b", "test.A");
  world.send("a", "ping");
  EXPECT_THAT(heard(world, "b"), ElementsAre("pong"));
  EXPECT_THAT(world.dropped(), IsEmpty());
}

TEST(Clock, WhatReachesNobodyIsNoted) {
  World world;
  SendEffect typed = send_to("a", "order");
  typed.chart = "test.B";
  add(world, "test.A", on_go({send_to("nobody", "hello"), typed}));
  world.start("a", "test.A");
  world.send("a", "go");
  ASSERT_EQ(world.dropped().size(), 2U);
  EXPECT_EQ(world.dropped()[0].reason, "there is no session `nobody`");
  EXPECT_EQ(world.dropped()[1].reason, "session `a` is one of chart `test.A`, not of `test.B`");
  EXPECT_THROW(world.send("nobody", "hello"), Error);
}

TEST(Clock, ASessionThatEndedHearsNothingAndItsDelayedSendsAreDiscarded) {
  World world;
  add(world, "test.A", [](Moment& moment) {
    if (moment.event != "end") return Handled::Taken;
    moment.effects = {send_to("b", "now"), send_to("b", "later", 1s)};
    moment.strings.done = true;
    return Handled::Taken;
  });
  world.start("a", "test.A");
  world.start("b", "test.A");
  world.send("a", "end");
  EXPECT_EQ(world.session("a").status, SessionStatus::Done);
  EXPECT_EQ(world.send("a", "more"), std::nullopt);
  ASSERT_EQ(world.dropped().size(), 1U);
  EXPECT_EQ(world.dropped()[0].reason, "session `a` has ended");
  world.advance(1h);
  EXPECT_THAT(heard(world, "b"), ElementsAre("now"));
  EXPECT_FALSE(world.has_session("a"));
}

TEST(Clock, AnEndlessConversationIsAnError) {
  World world(WorldOptions{.max_steps = 100});
  add(world, "test.A", [](Moment& moment) {
    moment.effects = {send("again")};
    return Handled::Taken;
  });
  EXPECT_THROW(world.start("a", "test.A"), std::runtime_error);
}

TEST(Clock, ASendFromInsideAStepWaitsForItsTurn) {
  World world;
  add(world, "test.A", [&](Moment& moment) {
    if (moment.event == "go") {
      EXPECT_EQ(world.send("a", "from inside"), std::nullopt);
      moment.effects = {send("sent")};
    }
    return Handled::Taken;
  });
  world.start("a", "test.A");
  world.send("a", "go");
  EXPECT_THAT(heard(world, "a"), ElementsAre("go", "from inside", "sent"));
}

}  // namespace
}  // namespace perdure::testing
