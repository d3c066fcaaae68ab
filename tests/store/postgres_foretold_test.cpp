// Lanes whose work is about to be committed, and the threads that wait for it with such a lane in their hands.
#include <gtest/gtest.h>

#include <chrono>
#include <optional>
#include <thread>

#include "runtime/store/postgres/foretold.h"

namespace perdure::postgres {
namespace {

using namespace std::chrono_literals;

LanesWithWork lane(std::int32_t number) {
  LanesWithWork lanes;
  lanes.add(number);
  return lanes;
}

// What it came to, and not how long it took, is what most of these are about.
bool waits(const Foretold::Lane& lane) {
  const auto begin = std::chrono::steady_clock::now();
  lane.wait_for_work();
  return std::chrono::steady_clock::now() - begin > 1ms;
}

TEST(PostgresForetold, EachLaneIsInTheHandsOfOne) {
  Foretold foretold;
  EXPECT_FALSE(foretold.next());
  foretold.add({3, 7});
  foretold.add({7});
  const auto first = foretold.next();
  const auto second = foretold.next();
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->number(), 3);
  EXPECT_EQ(second->number(), 7);
  foretold.add({3});
  EXPECT_FALSE(foretold.next());
}

TEST(PostgresForetold, IsForgottenWithItsOwner) {
  Foretold foretold;
  foretold.add({3});
  EXPECT_TRUE(foretold.next());
  EXPECT_EQ(foretold.came(lane(3)).named(), lane(3).named());
  foretold.add({3});
  EXPECT_TRUE(foretold.next());
}

TEST(PostgresForetold, WhoWaitsIsTheOneForWhatCame) {
  Foretold foretold;
  foretold.add({3});
  const auto taken = foretold.next();
  std::jthread sender([&] {
    std::this_thread::sleep_for(5ms);
    EXPECT_TRUE(foretold.came(lane(3)).empty());
  });
  EXPECT_TRUE(waits(*taken));
}

TEST(PostgresForetold, WhatCameBeforeIsNotWaitedFor) {
  Foretold foretold;
  foretold.add({3});
  const auto taken = foretold.next();
  EXPECT_TRUE(foretold.came(lane(3)).empty());
  EXPECT_FALSE(waits(*taken));
  // What comes now he may not see any more.
  EXPECT_EQ(foretold.came(lane(3)).named(), lane(3).named());
}

TEST(PostgresForetold, WhatNobodyTookYetIsForAnybody) {
  Foretold foretold;
  foretold.add({3});
  EXPECT_EQ(foretold.came(lane(3)).named(), lane(3).named());
  EXPECT_FALSE(foretold.next());
}

TEST(PostgresForetold, WorkInAnyLaneIsForEverybody) {
  Foretold foretold;
  foretold.add({3});
  const auto taken = foretold.next();
  const LanesWithWork others = foretold.came(LanesWithWork::any());
  EXPECT_FALSE(others.empty());
  EXPECT_TRUE(others.named().empty());
  EXPECT_FALSE(waits(*taken));
}

TEST(PostgresForetold, NobodyWaitsWhereHeIsNeeded) {
  Foretold foretold;
  foretold.add({3, 4});
  const auto taken = foretold.next();
  foretold.let_go();
  EXPECT_FALSE(waits(*taken));
  EXPECT_TRUE(foretold.next());
}

TEST(PostgresForetold, WhatDoesNotComeIsNotWaitedForForEver) {
  Foretold foretold;
  foretold.add({3, 4});
  const auto taken = foretold.next();
  EXPECT_TRUE(waits(*taken));
  // The other one is as late.
  std::this_thread::sleep_for(1ms);
  EXPECT_FALSE(foretold.next());
}

}  // namespace
}  // namespace perdure::postgres
