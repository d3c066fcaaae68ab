// PostgreSQL crashing and coming back under its workers.
#include <gmock/gmock.h>

#include <csignal>
#include <thread>

#include "tests/faults/bed.h"
#include "tests/store/postgres_cluster.h"

namespace perdure::faults {
namespace {

using namespace std::chrono_literals;

TEST(Server, CrashesUnderLoadAndNothingIsLost) {
  contract::PostgresCluster cluster;
  Bed bed(cluster.uri(), 64);
  std::vector<Process> workers;
  for (int i = 0; i < 3; ++i)
    workers.emplace_back(std::vector<std::string>{PERDURE_RELAY, bed.uri()});

  std::jthread load([&](std::stop_token stop) {
    while (!stop.stop_requested()) {
      bed.tick();
      std::this_thread::sleep_for(20ms);
    }
  });
  for (int i = 0; i < 3; ++i) {
    std::this_thread::sleep_for(400ms);
    cluster.crash_and_restart();
  }
  std::this_thread::sleep_for(200ms);
  cluster.stop();
  std::this_thread::sleep_for(500ms);
  cluster.start();
  load.request_stop();
  load.join();

  EXPECT_TRUE(bed.wait_until_quiet());
  for (Process& worker : workers) EXPECT_TRUE(worker.wait_until_ready());
  for (const Process& worker : workers) worker.signal(SIGTERM);
  for (Process& worker : workers) EXPECT_EQ(worker.wait(), 0);
  EXPECT_THAT(bed.violations(), ::testing::IsEmpty());
}

}  // namespace
}  // namespace perdure::faults
