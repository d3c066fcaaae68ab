// What doing steps again takes: snapshots, and what the journal keeps of each step.
#include <limits>

#include "tests/store/contract.h"

namespace perdure::contract {
namespace {

constexpr std::int64_t AnyRevision = std::numeric_limits<std::int64_t>::max();

Timestamp moment(std::int64_t count) { return Timestamp(Duration(1'700'000'000'000'000 + count)); }

}  // namespace

TEST_P(StoreContract, TheJournalKeepsWhatAStepWasTold) {
  store().start(new_session("a"));
  const auto batch = claim();
  ASSERT_TRUE(batch);
  BatchWrite write = handle_all(*batch);
  JournalEntry entry;
  entry.session = "a";
  entry.revision = 1;
  entry.event = EventId::random();
  entry.name = "e";
  entry.at = moment(0);
  write.journal = {entry};
  write.journal.push_back(entry);
  write.journal.back().revision = 2;
  write.journal.back().payload = bytes(std::string("p\0q", 3));
  write.journal.back().invocation = "charge.1";
  write.journal.back().answers = bytes("answers");
  write.journal.push_back(entry);
  write.journal.back().revision = 3;
  write.journal.back().payload = Bytes();
  ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  const auto journal = store().history().journal("a", 0, 10);
  ASSERT_EQ(journal.size(), 3U);
  EXPECT_FALSE(journal[0].payload);
  EXPECT_EQ(journal[1].payload, bytes(std::string("p\0q", 3)));
  EXPECT_EQ(journal[1].invocation, "charge.1");
  EXPECT_EQ(journal[1].answers, bytes("answers"));
  EXPECT_EQ(journal[2].payload, Bytes());
}

TEST_P(StoreContract, SnapshotsAreFoundByRevisionAndTime) {
  store().start(new_session("a"));
  const auto batch = claim();
  ASSERT_TRUE(batch);
  BatchWrite write = handle_all(*batch);
  write.snapshots = {{0, {0, 1, bytes("zero"), moment(0)}},
                     {0, {5, 2, bytes("five"), moment(5)}},
                     {0, {10, 2, bytes("ten"), moment(10)}},
                     {0, {5, 2, bytes("again"), moment(5)}}};
  ASSERT_EQ(batch->commit(write), CommitResult::Committed);
  const auto found = [&](std::int64_t revision, Timestamp at) {
    const auto snapshot = store().records().snapshot("a", revision, at);
    return snapshot ? std::to_string(snapshot->revision) + " " + std::to_string(snapshot->version) +
                          " " + std::to_string(snapshot->state.size())
                    : "";
  };
  EXPECT_EQ(found(AnyRevision, Timestamp::max()), "10 2 3");
  EXPECT_EQ(found(9, Timestamp::max()), "5 2 4");
  EXPECT_EQ(found(4, Timestamp::max()), "0 1 4");
  EXPECT_EQ(found(AnyRevision, moment(9)), "5 2 4");
  EXPECT_EQ(found(AnyRevision, moment(5)), "5 2 4");
  EXPECT_EQ(found(AnyRevision, moment(-1)), "");
  EXPECT_FALSE(store().records().snapshot("b", AnyRevision, Timestamp::max()));
  const auto five = store().records().snapshot("a", 5, Timestamp::max());
  EXPECT_EQ(five->state, bytes("five"));
  EXPECT_EQ(five->at, moment(5));
}

}  // namespace perdure::contract
