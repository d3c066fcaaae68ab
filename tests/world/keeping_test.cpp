// How sessions are kept, and what becomes of handlers that throw.
#include <gmock/gmock.h>

#include <stdexcept>

#include "puppet.h"

namespace perdure::testing {
namespace {

using ::testing::ElementsAre;

// Forgets what it heard when it is loaded.
class Forgetful : public Puppet {
 public:
  using Puppet::Puppet;
  std::unique_ptr<LiveSession> load(std::span<const std::byte>) const override {
    return create({});
  }
};

TEST(Keeping, StoredSessionsComeBackAfterEachStep) {
  World world(WorldOptions{.keeping = Keeping::Stored});
  add(world, "test.A");
  world.start("a", "test.A");
  world.send("a", "one");
  world.send("a", "two");
  EXPECT_THAT(heard(world, "a"), ElementsAre("one", "two"));
}

TEST(Keeping, ASessionThatComesBackAsAnotherIsAnError) {
  World world(WorldOptions{.keeping = Keeping::Stored});
  world.add(std::make_unique<Forgetful>("test.A", Puppet::Play{}));
  world.start("a", "test.A");
  EXPECT_THROW(world.send("a", "one"), std::logic_error);
  World in_memory;
  in_memory.add(std::make_unique<Forgetful>("test.A", Puppet::Play{}));
  in_memory.start("a", "test.A");
  in_memory.send("a", "one");
}

TEST(Keeping, WhatAHandlerThrowsComesOutAndTheOthersGoOn) {
  World world;
  add(world, "test.A", [](Moment& moment) {
    if (moment.event == "both")
      moment.effects = {send_to("bad", "throw"), send_to("good", "hello")};
    if (moment.event == "throw") throw std::runtime_error("the handler's words");
    return Handled::Taken;
  });
  world.start("good", "test.A");
  world.start("bad", "test.A");
  try {
    world.send("good", "both");
    FAIL() << "nothing was thrown";
  } catch (const std::runtime_error& error) {
    EXPECT_STREQ(error.what(), "the handler's words");
  }
  EXPECT_EQ(world.session("bad").status, SessionStatus::Broken);
  EXPECT_EQ(world.send("bad", "more"), std::nullopt);
  world.advance(0s);
  EXPECT_THAT(heard(world, "good"), ElementsAre("both", "hello"));
}

TEST(Keeping, ABadPayloadBreaksNothing) {
  World world;
  add(world, "test.A");
  world.start("a", "test.A");
  EXPECT_THROW(world.send("a", "one", Bytes(3)), Error);
  EXPECT_EQ(world.session("a").status, SessionStatus::Running);
}

TEST(Keeping, ASessionsIdIsItsOwn) {
  World world;
  add(world, "test.A");
  world.start("a", "test.A");
  EXPECT_THROW(world.start("a", "test.A"), Error);
  EXPECT_THROW(world.start("b", "test.Unknown"), Error);
}

TEST(Keeping, StepsAreRecorded) {
  World world;
  add(world, "test.A", [](Moment& moment) {
    if (moment.event == "go") moment.effects = {send("next"), LogEffect{LogLevel::Debug, "going"}};
    return moment.event == "next" ? Handled::Ignored : Handled::Taken;
  });
  world.start("a", "test.A");
  world.forget_records();
  world.send("a", "go");
  ASSERT_EQ(world.steps().size(), 2U);
  EXPECT_EQ(world.steps()[0].event, "go");
  EXPECT_EQ(world.steps()[0].effects.size(), 2U);
  EXPECT_EQ(world.steps()[1].handled, Handled::Ignored);
  EXPECT_THAT(world.steps()[1].active, ElementsAre("On"));
  ASSERT_EQ(world.log().size(), 1U);
  EXPECT_EQ(world.log()[0].level, LogLevel::Debug);
}

}  // namespace
}  // namespace perdure::testing
