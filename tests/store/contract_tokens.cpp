// Tokens: used once, in the transaction that queues the event, until they expire or are revoked.
#include <atomic>
#include <thread>

#include "tests/store/contract.h"

namespace perdure::contract {

using Strings = std::vector<std::string>;

namespace {

TokenHash hash(std::uint8_t seed) {
  TokenHash hash;
  hash.bytes.fill(seed);
  return hash;
}

NewToken token(const std::string& session, const std::string& name, std::uint8_t seed) {
  return {session, name, hash(seed), {"approve", "reject"}, std::nullopt};
}

// In a step of session "a".
void write(Store& store, std::vector<NewToken> tokens,
           std::vector<TokenRevocation> revocations = {}, bool done = false) {
  const NewEvent step = new_event("a", "step");
  store.enqueue({&step, 1});
  const auto batch = store.claim({});
  ASSERT_TRUE(batch);
  BatchWrite write = handle_all(*batch);
  write.tokens = std::move(tokens);
  write.revocations = std::move(revocations);
  if (done) write.sessions.at(0).status = SessionStatus::Done;
  ASSERT_EQ(batch->commit(write), CommitResult::Committed);
}

Redeemed redeem(Store& store, std::uint8_t seed, const std::string& event) {
  return store.tokens().redeem(hash(seed), new_event("", event));
}

}  // namespace

TEST_P(StoreContract, ATokenIsGoodOnce) {
  start("a");
  write(store(), {token("a", "On.approval", 1)});
  NewEvent answer = new_event("", "approve");
  answer.payload = bytes(std::string("\0\xff", 2));
  EXPECT_EQ(store().tokens().redeem(hash(1), answer), Redeemed::Yes);
  EXPECT_EQ(redeem(store(), 1, "approve"), Redeemed::No);
  reopen();
  EXPECT_EQ(redeem(store(), 1, "approve"), Redeemed::No);
  const auto batch = claim();
  ASSERT_EQ(batch->events().size(), 1U);
  EXPECT_EQ(batch->events()[0].session, "a");
  EXPECT_EQ(batch->events()[0].id, answer.id);
  EXPECT_EQ(batch->events()[0].kind, EventKind::Event);
  EXPECT_EQ(batch->events()[0].name, "approve");
  EXPECT_EQ(batch->events()[0].payload, answer.payload);
}

TEST_P(StoreContract, ATokenIsGoodForWhatItAccepts) {
  start("a");
  write(store(), {token("a", "On.approval", 1)});
  EXPECT_EQ(redeem(store(), 1, "pay"), Redeemed::NotAccepted);
  EXPECT_EQ(redeem(store(), 1, "approv"), Redeemed::NotAccepted);
  EXPECT_EQ(redeem(store(), 1, "approve, reject"), Redeemed::NotAccepted);
  EXPECT_EQ(redeem(store(), 1, "reject"), Redeemed::Yes);
  EXPECT_EQ(drain(), Strings{"a reject"});
}

TEST_P(StoreContract, NobodyHasATokenThatWasNeverIssued) {
  start("a");
  EXPECT_EQ(redeem(store(), 1, "approve"), Redeemed::No);
  write(store(), {token("a", "On.approval", 1)});
  EXPECT_EQ(redeem(store(), 2, "approve"), Redeemed::No);
  EXPECT_EQ(drain(), Strings{});
}

TEST_P(StoreContract, ATokenExpires) {
  start("a");
  const Timestamp now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  NewToken past = token("a", "On.past", 1);
  past.expires = now - std::chrono::hours(24);
  NewToken future = token("a", "On.future", 2);
  future.expires = now + std::chrono::hours(24);
  write(store(), {past, future});
  EXPECT_EQ(redeem(store(), 1, "approve"), Redeemed::No);
  EXPECT_EQ(redeem(store(), 1, "pay"), Redeemed::No);
  EXPECT_EQ(redeem(store(), 2, "approve"), Redeemed::Yes);
}

TEST_P(StoreContract, ATokenIsRevoked) {
  start("a");
  write(store(), {token("a", "On.approval", 1), token("a", "On.other", 2)});
  write(store(), {}, {{"a", "On.approval"}});
  EXPECT_EQ(redeem(store(), 1, "approve"), Redeemed::No);
  EXPECT_EQ(redeem(store(), 2, "approve"), Redeemed::Yes);
}

TEST_P(StoreContract, AnotherTokenOfTheNameTakesItsPlace) {
  start("a");
  write(store(), {token("a", "On.approval", 1)});
  ASSERT_EQ(redeem(store(), 1, "approve"), Redeemed::Yes);
  drain();
  // Left and entered again, in one batch.
  write(store(), {token("a", "On.approval", 2)}, {{"a", "On.approval"}});
  write(store(), {token("a", "On.approval", 3)});
  EXPECT_EQ(redeem(store(), 1, "approve"), Redeemed::No);
  EXPECT_EQ(redeem(store(), 2, "approve"), Redeemed::No);
  EXPECT_EQ(redeem(store(), 3, "approve"), Redeemed::Yes);
}

TEST_P(StoreContract, ASessionThatIsDoneHasNoGoodToken) {
  start("a");
  write(store(), {token("a", "On.approval", 1)}, {}, true);
  EXPECT_EQ(redeem(store(), 1, "approve"), Redeemed::No);
  EXPECT_EQ(redeem(store(), 1, "pay"), Redeemed::No);
}

TEST_P(StoreContract, TokensOfABatchThatIsNotCommittedAreNotIssued) {
  start("a");
  send("a", "x");
  claim().reset();
  EXPECT_TRUE(store().tokens().of("a").empty());
}

TEST_P(StoreContract, WhoeverHasASecretIsToldWhoseItIs) {
  start("a");
  write(store(), {token("a", "On.approval", 1)});
  const auto holder = store().tokens().holder(hash(1), "approve");
  ASSERT_TRUE(holder);
  EXPECT_EQ(holder->session, "a");
  EXPECT_TRUE(holder->accepts);
  ASSERT_TRUE(store().tokens().holder(hash(1), "pay"));
  EXPECT_FALSE(store().tokens().holder(hash(1), "pay")->accepts);
  EXPECT_FALSE(store().tokens().holder(hash(2), "approve"));
  EXPECT_EQ(redeem(store(), 1, "approve"), Redeemed::Yes) << "to ask uses nothing";
  EXPECT_FALSE(store().tokens().holder(hash(1), "approve"));
}

TEST_P(StoreContract, AnEventOfATokenHasTheCauseThatItIsGiven) {
  start("a");
  write(store(), {token("a", "On.approval", 1)});
  NewEvent answer = new_event("", "approve");
  answer.cause = EventId::random();
  ASSERT_EQ(store().tokens().redeem(hash(1), answer), Redeemed::Yes);
  const auto found = store().history().find({}, {&*answer.cause, 1}, 10);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].id, answer.id);
}

