// Every script, in memory and through stored bytes.
//
//     behave_test --update      writes what came out into the scripts
#include "behave.h"

#include <gtest/gtest.h>
#include <perdure/testing.h>

#include <fstream>

#include "children.chart.h"
#include "configuration.chart.h"
#include "conflicts.chart.h"
#include "defer.chart.h"
#include "done.chart.h"
#include "errors.chart.h"
#include "eventless.chart.h"
#include "history.chart.h"
#include "initial.chart.h"
#include "internal.chart.h"
#include "order.chart.h"
#include "regions.chart.h"
#include "restored.chart.h"
#include "services.chart.h"
#include "targets.chart.h"
#include "timers.chart.h"
#include "tokens.chart.h"
#include "wildcards.chart.h"

namespace perdure::behave {

namespace {

namespace fs = std::filesystem;

using testing::Keeping;

// These charts call nothing: what they do shows in their effects.
template <class Machine>
void add(testing::World& world) {
  static typename Machine::Handlers handlers;
  world.add<Machine>(handlers);
}

std::string read(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<fs::path> scripts() {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(PERDURE_BEHAVE_DIR)) {
    if (entry.path().extension() == ".behave") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

class Script : public ::testing::Test {
 public:
  explicit Script(fs::path path, Keeping keeping) : path_(std::move(path)), keeping_(keeping) {}
  void TestBody() override {
    const std::string script = read(path_);
    EXPECT_EQ(play(script, keeping_), script) << "behave_test --update writes what came out";
  }

 private:
  fs::path path_;
  Keeping keeping_;
};

}  // namespace

void add_charts(testing::World& world) {
  add<::behave::Children>(world);
  add<::behave::Configuration>(world);
  add<::behave::Conflicts>(world);
  add<::behave::Regions>(world);
  add<::behave::Restored>(world);
  add<::behave::Defer>(world);
  add<::behave::Done>(world);
  add<::behave::Errors>(world);
  add<::behave::Eventless>(world);
  add<::behave::History>(world);
  add<::behave::Initial>(world);
  add<::behave::Internal>(world);
  add<::behave::Order>(world);
  add<::behave::Payment>(world);
  add<::behave::Services>(world);
  add<::behave::Targets>(world);
  add<::behave::Timers>(world);
  add<::behave::Tokens>(world);
  add<::behave::Wildcards>(world);
}

}  // namespace perdure::behave

int main(int argc, char** argv) {
  using namespace perdure::behave;
  using perdure::testing::Keeping;
  if (argc > 1 && std::string_view(argv[1]) == "--update") {
    for (const auto& path : scripts()) {
      const std::string played = play(read(path), Keeping::InMemory);
      std::ofstream(path, std::ios::binary) << played;
    }
    return 0;
  }
  for (const auto& path : scripts()) {
    const std::string name = path.stem().string();
    for (const Keeping keeping : {Keeping::InMemory, Keeping::Stored}) {
      testing::RegisterTest(keeping == Keeping::InMemory ? "InMemory" : "Stored", name.c_str(),
                            nullptr, nullptr, __FILE__, __LINE__,
                            [path, keeping] { return new Script(path, keeping); });
    }
  }
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}
