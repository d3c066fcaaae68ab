// Workers that are frozen for longer than others wait for an owner, and thawed: old owners that write after they lost
// their lanes.
#include <gmock/gmock.h>

#include <csignal>
#include <random>
#include <thread>

#include "tests/faults/bed.h"
#include "tests/faults/stores.h"

namespace perdure::faults {
namespace {

using namespace std::chrono_literals;

class Freeze : public ::testing::TestWithParam<SharedStore> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Freeze);

TEST_P(Freeze, LosesNothingAndDoesNothingTwice) {
  std::mt19937 random(std::random_device{}());
  const std::unique_ptr<TemporaryStore> store = GetParam().make();
  Bed bed(store->uri(), 64);
  std::vector<Process> workers;
  for (int i = 0; i < 3; ++i) {
    // Slow steps in small batches: most are frozen in the middle of a tenure.
    workers.emplace_back(std::vector<std::string>{PERDURE_RELAY, bed.uri(), "5", "500"});
  }
  for (Process& worker : workers) ASSERT_TRUE(worker.wait_until_ready());
  for (int i = 0; i < 5; ++i) {
    for (int ticks = 0; ticks < 10; ++ticks) bed.tick();
    std::this_thread::sleep_for(
        std::chrono::milliseconds(std::uniform_int_distribution(0, 30)(random)));
    const Process& frozen = workers[static_cast<std::size_t>(i) % workers.size()];
    frozen.signal(SIGSTOP);
    std::this_thread::sleep_for(1300ms);
    frozen.signal(SIGCONT);
  }
  EXPECT_TRUE(bed.wait_until_quiet());
  for (const Process& worker : workers) worker.signal(SIGTERM);
  for (Process& worker : workers) EXPECT_EQ(worker.wait(), 0);
  EXPECT_THAT(bed.violations(), ::testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Stores, Freeze, ::testing::ValuesIn(shared_stores()),
                         [](const auto& store) { return store.param.name; });

}  // namespace
}  // namespace perdure::faults