TEST_P(StoreContract, TokensAreListedWithoutTheirSecrets) {
  start("a");
  start("b");
  NewToken second = token("a", "On.second", 2);
  second.expires = Timestamp(std::chrono::hours(24 * 365 * 100));
  write(store(), {second, token("a", "On.first", 1)});
  ASSERT_EQ(redeem(store(), 1, "approve"), Redeemed::Yes);
  const auto tokens = store().tokens().of("a");
  ASSERT_EQ(tokens.size(), 2U);
  EXPECT_EQ(tokens[0].name, "On.first");
  EXPECT_EQ(tokens[0].accepts, (Strings{"approve", "reject"}));
  EXPECT_EQ(tokens[0].expires, std::nullopt);
  EXPECT_TRUE(tokens[0].used);
  EXPECT_EQ(tokens[1].name, "On.second");
  EXPECT_EQ(tokens[1].expires, second.expires);
  EXPECT_FALSE(tokens[1].used);
  EXPECT_TRUE(store().tokens().of("b").empty());
  EXPECT_TRUE(store().tokens().of("nobody").empty());
}

TEST_P(StoreContract, OfAHundredThatTryATokenOneWins) {
  start("a");
  write(store(), {token("a", "On.approval", 1)});
  std::atomic<int> won = 0;
  std::atomic<int> lost = 0;
  {
    std::vector<std::jthread> threads;
    for (int i = 0; i < 100; ++i) {
      threads.emplace_back([&, i] {
        const Redeemed answer = redeem(store(), 1, i % 2 == 0 ? "approve" : "reject");
        ++(answer == Redeemed::Yes ? won : lost);
      });
    }
  }
  EXPECT_EQ(won, 1);
  EXPECT_EQ(lost, 99);
  EXPECT_EQ(drain().size(), 1U);
}

TEST_P(StoreContract, TokensThatNoStoreCanKeepAreRefused) {
  start("a");
  NewEvent addressed = new_event("a", "approve");
  expect_error(ErrorKind::InvalidArgument, [&] { store().tokens().redeem(hash(1), addressed); });
  NewEvent late = new_event("", "approve");
  late.delay = Later;
  expect_error(ErrorKind::InvalidArgument, [&] { store().tokens().redeem(hash(1), late); });
  expect_error(ErrorKind::InvalidArgument, [&] { redeem(store(), 1, ""); });
  expect_error(ErrorKind::InvalidArgument, [&] { redeem(store(), 1, "a\nb"); });
  send("a", "step");
  const auto batch = claim();
  for (const NewToken& bad :
       {token("", "On.t", 1), token("a", "", 1), token("a", std::string("\0", 1), 1),
        NewToken{"a", "On.t", hash(1), {"ok", "not\nok"}, {}}}) {
    BatchWrite write = handle_all(*batch);
    write.tokens = {bad};
    expect_error(ErrorKind::InvalidArgument, [&] { batch->commit(write); });
  }
}

}  // namespace perdure::contract
