// Generated machines against the reference, on random charts and random events.
//
// Each chart was compiled by perdurec into this program, and is read again here for the stepper. Both get
// the same events and the same answers from their guards, and must say the same: every entry, exit and
// transition in the same order, the same configuration after each event. Every few events the machine is
// stored, destroyed and loaded again.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <random>
#include <sstream>

#include "compiler/parse/parse.h"
#include "tests/property/engine.h"
#include "tests/reference/stepper.h"

// The charts of each file, as made by generate.cpp.
#define RANDOM_CHARTS(file) std::vector<perdure::property::RandomChart> file();
#include "random.inc"
#undef RANDOM_CHARTS

namespace perdure::property {

bool World::guard(std::int64_t number) const {
  std::uint64_t mixed =
      seed ^ (static_cast<std::uint64_t>(step) << 32) ^ static_cast<std::uint64_t>(number);
  mixed = (mixed ^ (mixed >> 31)) * 0x9E3779B97F4A7C15u;
  mixed = (mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9u;
  return (mixed >> 40) % 2 == 0;
}

namespace {

using reference::Stepper;

constexpr int Runs = 6;
constexpr int EventsPerRun = 30;
// A macrostep without an end takes the reference long.
constexpr int EndlessRuns = 1;
const char* const EventNames[] = {"e0", "e1", "e2", "e3", "e4", "near", "group.a", "group.b"};

const model::Program& program_of(const std::string& file) {
  static std::map<std::string, model::Program> programs;
  const auto known = programs.find(file);
  if (known != programs.end()) return known->second;
  programs.clear();  // The charts of a file follow each other.
  std::ifstream in(std::string(RANDOM_CHARTS_DIRECTORY) + "/" + file + ".chart");
  std::stringstream text;
  text << in.rdbuf();
  source::Files files;
  Reporter report;
  model::Program program;
  parse::parse(files, files.add(file, text.str()), program, report);
  if (report.errors() != 0) throw std::runtime_error("cannot read " + file);
  return programs[file] = std::move(program);
}

const model::Chart& chart_named(const model::Program& program, const std::string& name) {
  for (const model::Chart& chart : program.charts) {
    if (chart.name.name == name) return chart;
  }
  throw std::runtime_error("no chart " + name);
}

// One run of both, up to the first difference. Whether it ended in a macrostep without an end.
bool compare(const RandomChart& random_chart, const model::Program& program, int run) {
  std::mt19937_64 random(static_cast<std::uint64_t>(run) * 7919 + 17);
  World generated{random()};
  World reference{generated.seed};
  Stepper stepper(program, chart_named(program, random_chart.name),
                  {[&](std::int64_t number) { return reference.guard(number); },
                   [&](const std::string& text) { reference.notes.push_back(text); }});
  const std::unique_ptr<Engine> machine = random_chart.make(generated);

  std::string history = "start";
  for (int step = 0; step <= EventsPerRun; ++step) {
    generated.step = reference.step = step;
    generated.notes.clear();
    reference.notes.clear();
    const std::string event = EventNames[random() % std::size(EventNames)];
    if (step > 0) history += " " + event;
    step == 0 ? stepper.start() : stepper.send(event);
    bool threw = false;
    try {
      step == 0 ? machine->start() : machine->send(event);
    } catch (const EndlessMacrostep&) {
      threw = true;
    }
    EXPECT_EQ(threw, stepper.endless()) << random_chart.name << ": " << history;
    if (threw || stepper.endless()) return true;
    EXPECT_EQ(generated.notes, reference.notes) << random_chart.name << ": " << history;
    EXPECT_EQ(machine->configuration(), stepper.configuration())
        << random_chart.name << ": " << history;
    EXPECT_EQ(machine->deferred(), stepper.deferred()) << random_chart.name << ": " << history;
    EXPECT_EQ(machine->done(), !stepper.running()) << random_chart.name << ": " << history;
    if (testing::Test::HasFailure() || machine->done()) return false;
    if (random() % 4 == 0) machine->reopen();
  }
  return false;
}

class RandomCharts : public testing::TestWithParam<RandomChart> {};

TEST_P(RandomCharts, AsTheReference) {
  const model::Program& program = program_of(GetParam().file);
  int endless = 0;
  for (int run = 0; run < Runs && endless < EndlessRuns && !HasFailure(); ++run) {
    endless += compare(GetParam(), program, run);
  }
}

std::vector<RandomChart> all() {
  std::vector<RandomChart> charts;
#define RANDOM_CHARTS(file) \
  for (const RandomChart& chart : ::file()) charts.push_back(chart);
#include "random.inc"
#undef RANDOM_CHARTS
  return charts;
}

INSTANTIATE_TEST_SUITE_P(All, RandomCharts, testing::ValuesIn(all()),
                         [](const auto& chart) { return std::string(chart.param.name); });

}  // namespace
}  // namespace perdure::property
