// Tokens: once, for what they accept, until they expire or are revoked.
#include <gmock/gmock.h>

#include "puppet.h"

namespace perdure::testing {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Tokened : public ::testing::Test {
 protected:
  Tokened() {
    add(world, "test.A", [](Moment& moment) {
      if (moment.kind == EventKind::Start) {
        moment.effects = {TokenEffect{
            "On.approval", moment.step.surroundings->secret(), {"approve", "reject"}, 1h}};
      }
      if (moment.event == "leave") moment.effects = {RevokeTokenEffect{"On.approval"}};
      if (moment.event == "end") moment.strings.done = true;
      return Handled::Taken;
    });
    world.start("a", "test.A");
    secret = world.secret("a", "approval");
  }
  World world;
  std::string secret;
};

TEST_F(Tokened, AreGoodOnce) {
  EXPECT_EQ(world.redeem(secret, "approve"), Redeemed::Yes);
  EXPECT_EQ(world.redeem(secret, "approve"), Redeemed::No);
  EXPECT_THAT(heard(world, "a"), ElementsAre("approve"));
}

TEST_F(Tokened, AreGoodForWhatTheyAccept) {
  EXPECT_EQ(world.redeem(secret, "leave"), Redeemed::NotAccepted);
  EXPECT_EQ(world.redeem(secret, "reject"), Redeemed::Yes);
  EXPECT_THAT(heard(world, "a"), ElementsAre("reject"));
}

TEST_F(Tokened, Expire) {
  world.advance(1h);
  EXPECT_EQ(world.redeem(secret, "approve"), Redeemed::No);
  EXPECT_THAT(world.tokens(), IsEmpty());
  EXPECT_THROW(world.secret("a", "approval"), Error);
}

TEST_F(Tokened, AreRevoked) {
  world.send("a", "leave");
  EXPECT_EQ(world.redeem(secret, "approve"), Redeemed::No);
}

TEST_F(Tokened, EndWithTheirSession) {
  world.send("a", "end");
  EXPECT_EQ(world.redeem(secret, "approve"), Redeemed::No);
}

TEST_F(Tokened, HaveSecretsThatDifferAndAreTheSameInEachRun) {
  world.start("b", "test.A");
  EXPECT_EQ(secret.size(), 64U);
  EXPECT_NE(world.secret("b", "On.approval"), secret);
  struct Again : Tokened {
    using Tokened::secret;
    void TestBody() override {}
  };
  EXPECT_EQ(secret, Again().secret);
}

}  // namespace
}  // namespace perdure::testing
