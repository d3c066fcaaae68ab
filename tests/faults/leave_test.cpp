// A worker that is asked to go, in the middle of a batch.
#include <gmock/gmock.h>

#include <csignal>
#include <thread>

#include "tests/faults/bed.h"
#include "tests/faults/stores.h"

namespace perdure::faults {
namespace {

using namespace std::chrono_literals;

class Leave : public ::testing::TestWithParam<SharedStore> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Leave);

TEST_P(Leave, CommitsItsBatchFirst) {
  const std::unique_ptr<TemporaryStore> store = GetParam().make();
  Bed bed(store->uri(), 32);
  for (int i = 0; i < 20; ++i) bed.tick();

  // Slow steps: the signal comes in the middle of a batch.
  Process worker({PERDURE_RELAY, store->uri(), "200", "2000"});
  ASSERT_TRUE(worker.wait_until_ready());
  std::this_thread::sleep_for(200ms);
  worker.signal(SIGTERM);
  ASSERT_EQ(worker.wait(), 0);
  const long ran = std::stol(worker.printed());
  EXPECT_GT(ran, 0);
  EXPECT_LT(ran, 32 * 20 * 2);
  EXPECT_EQ(ran, bed.steps()) << "every step that ran was committed";

  Process heir({PERDURE_RELAY, store->uri()});
  ASSERT_TRUE(heir.wait_until_ready());
  ASSERT_TRUE(bed.wait_until_quiet());
  heir.signal(SIGTERM);
  EXPECT_EQ(heir.wait(), 0);
  EXPECT_THAT(bed.violations(), ::testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Stores, Leave, ::testing::ValuesIn(shared_stores()),
                         [](const auto& store) { return store.param.name; });

}  // namespace
}  // namespace perdure::faults
