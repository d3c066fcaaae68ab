// Every script, in memory and through stored bytes.
//
//     behave_test --update      writes what came out into the scripts
#include "behave.h"

#include <gtest/gtest.h>
#include <perdure/machine.h>

#include <fstream>
#include <map>

#include "configuration.chart.h"
#include "conflicts.chart.h"
#include "done.chart.h"
#include "errors.chart.h"
#include "eventless.chart.h"
#include "history.chart.h"
#include "internal.chart.h"
#include "order.chart.h"
#include "targets.chart.h"
#include "timers.chart.h"
#include "wildcards.chart.h"

namespace perdure::behave {

namespace {

namespace fs = std::filesystem;

// These charts call nothing: what they do shows in their effects.
template <class Machine>
std::unique_ptr<Chart> chart() {
  static typename Machine::Handlers handlers;
  return chart_of<Machine>(handlers);
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

class Script : public testing::Test {
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

const Chart& chart_named(const std::string& name) {
  static const std::map<std::string, std::unique_ptr<Chart>> charts = [] {
    std::map<std::string, std::unique_ptr<Chart>> all;
    const auto add = [&](std::unique_ptr<Chart> one) {
      std::string key(one->name());
      all.emplace(std::move(key), std::move(one));
    };
    add(chart<::behave::Configuration>());
    add(chart<::behave::Conflicts>());
    add(chart<::behave::Done>());
    add(chart<::behave::Errors>());
    add(chart<::behave::Eventless>());
    add(chart<::behave::History>());
    add(chart<::behave::Internal>());
    add(chart<::behave::Order>());
    add(chart<::behave::Targets>());
    add(chart<::behave::Timers>());
    add(chart<::behave::Wildcards>());
    return all;
  }();
  const auto found = charts.find(name);
  if (found == charts.end()) throw std::runtime_error("no chart named " + name);
  return *found->second;
}

}  // namespace perdure::behave

int main(int argc, char** argv) {
  using namespace perdure::behave;
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
