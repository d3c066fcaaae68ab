// I/O processors, and the clock that follows the real one.
#include <gmock/gmock.h>

#include <stdexcept>
#include <thread>

#include "puppet.h"

namespace perdure::testing {
namespace {

using ::testing::ElementsAre;

// What is sent to the address of a session comes to that session, by another thread.
class Loop : public IoProcessorPlug {
 public:
  void deliver_to(Deliver deliver) override { deliver_ = std::move(deliver); }
  IoProcessor entry(std::string_view session) override {
    return {"urn:loop", "loop", "loop:" + std::string(session)};
  }
  bool handles(std::string_view type) const override { return type == "urn:loop"; }
  void send(const SendEffect& effect, std::string_view) override {
    bool arrived = false;
    std::thread([&] {
      scxml::Event event;
      event.name = effect.event;
      arrived = deliver_(effect.to.substr(5), event);
    }).join();
    if (!arrived) throw std::runtime_error("nobody there");
  }
  Deliver deliver_;
};

class Outside : public ::testing::Test {
 protected:
  Outside() {
    world.use(loop);
    add(world, "test.A", [this](Moment& moment) {
      names.push_back(moment.event);
      if (moment.event == "go") moment.effects = asked;
      if (moment.event == "where")
        locations = {moment.step.surroundings->io_processors().begin(),
                     moment.step.surroundings->io_processors().end()};
      return Handled::Taken;
    });
  }
  static SendEffect through_loop(std::string to, std::string event, Duration delay = {}) {
    SendEffect effect = send_to(std::move(to), std::move(event), delay);
    effect.processor = "urn:loop";
    return effect;
  }
  Loop loop;
  World world;
  Effects asked;
  std::vector<std::string> names;
  std::vector<IoProcessor> locations;
};

TEST_F(Outside, WhatComesBackOverAProcessorComesBeforeWhatIsSentAfterIt) {
  asked = {through_loop("loop:a", "first"), send("second")};
  world.start("a", "test.A");
  world.send("a", "go");
  EXPECT_THAT(names, ElementsAre("", "go", "first", "second"));
}

TEST_F(Outside, DelaysAreKeptBeforeSending) {
  asked = {through_loop("loop:a", "later", 1s)};
  world.start("a", "test.A");
  world.send("a", "go");
  EXPECT_THAT(names, ElementsAre("", "go"));
  world.advance(1s);
  EXPECT_THAT(names, ElementsAre("", "go", "later"));
}

TEST_F(Outside, WhatCannotBeSentComesBackAsAnError) {
  asked = {through_loop("loop:nobody", "first")};
  world.start("a", "test.A");
  world.send("a", "go");
  EXPECT_THAT(names, ElementsAre("", "go", "error.communication"));
}

TEST_F(Outside, EachSessionHasItsEntries) {
  world.start("a", "test.A");
  world.start("b", "test.A");
  world.send("b", "where");
  ASSERT_EQ(locations.size(), 1U);
  EXPECT_EQ(locations[0].location, "loop:b");
}

TEST_F(Outside, TheRealClockWaitsForWhatArrives) {
  world.start("a", "test.A");
  std::thread sender([this] {
    scxml::Event event;
    event.name = "knock";
    loop.deliver_("a", event);
  });
  EXPECT_TRUE(world.run_for(1min, [this] { return names.back() == "knock"; }));
  sender.join();
}

TEST_F(Outside, TheRealClockBringsWhatIsDue) {
  asked = {send("soon", 20ms), send("not yet", 1h)};
  world.start("a", "test.A");
  const Timestamp begin = world.now();
  world.send("a", "go");
  EXPECT_FALSE(world.run_for(30ms));
  EXPECT_EQ(world.now(), begin + 30ms);
  EXPECT_EQ(names.back(), "soon");
}

TEST_F(Outside, AWorldThatIsGoneTakesNothing) {
  auto other = std::make_unique<World>();
  Loop plug;
  other->use(plug);
  add(*other, "test.A");
  other->start("a", "test.A");
  const IoProcessorPlug::Deliver kept = plug.deliver_;
  EXPECT_TRUE(kept("a", {}));
  other.reset();
  EXPECT_FALSE(kept("a", {}));
  EXPECT_FALSE(plug.deliver_);
}

}  // namespace
}  // namespace perdure::testing
