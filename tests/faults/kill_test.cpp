// kill -9 of random workers at random moments, over and over, while events keep coming.
#include <gmock/gmock.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <random>
#include <thread>

#include "tests/faults/bed.h"
#include "tests/faults/stores.h"

namespace perdure::faults {
namespace {

using namespace std::chrono_literals;

int kills() {
  const char* asked = std::getenv("PERDURE_FAULTS_KILLS");
  return asked == nullptr ? 20 : std::atoi(asked);
}

class Kill : public ::testing::TestWithParam<SharedStore> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(Kill);

TEST_P(Kill, LosesNothingAndDoesNothingTwice) {
  const unsigned seed = std::random_device{}();
  std::cout << "seed " << seed << std::endl;
  std::mt19937 random(seed);
  const auto up_to = [&random](int most) { return std::uniform_int_distribution(0, most)(random); };

  const std::unique_ptr<TemporaryStore> store = GetParam().make();
  Bed bed(store->uri(), 64);
  const auto start = [&] { return Process({PERDURE_RELAY, store->uri()}); };
  std::vector<Process> workers;
  for (int i = 0; i < 4; ++i) workers.push_back(start());

  for (int killed = 0; killed < kills(); ++killed) {
    for (int ticks = 2 + up_to(8); ticks > 0; --ticks) {
      bed.tick();
      std::this_thread::sleep_for(std::chrono::milliseconds(up_to(30)));
    }
    Process& victim = workers[static_cast<std::size_t>(up_to(3))];
    victim.signal(SIGKILL);
    EXPECT_EQ(victim.wait(), -SIGKILL);
    victim = start();
  }
  EXPECT_TRUE(bed.wait_until_quiet());
  for (Process& worker : workers) EXPECT_TRUE(worker.wait_until_ready());
  for (const Process& worker : workers) worker.signal(SIGTERM);
  for (Process& worker : workers) EXPECT_EQ(worker.wait(), 0);
  EXPECT_THAT(bed.violations(), ::testing::IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Stores, Kill, ::testing::ValuesIn(shared_stores()),
                         [](const auto& store) { return store.param.name; });

}  // namespace
}  // namespace perdure::faults
