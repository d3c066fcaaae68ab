// Charts that are made known to the store before the first turn.
#include <gtest/gtest.h>
#include <perdure/runtime.h>

#include "tests/turn/tally.h"

namespace perdure {
namespace {

using ::perdure::testing::Tally;
using ::perdure::testing::TallyChart;

class Quiet : public Tally::Handlers {
 public:
  void added(const Step&, std::int64_t, Effects&) override {}
};

TEST(Registration, ChartsThatWereAddedAreKnownOnceTheyRun) {
  Quiet handlers;
  Runtime runtime(open("memory:"), {.node = "n-1"});
  runtime.add(std::make_unique<TallyChart>(handlers));
  EXPECT_FALSE(runtime.store().registry().find(Tally::chart_name, Tally::chart_version));
  runtime.drain();
  const auto known = runtime.store().registry().find(Tally::chart_name, Tally::chart_version);
  ASSERT_TRUE(known);
  EXPECT_EQ(known->node, "n-1");
  EXPECT_EQ(known->shape, "0");
}

TEST(Registration, AnotherShapeUnderTheSameVersionEndsTheRunBeforeItsFirstTurn) {
  Quiet handlers;
  auto store = open("memory:");
  ChartVersion other;
  other.name = Tally::chart_name;
  other.version = Tally::chart_version;
  other.shape = "1";
  store->registry().add(other);
  Runtime runtime(std::move(store), {.log = LogLevel::Error});
  runtime.add(std::make_unique<TallyChart>(handlers));
  runtime.start<Tally>("t-1");
  const auto refusal = [](auto&& run) {
    try {
      run();
    } catch (const Error& error) {
      return error.kind();
    }
    return ErrorKind::InvalidArgument;
  };
  EXPECT_EQ(refusal([&] { runtime.drain(); }), ErrorKind::VersionMismatch);
  EXPECT_EQ(refusal([&] { runtime.run(); }), ErrorKind::VersionMismatch);
  EXPECT_EQ(runtime.store().read("t-1")->revision, 0);
}

}  // namespace
}  // namespace perdure
