// The process killed at each named point of the path, the first time it gets there and some time later.
#include <gmock/gmock.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string_view>

#include "tests/faults/bed.h"
#include "tests/faults/stores.h"

namespace perdure::faults {
namespace {

// How often each name stands in the sources.
std::map<std::string, int> fault_points() {
  std::map<std::string, int> found;
  constexpr std::string_view Point = "PERDURE_FAULT(\"";
  for (const auto& file : std::filesystem::recursive_directory_iterator(PERDURE_SOURCES)) {
    if (file.path().extension() != ".cpp") continue;
    std::ostringstream text;
    text << std::ifstream(file.path()).rdbuf();
    const std::string source = text.str();
    for (std::size_t at = 0; (at = source.find(Point, at)) != std::string::npos;) {
      at += Point.size();
      ++found[source.substr(at, source.find('"', at) - at)];
    }
  }
  return found;
}

TEST(FaultPoints, HaveEachANameOfTheirOwn) {
  EXPECT_GE(fault_points().size(), 4U);
  for (const auto& [name, count] : fault_points()) EXPECT_EQ(count, 1) << name;
}

class FaultPoint : public ::testing::TestWithParam<SharedStore> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(FaultPoint);

TEST_P(FaultPoint, LosesNothingAndDoesNothingTwice) {
  for (const auto& [name, count] : fault_points()) {
    if (name.rfind("job.", 0) == 0) continue;  // The relay calls no services: see caller_test.cpp.
    for (const std::string passes : {"1", "3"}) {
      SCOPED_TRACE(name + ":" + passes);
      const std::unique_ptr<TemporaryStore> store = GetParam().make();
      Bed bed(store->uri(), 8);
      // The relays' own table changes with their states, whatever happens.
      store->run(
          "create table perdure_relay_tick (session text, number int, primary key (session, "
          "number))");
      for (int i = 0; i < 10; ++i) bed.tick();
      if (name.starts_with("careful.")) {
        // Workers are, of a lane that one left behind with its batch.
        Process before({PERDURE_RELAY, store->uri(), "8"},
                       {{"PERDURE_FAULT", "claim.after:1"}, {"PERDURE_RELAY_SQL", "1"}});
        ASSERT_EQ(before.wait(), -SIGKILL);
      }
      // Small batches: what there is to do is done in many more than three.
      Process victim({PERDURE_RELAY, store->uri(), "8"},
                     {{"PERDURE_FAULT", name + ":" + passes}, {"PERDURE_RELAY_SQL", "1"}});
      ASSERT_EQ(victim.wait(), -SIGKILL) << "it never got there";

      Process heir({PERDURE_RELAY, store->uri()}, {{"PERDURE_RELAY_SQL", "1"}});
      bed.tick();
      ASSERT_TRUE(bed.wait_until_quiet());
      EXPECT_TRUE(heir.wait_until_ready());
      heir.signal(SIGTERM);
      EXPECT_EQ(heir.wait(), 0);
      EXPECT_THAT(bed.violations(), ::testing::IsEmpty());
      store->run("drop table perdure_relay_tick");
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Stores, FaultPoint, ::testing::ValuesIn(shared_stores()),
                         [](const auto& store) { return store.param.name; });

}  // namespace
}  // namespace perdure::faults
