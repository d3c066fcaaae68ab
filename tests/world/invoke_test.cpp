// Charts that invoke charts.
#include <gmock/gmock.h>

#include "puppet.h"

namespace perdure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

InvokeEffect invoke(std::string invocation, std::string chart, std::string session) {
  InvokeEffect effect;
  effect.kind = InvokeEffect::Kind::Chart;
  effect.invocation = std::move(invocation);
  effect.name = std::move(chart);
  effect.session = std::move(session);
  effect.arguments = to_bytes(std::string("params"));
  return effect;
}

// "go" invokes `child` as child.0 in the session "a/child"; "leave" cancels it.
Puppet::Play parent_of(std::string child) {
  return [child](Moment& moment) {
    if (moment.event == "go")
      moment.effects = {invoke("child.0", child, moment.step.session + "/child")};
    if (moment.event == "leave") moment.effects = {CancelInvocationEffect{"child.0"}};
    return Handled::Taken;
  };
}

TEST(Invoke, AChildKnowsItsParentAndItsResultGoesThere) {
  World world;
  add(world, "test.Parent", parent_of("test.Child"));
  add(world, "test.Child", [](Moment& moment) {
    EXPECT_EQ(moment.step.parent, "a");
    EXPECT_EQ(moment.step.invocation, "child.0");
    if (moment.event == "end") moment.strings.done = true;
    return Handled::Taken;
  });
  world.start("a", "test.Parent");
  world.send("a", "go");
  EXPECT_THAT(world.children("a"), ElementsAre("a/child"));
  EXPECT_EQ(world.session("a/child").invocation, "child.0");
  EXPECT_THAT(heard(world, "a/child"), ElementsAre("params"));
  world.send("a/child", "end");
  EXPECT_THAT(heard(world, "a"), ElementsAre("go", "done child.0: a result"));
}

TEST(Invoke, WhatAChildEmitsComesBeforeItsEnd) {
  World world;
  add(world, "test.Parent", parent_of("test.Child"));
  add(world, "test.Child", [](Moment& moment) {
    SendEffect emitted = send_to(moment.step.parent, "half");
    emitted.kind = EventKind::Emitted;
    emitted.invocation = moment.step.invocation;
    moment.effects = {emitted};
    moment.strings.done = true;
    return Handled::Taken;
  });
  world.start("a", "test.Parent");
  world.send("a", "go");
  EXPECT_THAT(heard(world, "a"),
              ElementsAre("go", "emitted child.0 half", "done child.0: a result"));
}

TEST(Invoke, LeavingTheStateEndsTheChildWhoseExitsRun) {
  World world;
  add(world, "test.Parent", parent_of("test.Child"));
  add(world, "test.Child", [](Moment& moment) {
    if (moment.event == "cancelled") {
      moment.effects = {send_to("other", "bye"), send_to(moment.step.parent, "bye"),
                        LogEffect{LogLevel::Info, "leaving"}};
    }
    return Handled::Taken;
  });
  add(world, "test.Other");
  world.start("a", "test.Parent");
  world.start("other", "test.Other");
  world.send("a", "go");
  world.send("a", "leave");
  EXPECT_EQ(world.session("a/child").status, SessionStatus::Cancelled);
  EXPECT_THAT(heard(world, "other"), ElementsAre("bye"));
  EXPECT_THAT(heard(world, "a"), ElementsAre("go", "leave"));
  ASSERT_EQ(world.log().size(), 1U);
  EXPECT_EQ(world.log()[0].text, "leaving");
  EXPECT_EQ(world.send("a/child", "more"), std::nullopt);
}

TEST(Invoke, AChildThatHadNoFirstStepYetHasNone) {
  World world;
  add(world, "test.Parent", [](Moment& moment) {
    if (moment.event == "go") {
      moment.effects = {invoke("child.0", "test.Child", "c"), CancelInvocationEffect{"child.0"}};
    }
    return Handled::Taken;
  });
  add(world, "test.Child", [](Moment&) -> Handled { throw std::logic_error("never"); });
  world.start("a", "test.Parent");
  world.send("a", "go");
  EXPECT_EQ(world.session("c").status, SessionStatus::Cancelled);
}

TEST(Invoke, TheEndOfASessionEndsWhatItInvoked) {
  World world;
  add(world, "test.Top", parent_of("test.Middle"));
  add(world, "test.Middle", [](Moment& moment) {
    if (moment.kind == EventKind::Start) moment.effects = {invoke("x.0", "test.Bottom", "bottom")};
    return Handled::Taken;
  });
  add(world, "test.Bottom");
  world.start("a", "test.Top");
  world.send("a", "go");
  EXPECT_TRUE(world.has_session("bottom"));
  world.send("a", "leave");
  EXPECT_EQ(world.session("a/child").status, SessionStatus::Cancelled);
  EXPECT_EQ(world.session("bottom").status, SessionStatus::Cancelled);
}

TEST(Invoke, AnUnknownChartIsAnErrorOfTheTest) {
  World world;
  add(world, "test.Parent", parent_of("test.Nothing"));
  world.start("a", "test.Parent");
  EXPECT_THROW(world.send("a", "go"), Error);
  EXPECT_THAT(world.children("a"), IsEmpty());
}

TEST(Invoke, SessionsSeeWhoIsThere) {
  World world;
  std::vector<bool> seen;
  add(world, "test.A", [&](Moment& moment) {
    if (moment.event == "look") seen.push_back(moment.step.surroundings->has_session("b"));
    if (moment.event == "end") moment.strings.done = true;
    return Handled::Taken;
  });
  world.start("a", "test.A");
  world.send("a", "look");
  world.start("b", "test.A");
  world.send("a", "look");
  world.send("b", "end");
  world.send("a", "look");
  EXPECT_THAT(seen, ElementsAre(false, true, false));
}

}  // namespace
}  // namespace perdure::testing
