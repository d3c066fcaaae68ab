// Tenures: many batches of one owner; given back, abandoned, and taken from one who was only slow.
#include "tests/store/contract.h"

namespace perdure::contract {

using Strings = std::vector<std::string>;

namespace {

// Waits until there is a lane to take, but no longer than Patience.
std::unique_ptr<Tenure> take_when_free(Store& store, const TakeOptions& options = {}) {
  const auto end = std::chrono::steady_clock::now() + Patience;
  while (std::chrono::steady_clock::now() < end) {
    if (auto tenure = store.take(options)) return tenure;
    store.wait_for_work(Patience, {});
  }
  throw std::runtime_error("nothing to take");
}

Strings handle(Tenure& tenure, std::size_t limit, bool last = false) {
  const auto batch = tenure.claim({limit});
  if (!batch) return {};
  BatchWrite write = handle_all(*batch);
  write.ends_tenure = last;
  EXPECT_EQ(batch->commit(write), CommitResult::Committed);
  return names(*batch);
}

}  // namespace

TEST_P(StoreContract, ATenureIsManyBatchesOfALane) {
  use_lanes(1);
  start("a");
  for (const char* name : {"x", "y", "z"}) send("a", name);
  const auto tenure = store().take({"me", 10});
  ASSERT_TRUE(tenure);
  EXPECT_EQ(tenure->lane(), 0);
  EXPECT_FALSE(tenure->abandoned());
  EXPECT_EQ(handle(*tenure, 2), (Strings{"x", "y"}));
  EXPECT_EQ(store().take({}), nullptr);
  EXPECT_EQ(other_store().take({}), nullptr);
  EXPECT_EQ(handle(*tenure, 2), (Strings{"z"}));
  EXPECT_EQ(tenure->claim({}), nullptr);
  send("a", "more");
  EXPECT_EQ(tenure->claim({}), nullptr) << "it was over when nothing was due";
  EXPECT_EQ(drain(), Strings{"a more"});
}

TEST_P(StoreContract, ATenureGoesOnForWhatItsOwnBatchesSend) {
  use_lanes(1);
  start("a");
  send("a", "x");
  const auto tenure = store().take({});
  ASSERT_TRUE(tenure);
  {
    const auto batch = tenure->claim({});
    ASSERT_TRUE(batch);
    BatchWrite write = handle_all(*batch);
    write.sends = {new_event("a", "sent")};
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  EXPECT_EQ(handle(*tenure, 10), Strings{"sent"});
}

TEST_P(StoreContract, EpochsRiseByOneWithEachTenure) {
  use_lanes(1);
  start("a");
  std::int64_t last = 0;
  for (int i = 0; i < 3; ++i) {
    send("a", "x");
    const auto tenure = (i == 1 ? other_store() : store()).take({});
    ASSERT_TRUE(tenure);
    EXPECT_EQ(tenure->epoch(), i == 0 ? tenure->epoch() : last + 1);
    last = tenure->epoch();
    EXPECT_EQ(handle(*tenure, 10), Strings{"x"});
  }
}

TEST_P(StoreContract, ALaneIsGivenBackByABatchOrWithItsTenure) {
  use_lanes(1);
  start("a");
  for (const char* name : {"x", "y", "z"}) send("a", name);
  const auto first = store().take({});
  ASSERT_TRUE(first);
  EXPECT_EQ(handle(*first, 1, true), Strings{"x"});
  EXPECT_EQ(first->claim({}), nullptr);
  auto second = other_store().take({});
  ASSERT_TRUE(second);
  EXPECT_FALSE(second->abandoned());
  EXPECT_EQ(handle(*second, 1), Strings{"y"});
  second.reset();
  const auto third = store().take({});
  ASSERT_TRUE(third);
  EXPECT_FALSE(third->abandoned());
  EXPECT_EQ(handle(*third, 1), Strings{"z"});
}

TEST_P(StoreContract, AnAbandonedLaneIsSomebodyElsesWhoIsToldSo) {
  use_lanes(1);
  start("a");
  for (const char* name : {"x", "y"}) send("a", name);
  auto left = store().take({"the former\xff", 7});
  ASSERT_TRUE(left);
  EXPECT_EQ(handle(*left, 1), Strings{"x"});
  left->abandon();
  EXPECT_EQ(left->claim({}), nullptr);
  left.reset();
  Store& other = other_store();
  EXPECT_EQ(other.take({}), nullptr) << "its owner may only be slow";
  const auto tenure = take_when_free(other);
  ASSERT_TRUE(tenure->abandoned());
  EXPECT_EQ(tenure->abandoned()->owner, "the former\xef\xbf\xbd");
  EXPECT_EQ(tenure->abandoned()->events, 7U);
  EXPECT_EQ(handle(*tenure, 10), Strings{"y"});
}

TEST_P(StoreContract, AnOwnerThatWasSlowFindsItsTenureOver) {
  use_lanes(1);
  start("a");
  for (const char* name : {"x", "y", "z"}) send("a", name);
  const auto slow = store().take({});
  ASSERT_TRUE(slow);
  EXPECT_EQ(handle(*slow, 1), Strings{"x"});
  {
    const auto heir = take_when_free(other_store());
    EXPECT_EQ(heir->epoch(), slow->epoch() + 1);
    EXPECT_EQ(slow->claim({}), nullptr);
    EXPECT_EQ(handle(*heir, 1), Strings{"y"}) << "nothing of the heir's was given back";
  }
  EXPECT_EQ(slow->claim({}), nullptr) << "nor is it the slow one's once nobody has it";
  EXPECT_EQ(drain(), Strings{"a z"});
}

TEST_P(StoreContract, ALaneWithABatchOutIsNotTakenHoweverLongThatLasts) {
  use_lanes(1);
  start("a");
  for (const char* name : {"x", "y"}) send("a", name);
  Store& other = other_store();
  const auto tenure = store().take({});
  ASSERT_TRUE(tenure);
  {
    const auto batch = tenure->claim({1});
    ASSERT_TRUE(batch);
    if (GetParam().batches_at_once) send("a", "z");  // Of which the other is told.
    const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(1300);
    while (std::chrono::steady_clock::now() < end) {
      ASSERT_EQ(other.take({}), nullptr);
      other.wait_for_work(std::chrono::milliseconds(50), {});
    }
    ASSERT_EQ(batch->commit(handle_all(*batch)), CommitResult::Committed);
  }
  EXPECT_EQ(other.take({}), nullptr) << "the batch was a sign of life";
  EXPECT_EQ(handle(*tenure, 1), Strings{"y"});
}

}  // namespace perdure::contract
