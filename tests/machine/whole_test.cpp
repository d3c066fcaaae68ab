// The chart that the language was designed by, from submission to delivery, in a world of its own.
#include <gtest/gtest.h>
#include <perdure/testing.h>

#include "order.chart.h"

namespace {

using namespace std::chrono_literals;
using perdure::testing::Keeping;
using perdure::testing::Redeemed;
using perdure::testing::World;
using shop::Order;
namespace event = shop::order::event;
namespace state = shop::order::state;
namespace service = shop::order::service;

class Shop : public shop::order::Handlers {
 public:
  shop::Money price(const std::vector<shop::Item>& items) const override {
    shop::Money sum;
    for (const shop::Item& item : items) sum += item.price * shop::Money{item.quantity};
    return sum;
  }
  void notify(const perdure::Step& step, const std::string& customer,
              const std::string& text) override {
    told.push_back(step.session + " " + customer + ": " + text);
  }

  std::vector<std::string> told;
};

class Whole : public testing::TestWithParam<Keeping> {
 protected:
  Whole() {
    world.add<Order>(handlers);
    world.start<Order>("order-1", {.customer = "c-42"});
  }

  void submit(std::int64_t quantity) {
    world.send("order-1", event::Submit{{shop::Item{"lamp", quantity, shop::Money{100}}}});
  }
  Order::Snapshot order() const { return world.machine<Order>("order-1"); }

  Shop handlers;
  World world{{.keeping = GetParam()}};
};

TEST_P(Whole, IsDeliveredAfterAnApproval) {
  submit(20);
  ASSERT_TRUE(order().in<state::AwaitingApproval>());
  const std::string secret = world.secret("order-1", "approval");
  EXPECT_EQ(handlers.told.back(), "order-1 c-42: please approve: " + secret);
  EXPECT_EQ(order().get<state::AwaitingApproval>().approval_token, secret);
  EXPECT_EQ(world.redeem(secret, event::Packed{}), Redeemed::NotAccepted);
  EXPECT_EQ(world.redeem(secret, event::Approve{}), Redeemed::Yes);
  EXPECT_TRUE(world.tokens().empty());

  ASSERT_TRUE(order().in<state::Charging>());
  EXPECT_EQ(world.call<service::ChargeCard>(), (service::ChargeCard{"c-42", shop::Money{2000}}));
  world.answer<service::ChargeCard>({shop::Money{2000}});
  ASSERT_TRUE(order().in<state::Fulfilment>());
  world.send("order-1", event::Packed{});
  world.send("order-1", event::Shipped{"post", "RR 1"});
  EXPECT_EQ(order().data().tracking, "RR 1");
  world.advance(1h);
  ASSERT_TRUE(order().in<state::AwaitingDelivery>());
  world.send("order-1", event::Delivered{});
  EXPECT_EQ(order().result(), shop::Receipt{shop::Money{2000}});
  EXPECT_TRUE(world.dropped().empty());
}

TEST_P(Whole, AsksForAnotherCardTwice) {
  submit(1);
  for (int refusals = 1; refusals <= 2; ++refusals) {
    ASSERT_TRUE(order().in<state::Charging>());
    for (int attempt = 0; attempt < 6; ++attempt) {
      world.fail<service::ChargeCard>("declined");
      world.advance(20s);  // Past the pause, within the time-out of the next attempt.
    }
    ASSERT_TRUE(order().in<state::AwaitingCard>()) << refusals;
    EXPECT_EQ(order().get<state::Payment>().refusals, refusals);
    world.send("order-1", event::PaymentReceived{shop::Money{100}, shop::Method::voucher});
  }
  for (int attempt = 0; attempt < 6; ++attempt) {
    world.fail<service::ChargeCard>("declined");
    world.advance(20s);  // Past the pause, within the time-out of the next attempt.
  }
  EXPECT_TRUE(order().in<state::Rejected>());
  EXPECT_EQ(order().result(), std::nullopt);
}

TEST_P(Whole, IsRejectedWhereNobodyDecides) {
  submit(20);
  const std::string secret = world.secret("order-1", "approval");
  world.advance(24h * 7);
  EXPECT_TRUE(order().in<state::Rejected>());
  EXPECT_EQ(world.redeem(secret, event::Approve{}), Redeemed::No);
}

TEST_P(Whole, IsCancelledWhileTheCardIsCharged) {
  submit(1);
  ASSERT_EQ(world.calls().size(), 1U);
  world.send("order-1", event::Cancel{});
  EXPECT_TRUE(order().in<state::Cancelled>());
  EXPECT_TRUE(world.calls().empty());
}

INSTANTIATE_TEST_SUITE_P(Kept, Whole, testing::Values(Keeping::InMemory, Keeping::Stored));

}  // namespace
