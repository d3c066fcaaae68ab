// Sessions of older versions in a store, and a runtime that has the newest version alone.
#include <gmock/gmock.h>
#include <perdure/runtime.h>

#include <limits>

#include "tests/evolve/versions.h"

namespace perdure::evolve {
namespace {

using ::testing::ElementsAre;

class Stored : public ::testing::Test {
 protected:
  first::order::Handlers old_handlers;
  third::order::Handlers handlers;
  std::unique_ptr<Store> store = open("memory:");

  // As a program that had the first version left it, whose chart was called as this one's.
  void make(const std::string& id) {
    const first::order::Params params{.customer = "ann", .limit = 3};
    store->start({id, std::string(third::Order::chart_name), 1, to_bytes(params), {}});
  }
  void run_first_steps() {
    while (const auto batch = store->claim({})) {
      const first::Order order = first_order(old_handlers);
      BatchWrite write;
      for (std::size_t i = 0; i < batch->sessions().size(); ++i) {
        write.sessions.push_back(
            {i, SessionStatus::Running, 1, {"AwaitingMoney"}, saved(order), {}, 0, {}, ""});
      }
      for (std::size_t i = 0; i < batch->events().size(); ++i) write.consumed.push_back(i);
      ASSERT_EQ(batch->commit(write), CommitResult::Committed);
    }
  }
};

TEST_F(Stored, AreMigratedByTheStepThatKeepsThem) {
  make("a");
  run_first_steps();
  Runtime runtime(std::move(store), {.log = LogLevel::Error});
  runtime.add<third::Order>(handlers);
  ASSERT_EQ(runtime.store().read("a")->version, 1U);
  const auto before = runtime.read<third::Order>("a");
  ASSERT_TRUE(before);
  EXPECT_EQ(before->snapshot.data().first, "apple");

  runtime.send("a", third::order::event::Pay{4});
  runtime.drain();
  const auto stored = runtime.store().read("a");
  EXPECT_EQ(stored->version, 3U);
  EXPECT_EQ(stored->revision, 2);
  EXPECT_THAT(stored->active, ElementsAre("Packing", "Invoicing", "Asking"));
  EXPECT_EQ(runtime.read<third::Order>("a")->snapshot.params().limit, 300);

  runtime.send("a", third::order::event::Insured{});
  runtime.drain();
  EXPECT_THAT(runtime.store().read("a")->active, ElementsAre("Packing", "Invoicing", "Insured"));
}

TEST_F(Stored, StayAsTheyAreWhereNothingIsKept) {
  make("a");
  run_first_steps();
  const Bytes state = store->read("a")->state;
  Runtime runtime(std::move(store), {.log = LogLevel::Error});
  runtime.add<third::Order>(handlers);
  runtime.send("a", third::order::event::Insured{});  // Which nothing takes.
  runtime.drain();
  const auto stored = runtime.store().read("a");
  EXPECT_EQ(stored->revision, 2);
  EXPECT_EQ(stored->version, 1U);
  EXPECT_EQ(stored->state, state);
}

TEST_F(Stored, ThoseThatNobodyStartedHaveTheirParametersMigrated) {
  make("a");
  Runtime runtime(std::move(store), {.log = LogLevel::Error});
  runtime.add<third::Order>(handlers);
  EXPECT_EQ(runtime.read<third::Order>("a")->snapshot.params().limit, 300);
  runtime.drain();
  const auto stored = runtime.store().read("a");
  EXPECT_EQ(stored->version, 3U);
  EXPECT_THAT(stored->active, ElementsAre("Open"));
  EXPECT_EQ(runtime.read<third::Order>("a")->snapshot.params().limit, 300);
}

// The older version's session stays as it was, its events in their order.
TEST_F(Stored, ThoseThatCannotBeMigratedWait) {
  const first::order::Params params{.customer = "ann",
                                    .limit = std::numeric_limits<std::int64_t>::max()};
  store->start({"a", std::string(third::Order::chart_name), 1, to_bytes(params), {}});
  Runtime runtime(std::move(store), {.log = LogLevel::Error});
  runtime.add<third::Order>(handlers);
  runtime.drain();
  const auto stored = runtime.store().read("a");
  EXPECT_EQ(stored->status, SessionStatus::Starting);
  EXPECT_EQ(stored->version, 1U);
  EXPECT_THAT(stored->failure, ::testing::HasSubstr("cannot be migrated from version 1 to 2"));
}

TEST_F(Stored, AnotherVersionThanThisProgramKnowsWaits) {
  store->start({"a", std::string(third::Order::chart_name), 9, {}, {}});
  Runtime runtime(std::move(store), {.log = LogLevel::Error});
  runtime.add<third::Order>(handlers);
  runtime.drain();
  EXPECT_THAT(runtime.store().read("a")->failure, ::testing::HasSubstr("version 9"));
}

}  // namespace
}  // namespace perdure::evolve
