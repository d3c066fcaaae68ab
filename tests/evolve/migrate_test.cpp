// What becomes of data, states, histories, invocations and deferred events.
#include <gmock/gmock.h>

#include <limits>

#include "tests/evolve/versions.h"

namespace perdure::evolve {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Pair;

class Migrate : public ::testing::Test {
 protected:
  first::order::Handlers old_handlers;
  second::order::Handlers second_handlers;
  third::order::Handlers handlers;
  first::Order old = first_order(old_handlers);

  third::Order now() { return third::Order(handlers, loaded<third::Order>(saved(old))); }
};

TEST_F(Migrate, ConvertsWhatConvertsByItself) {
  const third::Order order = now();
  EXPECT_EQ(order.params().customer, "ann");
  EXPECT_EQ(order.params().region, "north");
  EXPECT_EQ(order.data().method, third::Method::transfer);
  ASSERT_EQ(order.data().items.size(), 2U);
  EXPECT_EQ(order.data().items[1], (third::Item{"pear", 250.0, 1}));
  EXPECT_THAT(order.data().prices, ElementsAre(Pair("apple", 150.0), Pair("pear", 250.0)));
}

TEST_F(Migrate, DoesWhatTheMigrationsSayInTheirOrder) {
  const third::Order order = now();
  EXPECT_EQ(order.params().limit, 300);
  EXPECT_EQ(order.data().total, 4.0);
  EXPECT_THAT(order.data().notes, ElementsAre("was dropped"));
  EXPECT_EQ(order.data().first, "apple");
  EXPECT_EQ(order.data().label, "ann/north");
  EXPECT_EQ(order.data().count, 2);
}

TEST_F(Migrate, BranchesByOldData) {
  old.dispatch(first::order::event::Cancel{});
  old = first::Order(old_handlers, {.customer = "bob", .limit = 1});
  old.start();
  old.dispatch(first::order::event::Submit{{{"car", 1'000'000}}, first::Method::card});
  EXPECT_EQ(now().data().label, "large bob/north");
}

TEST_F(Migrate, MovesSessionsOfStatesThatAreGone) {
  old.dispatch(first::order::event::Refuse{});
  ASSERT_TRUE(old.in<first::order::state::AwaitingCard>());
  third::Order order = now();
  EXPECT_THAT(order.active(), ElementsAre("AwaitingMoney"));
  EXPECT_TRUE(order.in<third::order::state::Paying>());
  const auto& paying = order.get<third::order::state::Paying>();
  EXPECT_EQ(paying.refusals, 1.0);
  EXPECT_EQ(paying.grace, 3);
  EXPECT_FALSE(paying.again);
  EXPECT_TRUE(order.dispatch(third::order::event::Pay{4}));
  EXPECT_TRUE(order.in<third::order::state::Fulfilment>());
}

TEST_F(Migrate, RenamesStates) {
  second::Order middle(second_handlers, {.customer = "ann", .limit = 3});
  middle.start();
  middle.dispatch(second::order::event::Submit{{{"apple", 1}}, second::Method::card});
  const auto snapshot = loaded<third::Order>(saved(middle));
  EXPECT_THAT(snapshot.active(), ElementsAre("AwaitingMoney"));
  EXPECT_EQ(snapshot.get<third::order::state::Paying>().grace, 3);
}

// Armed under the name that its state had.
TEST_F(Migrate, DeadlinesOfRenamedStatesAreKept) {
  first::Order fresh(old_handlers, {.customer = "ann", .limit = 3});
  fresh.start();
  third::Order order(handlers, loaded<third::Order>(saved(fresh)));
  EXPECT_THAT(order.active(), ElementsAre("Open"));
  third::Order in_time = order;
  EXPECT_TRUE(order.fire("Pending.after.0"));
  EXPECT_TRUE(order.done());

  in_time.dispatch(third::order::event::Submit{});
  EXPECT_THAT(in_time.effects(), ::testing::Contains(::testing::VariantWith<CancelEffect>(
                                     ::testing::Field(&CancelEffect::send_id, "Pending.after.0"))));
  EXPECT_FALSE(in_time.fire("Pending.after.0"));
}

TEST_F(Migrate, GivesEveryRegionAPlace) {
  old.dispatch(first::order::event::Pay{400});
  old.dispatch(first::order::event::Packed{});
  ASSERT_THAT(old.active(), ElementsAre("Sent", "Invoicing"));
  third::Order order = now();
  EXPECT_THAT(order.active(), ElementsAre("Packing", "Invoicing", "Asking"));
  EXPECT_TRUE(order.dispatch(third::order::event::Insured{}));
  EXPECT_THAT(order.active(), ElementsAre("Packing", "Invoicing", "Insured"));
}

TEST_F(Migrate, HistoriesFollow) {
  old.dispatch(first::order::event::Refuse{});
  old.dispatch(first::order::event::Hold{});
  ASSERT_THAT(old.active(), ElementsAre("OnHold"));
  third::Order order = now();
  EXPECT_THAT(order.active(), ElementsAre("OnHold"));
  order.dispatch(third::order::event::Resume{});
  EXPECT_THAT(order.active(), ElementsAre("AwaitingMoney"));
}

TEST_F(Migrate, DeepHistoriesFollow) {
  old.dispatch(first::order::event::Pay{400});
  old.dispatch(first::order::event::Packed{});
  old.dispatch(first::order::event::Hold{});
  ASSERT_THAT(old.active(), ElementsAre("Paused"));
  third::Order order = now();
  order.dispatch(third::order::event::Resume{});
  EXPECT_THAT(order.active(), ElementsAre("Packing", "Invoicing", "Asking"));
}

TEST_F(Migrate, DeferredEventsAreReadByTheNewerVersion) {
  old.dispatch(first::order::event::Note{"ring twice"});
  ASSERT_THAT(old.deferred(), ElementsAre("note"));
  third::Order order = now();
  ASSERT_THAT(order.deferred(), ElementsAre("note"));
  order.dispatch(third::order::event::Pay{4});
  EXPECT_THAT(order.deferred(), ElementsAre());
  EXPECT_THAT(order.data().notes, ElementsAre("was dropped", "ring twiceann/northappleannnorth"));
  EXPECT_EQ(order.data().count, 3);
}

TEST_F(Migrate, InvocationsGoOn) {
  old.dispatch(first::order::event::Pay{1});
  ASSERT_THAT(old.active(), ElementsAre("Charging"));
  const auto session = chart_of<third::Order>(handlers)->load(saved(old));
  Delivery outcome;
  outcome.kind = EventKind::Done;
  outcome.event = "charge.done";
  outcome.invocation = "charge.1";
  EXPECT_EQ(session->handle(outcome, {}), Handled::Taken);
  EXPECT_THAT(session->active(), ElementsAre("Packing", "Invoicing", "Asking"));
}

TEST_F(Migrate, WhatIsMigratedIsStoredAsTheNewVersion) {
  const Bytes bytes = saved(old);
  const auto snapshot = loaded<third::Order>(bytes);
  const Bytes newer = saved(snapshot);
  EXPECT_NE(newer, bytes);
  EXPECT_EQ(loaded<third::Order>(newer), snapshot);
}

TEST_F(Migrate, FinishedSessionsAreStillRead) {
  old.dispatch(first::order::event::Cancel{});
  ASSERT_TRUE(old.done());
  const third::Order order = now();
  EXPECT_TRUE(order.done());
  EXPECT_EQ(order.result(), (third::Item{"sku", 400.0, 1}));
}

TEST_F(Migrate, AFailingMigrationIsToldByItsVersions) {
  first::Order rich(old_handlers,
                    {.customer = "ann", .limit = std::numeric_limits<std::int64_t>::max()});
  rich.start();
  try {
    loaded<third::Order>(saved(rich));
    FAIL() << "the limit times 100 is no int";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::VersionMismatch);
    EXPECT_THAT(error.what(), HasSubstr("third.Order cannot be migrated from version 1 to 2"));
    EXPECT_THAT(error.what(), HasSubstr("an integer overflow"));
  }
}

TEST_F(Migrate, ChartsTellWhichVersionsTheyLoad) {
  const auto chart = chart_of<third::Order>(handlers);
  EXPECT_TRUE(chart->loads(1));
  EXPECT_TRUE(chart->loads(3));
  EXPECT_FALSE(chart->loads(4));
  EXPECT_FALSE(chart_of<first::Order>(old_handlers)->loads(2));
}

}  // namespace
}  // namespace perdure::evolve
