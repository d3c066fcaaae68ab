// Generated machines against the reference, on random charts and random events.
//
// Each chart was compiled by perdurec into this program, and is read again here for the reference, the sessions that
// `perdurec simulate` runs: Appendix D line by line, with the chart language as its data model. Both get the same events and the same answers from their guards, and must say the same: every entry, exit and
// transition in the same order, the same configuration after each event. Every few events the machine is
// stored, destroyed and loaded again.
#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <optional>
#include <random>
#include <sstream>

#include "compiler/check/check.h"
#include "compiler/parse/parse.h"
#include "compiler/simulate/arithmetic.h"
#include "compiler/simulate/session.h"
#include "tests/property/engine.h"

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

// The charts of one file.
struct Charts {
  source::Files files;
  std::optional<check::CheckedProgram> checked;
  std::optional<simulate::Definition> definition;
};

class Reference final : public simulate::Outside {
 public:
  Reference(const simulate::Definition& definition, model::ChartId chart, World& world)
      : world_(world), session_(definition, chart, {}) {
    step_.outside = this;
  }

  void start() { session_.start(step_); }
  void send(const std::string& event) { session_.handle(simulate::Event{event, {}}, step_); }
  std::set<std::string> configuration() const {
    const auto names = session_.active();
    return {names.begin(), names.end()};
  }
  bool done() const { return session_.done(); }
  std::vector<std::string> deferred() const {
    std::vector<std::string> names;
    for (const simulate::Event& event : session_.deferred()) names.push_back(event.name);
    return names;
  }

  simulate::Value call(const model::Function&, const std::vector<simulate::Value>& arguments,
                       const model::Type&) override {
    return {world_.guard(std::get<std::int64_t>(arguments.front().is))};
  }
  void act(const model::Function& action, std::vector<simulate::Value>& arguments) override {
    if (action.name.name == "fail") throw simulate::ExecutionFailed("as told");
    world_.notes.push_back(std::get<std::string>(arguments.front().is));
  }

 private:
  World& world_;
  simulate::Step step_;
  simulate::Session session_;
};

constexpr int Runs = 6;
constexpr int EventsPerRun = 30;
// A macrostep without an end takes the reference long.
constexpr int EndlessRuns = 1;
const char* const EventNames[] = {"e0", "e1", "e2", "e3", "e4", "near", "group.a", "group.b"};

const simulate::Definition& charts_of(const std::string& file) {
  static std::map<std::string, Charts> known;
  if (const auto found = known.find(file); found != known.end()) return *found->second.definition;
  known.clear();  // The charts of a file follow each other.
  std::ifstream in(std::string(RANDOM_CHARTS_DIRECTORY) + "/" + file + ".chart");
  std::stringstream text;
  text << in.rdbuf();
  Charts& charts = known[file];
  Reporter report;
  model::Program program;
  parse::parse(charts.files, charts.files.add(file, text.str()), program, report);
  charts.checked = check::check(std::move(program), report);
  if (!charts.checked) throw std::runtime_error("cannot read " + file);
  return charts.definition.emplace(charts.files, *charts.checked);
}

// One run of both, up to the first difference. Whether it ended in a macrostep without an end.
bool compare(const RandomChart& random_chart, const simulate::Definition& charts, int run) {
  std::mt19937_64 random(static_cast<std::uint64_t>(run) * 7919 + 17);
  World generated{random()};
  World reference{generated.seed};
  Reference stepper(charts, *charts.find_chart(random_chart.name), reference);
  const std::unique_ptr<Engine> machine = random_chart.make(generated);

  std::string history = "start";
  for (int step = 0; step <= EventsPerRun; ++step) {
    generated.step = reference.step = step;
    generated.notes.clear();
    reference.notes.clear();
    const std::string event = EventNames[random() % std::size(EventNames)];
    if (step > 0) history += " " + event;
    bool endless = false;
    try {
      step == 0 ? stepper.start() : stepper.send(event);
    } catch (const simulate::EndlessMacrostep&) {
      endless = true;
    }
    bool threw = false;
    try {
      step == 0 ? machine->start() : machine->send(event);
    } catch (const EndlessMacrostep&) {
      threw = true;
    }
    EXPECT_EQ(threw, endless) << random_chart.name << ": " << history;
    if (threw || endless) return true;
    EXPECT_EQ(generated.notes, reference.notes) << random_chart.name << ": " << history;
    EXPECT_EQ(machine->configuration(), stepper.configuration())
        << random_chart.name << ": " << history;
    EXPECT_EQ(machine->deferred(), stepper.deferred()) << random_chart.name << ": " << history;
    EXPECT_EQ(machine->done(), stepper.done()) << random_chart.name << ": " << history;
    if (testing::Test::HasFailure() || machine->done()) return false;
    if (random() % 4 == 0) machine->reopen();
  }
  return false;
}

class RandomCharts : public testing::TestWithParam<RandomChart> {};

TEST_P(RandomCharts, AsTheReference) {
  const simulate::Definition& charts = charts_of(GetParam().file);
  int endless = 0;
  for (int run = 0; run < Runs && endless < EndlessRuns && !HasFailure(); ++run) {
    endless += compare(GetParam(), charts, run);
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
