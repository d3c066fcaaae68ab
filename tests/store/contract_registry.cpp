// Charts that are registered.
#include "tests/store/contract.h"

namespace perdure::contract {
namespace {

ChartVersion order(std::uint32_t version) {
  ChartVersion chart;
  chart.name = "shop.Order";
  chart.version = version;
  chart.shape = "0123456789abcdef";
  chart.behaviour = "fedcba9876543210";
  chart.definition = "{\"format\":1,\n\"doc\":\"\xc3\xa9\"}";
  chart.node = "n-1";
  return chart;
}

}  // namespace

TEST_P(StoreContract, ChartsAreRegistered) {
  EXPECT_FALSE(store().registry().find("shop.Order", 1));
  EXPECT_TRUE(store().registry().list().empty());
  store().registry().add(order(2));
  store().registry().add(order(10));
  ChartVersion other = order(1);
  other.name = "shop.Basket";
  other.definition = "";
  store().registry().add(other);

  const auto found = other_store().registry().find("shop.Order", 2);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->shape, order(2).shape);
  EXPECT_EQ(found->behaviour, order(2).behaviour);
  EXPECT_EQ(found->definition, order(2).definition);
  EXPECT_EQ(found->node, "n-1");
  EXPECT_GT(found->registered, Timestamp{});
  EXPECT_FALSE(store().registry().find("shop.Order", 1));
  EXPECT_FALSE(store().registry().find("shop.order", 2));
  EXPECT_FALSE(store().registry().find("shop.\xff", 2));

  std::vector<std::string> all;
  for (const ChartVersion& chart : store().registry().list()) {
    EXPECT_EQ(chart.definition, "");
    all.push_back(chart.name + " " + std::to_string(chart.version));
  }
  EXPECT_EQ(all, (std::vector<std::string>{"shop.Basket 1", "shop.Order 2", "shop.Order 10"}));
}

TEST_P(StoreContract, ARegisteredChartMayBehaveDifferently) {
  store().registry().add(order(1));
  const Timestamp first = store().registry().find("shop.Order", 1)->registered;
  ChartVersion again = order(1);
  again.node = "n-2";
  store().registry().add(again);
  EXPECT_EQ(store().registry().find("shop.Order", 1)->node, "n-1");
  EXPECT_EQ(store().registry().find("shop.Order", 1)->registered, first);
  again.behaviour = "0000000000000000";
  again.definition = "{}";
  store().registry().add(again);
  const auto found = store().registry().find("shop.Order", 1);
  EXPECT_EQ(found->behaviour, again.behaviour);
  EXPECT_EQ(found->definition, "{}");
  EXPECT_EQ(found->node, "n-2");
}

TEST_P(StoreContract, ARegisteredChartKeepsItsShape) {
  store().registry().add(order(1));
  ChartVersion other = order(1);
  other.shape = "1111111111111111";
  try {
    other_store().registry().add(other);
    ADD_FAILURE() << "registered";
  } catch (const Error& error) {
    EXPECT_EQ(error.kind(), ErrorKind::VersionMismatch);
    EXPECT_STREQ(error.what(),
                 "chart shop.Order version 1 is in this store with other states or data (shape "
                 "0123456789abcdef, this program's is 1111111111111111): raise the chart's "
                 "`version`");
  }
  EXPECT_EQ(store().registry().find("shop.Order", 1)->definition, order(1).definition);
  other.version = 2;
  store().registry().add(other);
}

TEST_P(StoreContract, WhatNoStoreCanKeepIsNotRegistered) {
  ChartVersion chart = order(1);
  chart.name = "";
  expect_error(ErrorKind::InvalidArgument, [&] { store().registry().add(chart); });
  chart.name = std::string("a\0b", 3);
  expect_error(ErrorKind::InvalidArgument, [&] { store().registry().add(chart); });
  chart = order(1);
  chart.definition = std::string("{\0}", 3);
  expect_error(ErrorKind::InvalidArgument, [&] { store().registry().add(chart); });
  EXPECT_TRUE(store().registry().list().empty());
}

TEST_P(StoreContract, ChartsHaveViews) {
  ChartVersion chart = order(1);
  chart.definition = R"({"params":[{"name":"it's","type":"string","indexed":true}]})";
  store().registry().add(chart);
  chart.version = 2;
  chart.definition =
      R"({"params":[{"name":"customer","type":"string","indexed":true},{"name":"x","type":"int"}],
    "data":[{"name":"total","type":"int","indexed":true},
            {"name":"ratio","type":{"optional":"float"},"indexed":true},
            {"name":"wait","type":"duration","indexed":true},
            {"name":"since","type":{"optional":"timestamp"},"indexed":true},
            {"name":"open","type":"bool","indexed":true},
            {"name":"kind","type":{"type":"shop::Kind"},"indexed":true}]})";
  store().registry().add(chart);
  chart.name = "Timer";  // There is a table of that name.
  chart.definition = "{}";
  store().registry().add(chart);
  chart.name = "Blank";
  chart.definition = "";
  store().registry().add(chart);

  const std::vector<std::string> sql = store().registry().views(false);
  if (sql.empty()) GTEST_SKIP() << "a store without SQL";
  EXPECT_EQ(sql.size(), 4U);
  EXPECT_NE(sql[3].find("shop_order"), std::string::npos);
  EXPECT_NE(sql[3].find("total"), std::string::npos);
  EXPECT_EQ(sql[3].find("it''s"), std::string::npos);
  store().registry().make_views(false);
  store().registry().make_views(true);
  store().registry().make_views(true);
  store().schema().migrate_to(1);
  store().schema().migrate();
  store().registry().add(chart);
  store().registry().make_views(true);
  store().schema().drop();
}

}  // namespace perdure::contract
