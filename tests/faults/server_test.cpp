// What happens to the server under its workers: it restarts, its disk fills up, its clock is not theirs.
#include <gmock/gmock.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>

#include "tests/faults/bed.h"
#include "tests/store/postgres_cluster.h"

namespace perdure::faults {
namespace {

using namespace std::chrono_literals;
using contract::PostgresCluster;

int restarts() {
  const char* asked = std::getenv("PERDURE_FAULTS_RESTARTS");
  return asked == nullptr ? 6 : std::atoi(asked);
}

// Workers on a bed that ticks until it is told to rest.
class Load {
 public:
  Load(Bed& bed, int workers, const std::vector<Process::Environment>& environments = {{}})
      : bed_(bed), ticking_([this](std::stop_token stop) {
          while (!stop.stop_requested()) {
            bed_.tick();
            std::this_thread::sleep_for(20ms);
          }
        }) {
    for (int i = 0; i < workers; ++i) {
      workers_.emplace_back(std::vector<std::string>{PERDURE_RELAY, bed.uri()},
                            environments[static_cast<std::size_t>(i) % environments.size()]);
    }
  }

  // Until all that was sent is handled and every worker left; then nothing may be wrong.
  void settle() {
    ticking_.request_stop();
    ticking_.join();
    EXPECT_TRUE(bed_.wait_until_quiet());
    for (Process& worker : workers_) EXPECT_TRUE(worker.wait_until_ready());
    for (const Process& worker : workers_) worker.signal(SIGTERM);
    for (Process& worker : workers_) EXPECT_EQ(worker.wait(), 0);
    EXPECT_THAT(bed_.violations(), ::testing::IsEmpty());
  }

 private:
  Bed& bed_;
  std::vector<Process> workers_;
  std::jthread ticking_;
};

TEST(Server, RestartsUnderLoadAndNothingIsLost) {
  using Restart = PostgresCluster::Restart;
  constexpr std::array Ways = {Restart::Immediate, Restart::Killed, Restart::Fast};
  PostgresCluster cluster;
  Bed bed(cluster.uri(), 64);
  Load load(bed, 3);
  for (std::size_t i = 0; i < static_cast<std::size_t>(restarts()); ++i) {
    std::this_thread::sleep_for(400ms);
    cluster.restart(Ways[i % Ways.size()]);
  }
  load.settle();
}

TEST(Server, IsAwayForAWhileAndNothingIsLost) {
  PostgresCluster cluster;
  Bed bed(cluster.uri(), 64);
  Load load(bed, 3);
  std::this_thread::sleep_for(200ms);
  cluster.stop();
  std::this_thread::sleep_for(500ms);
  cluster.start();
  load.settle();
}

// A small disk of its own, with something on it that can be taken away.
class SmallDisk {
 public:
  explicit SmallDisk(const std::filesystem::path& place) : place_(place) {
    std::filesystem::create_directory(place_);
    mounted_ = ::mount("tmpfs", place_.c_str(), "tmpfs", 0, "size=24m,mode=777") == 0;
    if (!mounted_) return;
    std::ofstream(place_ / "ballast") << std::string(12 << 20, 'x');
    tables_ = place_ / "tables";
    std::filesystem::create_directory(tables_);
    std::filesystem::permissions(tables_, std::filesystem::perms::all);
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(place_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool mounted() const { return mounted_; }
  const std::filesystem::path& tables() const { return tables_; }
  bool is_full() const { return std::filesystem::space(place_).available < 64 * 1024; }
  void make_room() const { std::filesystem::remove(place_ / "ballast"); }

 private:
  const std::filesystem::path place_;
  std::filesystem::path tables_;
  bool mounted_ = false;
};

TEST(Server, RunsOutOfDiskAndNothingIsLost) {
  PostgresCluster cluster;
  const SmallDisk disk(std::filesystem::path(cluster.data()).parent_path() / "small");
  if (!disk.mounted()) GTEST_SKIP() << "to mount a small disk takes root";
  struct ::stat server {};
  ASSERT_EQ(::stat(cluster.data().c_str(), &server), 0);
  ASSERT_EQ(::chown(disk.tables().c_str(), server.st_uid, server.st_gid), 0);
  contract::PostgresSession(cluster.uri())
      .run("create tablespace small location '" + disk.tables().string() + "'");
  contract::PostgresSession(cluster.uri())
      .run("alter database postgres set default_tablespace = small");
  Bed bed(cluster.uri(), 64);
  Load load(bed, 3);
  const auto end = std::chrono::steady_clock::now() + 60s;
  while (!disk.is_full() && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(50ms);
  EXPECT_TRUE(disk.is_full());
  std::this_thread::sleep_for(500ms);
  disk.make_room();
  load.settle();
}

TEST(Server, HasTheClockWhateverThoseOfItsWorkersShow) {
  const std::filesystem::path library = PERDURE_FAKETIME;
  if (!std::filesystem::exists(library)) GTEST_SKIP() << "needs the package faketime";
  const auto off_by = [&](const char* time) {
    return Process::Environment{
        {"LD_PRELOAD", library.string()}, {"FAKETIME", time}, {"DONT_FAKE_MONOTONIC", "1"}};
  };
  PostgresCluster cluster;
  Bed bed(cluster.uri(), 64);
  Load load(bed, 3, {off_by("+5h"), off_by("-7h"), {}});
  std::this_thread::sleep_for(2s);
  load.settle();
}

}  // namespace
}  // namespace perdure::faults
