// Values that are kept beside sessions.
#include <thread>

#include "tests/store/contract.h"

namespace perdure::contract {
namespace {

LargeName named(std::uint8_t number, std::size_t size = 3) {
  LargeName name;
  name.digest.fill(number);
  name.digest.back() = 0;  // Bytes, not text.
  name.size = size;
  return name;
}

}  // namespace

class LargeContract : public StoreContract {
 protected:
  // One more step of session "a", with that.
  void step(const std::function<void(BatchWrite&)>& add) {
    send("a", "e");
    const auto batch = claim();
    ASSERT_TRUE(batch);
    BatchWrite write = handle_all(*batch);
    add(write);
    ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  }
  std::optional<Bytes> found(std::uint8_t number, const std::string& session = "a") {
    return store().records().large_value(session, named(number));
  }
};

TEST_P(LargeContract, IsThereWithTheCommitThatWritesIt) {
  start("a");
  start("b");
  step([](BatchWrite& write) {
    write.large = {{0, named(1), 2, bytes(std::string("p\0q", 3))}, {0, named(2), 2, bytes("")}};
  });
  EXPECT_EQ(found(1), bytes(std::string("p\0q", 3)));
  EXPECT_EQ(found(2), Bytes());
  EXPECT_FALSE(found(3));
  EXPECT_FALSE(found(1, "b"));
  EXPECT_FALSE(found(1, "nobody"));
  reopen();
  EXPECT_EQ(found(1), bytes(std::string("p\0q", 3)));
}

TEST_P(LargeContract, ABatchReadsWhatItsSessionsHave) {
  start("a");
  step([](BatchWrite& write) { write.large = {{0, named(1), 2, bytes("one")}}; });
  send("a", "e");
  const auto batch = claim();
  ASSERT_TRUE(batch);
  EXPECT_EQ(batch->large_value(0, named(1)), bytes("one"));
  EXPECT_FALSE(batch->large_value(0, named(2)));
  EXPECT_EQ(batch->large_value(0, named(1)), bytes("one"));
  EXPECT_EQ(batch->commit(handle_all(*batch)), CommitResult::Committed);
}

TEST_P(LargeContract, NothingIsWrittenByABatchThatIsNotCommitted) {
  start("a");
  send("a", "e");
  {
    const auto batch = claim();
    ASSERT_TRUE(batch);
    BatchWrite write = handle_all(*batch);
    write.large = {{0, named(1), 2, bytes("one")}};
  }
  EXPECT_FALSE(found(1));
  const auto batch = claim();
  ASSERT_TRUE(batch);
  BatchWrite write = handle_all(*batch);
  write.large = {{0, named(1), 2, bytes("one")}};
  if (!database().interfere(store(), "a")) return;
  EXPECT_EQ(batch->commit(write), CommitResult::Lost);
  EXPECT_FALSE(found(1));
}

TEST_P(LargeContract, WhatIsThereStaysAsItIs) {
  start("a");
  step([](BatchWrite& write) { write.large = {{0, named(1), 2, bytes("one")}}; });
  step([](BatchWrite& write) { write.large = {{0, named(1), 3, bytes("two")}}; });
  EXPECT_EQ(found(1), bytes("one"));
}

TEST_P(LargeContract, WhatIsNamedNoMoreIsGone) {
  start("a");
  start("b");
  step([](BatchWrite& write) {
    write.large = {{0, named(1), 2, bytes("one")}, {0, named(2), 2, bytes("two")}};
  });
  step([](BatchWrite& write) {
    write.large = {{0, named(3), 3, bytes("three")}};
    write.large_ends = {{0, named(1), 3}, {0, named(9), 3}};
  });
  EXPECT_FALSE(found(1));
  EXPECT_EQ(found(2), bytes("two"));
  EXPECT_EQ(found(3), bytes("three"));
}

TEST_P(LargeContract, WhatASnapshotMayNameStays) {
  start("a");
  const auto snapshot = [](std::int64_t revision) {
    return BatchWrite::Snapshot{0, {revision, 1, bytes("s"), Timestamp{}}};
  };
  step([&](BatchWrite& write) {
    write.large = {{0, named(1), 2, bytes("one")}, {0, named(2), 2, bytes("two")}};
    write.snapshots = {snapshot(1), snapshot(2)};
  });
  // What is made and replaced between two snapshots goes; what one of them saw stays.
  step([](BatchWrite& write) { write.large = {{0, named(3), 3, bytes("three")}}; });
  step([&](BatchWrite& write) {
    write.snapshots = {snapshot(4)};
    write.large_ends = {{0, named(1), 4}, {0, named(3), 4}};
  });
  EXPECT_EQ(found(1), bytes("one"));
  EXPECT_FALSE(found(3));
  step([](BatchWrite& write) { write.large_ends = {{0, named(2), 5}}; });
  EXPECT_EQ(found(2), bytes("two"));
  // A snapshot that the same batch makes counts.
  step([&](BatchWrite& write) {
    write.large = {{0, named(4), 6, bytes("four")}};
    write.snapshots = {snapshot(6)};
    write.large_ends = {{0, named(4), 7}};
  });
  EXPECT_EQ(found(4), bytes("four"));
}

TEST_P(LargeContract, GoesWithItsSession) {
  start("a");
  start("b");
  step([](BatchWrite& write) { write.large = {{0, named(1), 2, bytes("one")}}; });
  step([](BatchWrite& write) { write.sessions[0].status = SessionStatus::Done; });
  EXPECT_EQ(found(1), bytes("one"));
  std::this_thread::sleep_for(std::chrono::milliseconds(1));
  EXPECT_EQ(maintain(store(), {.finished = Duration::zero(), .archive = true}).sessions, 1U);
  EXPECT_FALSE(store().read("a"));
  EXPECT_FALSE(found(1));
  // Its name is free, for a session that has none of this.
  start("a");
  EXPECT_FALSE(found(1));
}

TEST_P(LargeContract, ManyAndLargeOnesFitIntoOneBatch) {
  start("a");
  const std::size_t mebibytes = 20;
  step([&](BatchWrite& write) {
    for (std::uint8_t i = 0; i < 3; ++i) {
      write.large.push_back({0, named(i), 2, Bytes(mebibytes << 20U, std::byte{i})});
    }
  });
  for (std::uint8_t i = 0; i < 3; ++i) {
    const auto bytes = found(i);
    ASSERT_TRUE(bytes);
    EXPECT_EQ(bytes->size(), mebibytes << 20U);
    EXPECT_EQ(bytes->back(), std::byte{i});
  }
}

TEST_P(LargeContract, OfNoSessionOfTheBatchIsRefused) {
  start("a");
  send("a", "e");
  const auto batch = claim();
  ASSERT_TRUE(batch);
  BatchWrite write = handle_all(*batch);
  write.large = {{7, named(1), 2, bytes("one")}};
  expect_error(ErrorKind::InvalidArgument, [&] { batch->commit(write); });
  write.large.clear();
  write.large_ends = {{7, named(1), 2}};
  expect_error(ErrorKind::InvalidArgument, [&] { batch->commit(write); });
}

INSTANTIATE_TEST_SUITE_P(Stores, LargeContract, ::testing::ValuesIn(stores()),
                         [](const auto& tested) { return tested.param.name; });

}  // namespace perdure::contract
