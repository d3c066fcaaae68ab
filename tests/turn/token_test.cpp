// Tokens through a runtime on the memory store.
#include <gmock/gmock.h>
#include <perdure/runtime.h>

#include <set>
#include <string>

#include "runtime/turn/secret.h"
#include "tests/turn/tally.h"

namespace perdure {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using Tally = ::perdure::testing::Tally;

// At the number 1 the session issues a token, at 2 it revokes it, at 3 both, at 4 it issues one that has
// expired, at 5 it issues one and fails.
class TokenTest : public ::testing::Test {
 protected:
  TokenTest() {
    runtime.add<Tally>(handlers);
    runtime.start<Tally>("t");
    handlers.on_add = [this](const Step& step, std::int64_t number, Effects& effects) {
      if (number == 1 || number >= 3) {
        secret = step.surroundings->secret();
        const Duration expires = number == 4 ? Duration(-1) : Duration(1h);
        effects.emplace_back(TokenEffect{"On.t", secret, {"add"}, expires});
      }
      if (number == 2 || number == 3) effects.emplace_back(RevokeTokenEffect{"On.t"});
      if (number == 5) throw std::runtime_error("undone");
    };
  }
  void add(std::int64_t number) {
    runtime.send("t", Tally::Add{number});
    runtime.drain();
  }
  Redeemed redeem() { return runtime.redeem(secret, Tally::Add{100}); }

  testing::TallyHandlers handlers;
  std::string secret;
  Runtime runtime{open("memory:"), {.max_attempts = 1, .log = LogLevel::Error}};
};

TEST_F(TokenTest, IsGoodOnce) {
  add(1);
  EXPECT_EQ(secret.size(), 64U);
  EXPECT_EQ(runtime.redeem(secret, Tally::Finish{}), Redeemed::NotAccepted);
  EXPECT_EQ(redeem(), Redeemed::Yes);
  EXPECT_EQ(redeem(), Redeemed::No);
  runtime.drain();
  EXPECT_THAT(runtime.read<Tally>("t")->snapshot.numbers(), ElementsAre(1, 100));
}

TEST_F(TokenTest, IsGoodForNobodyElse) {
  add(1);
  for (const std::string& other :
       {std::string(), secret.substr(1), secret + "0", std::string(64, '0')}) {
    EXPECT_EQ(runtime.redeem(other, Tally::Add{100}), Redeemed::No);
  }
}

TEST_F(TokenTest, IsRevoked) {
  add(1);
  add(2);
  EXPECT_EQ(redeem(), Redeemed::No);
}

TEST_F(TokenTest, IsRevokedInTheBatchThatIssuedIt) {
  add(3);
  EXPECT_EQ(redeem(), Redeemed::No);
  EXPECT_THAT(runtime.store().tokens().of("t"), IsEmpty());
}

TEST_F(TokenTest, Expires) {
  add(4);
  EXPECT_EQ(redeem(), Redeemed::No);
}

TEST_F(TokenTest, IsNotIssuedByAStepThatIsUndone) {
  add(5);
  EXPECT_EQ(redeem(), Redeemed::No);
  EXPECT_THAT(runtime.store().tokens().of("t"), IsEmpty());
}

TEST(Secrets, Differ) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) seen.insert(turn::random_secret());
  EXPECT_THAT(seen, SizeIs(1000));
}

TEST(Secrets, AreHashedBySha256) {
  // FIPS 180-2, appendix B.1.
  const TokenHash hash = turn::hash_of("abc");
  EXPECT_THAT(std::vector<int>(hash.bytes.begin(), hash.bytes.begin() + 4),
              ElementsAre(0xba, 0x78, 0x16, 0xbf));
}

}  // namespace
}  // namespace perdure
