// Generated machines against the reference, on random charts and random events.
//
// Each chart was compiled by perdurec into this program, and is read again here for the stepper. Both get
// the same events and the same answers from their guards, and must say the same: every entry, exit and
// transition in the same order, the same configuration after each event. Every few events the machine is
// stored, destroyed and loaded again.
#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>

#include "compiler/parse/parse.h"
#include "random_charts.h"
#include "tests/reference/stepper.h"

namespace {

using perdure::reference::Stepper;

constexpr int Runs = 6;
constexpr int EventsPerRun = 30;
const char* const EventNames[] = {"e0", "e1", "e2", "e3", "e4", "group.a", "group.b"};

// What the guards of both engines answer, and what their actions said.
struct World {
  std::uint64_t seed = 0;
  int step = 0;
  std::vector<std::string> notes;

  bool guard(std::int64_t number) const {
    std::uint64_t mixed = seed ^ (static_cast<std::uint64_t>(step) << 32) ^ static_cast<std::uint64_t>(number);
    mixed = (mixed ^ (mixed >> 31)) * 0x9E3779B97F4A7C15u;
    mixed = (mixed ^ (mixed >> 29)) * 0xBF58476D1CE4E5B9u;
    return (mixed >> 40) % 2 == 0;
  }
};

template <typename Machine>
class Recorder : public Machine::Handlers {
 public:
  explicit Recorder(World& world) : world_(world) {}
  bool guard(std::int64_t number) const override { return world_.guard(number); }
  void note(const perdure::Step&, const std::string& text) override { world_.notes.push_back(text); }
  void fail(const perdure::Step&) override { throw perdure::ExecutionError("as told"); }

 private:
  World& world_;
};

const perdure::model::Program& program_of(const std::string& file) {
  static std::map<std::string, perdure::model::Program> programs;
  const auto known = programs.find(file);
  if (known != programs.end()) return known->second;
  std::ifstream in(std::string(RANDOM_CHARTS_DIRECTORY) + "/" + file + ".chart");
  std::stringstream text;
  text << in.rdbuf();
  perdure::source::Files files;
  perdure::Reporter report;
  perdure::model::Program program;
  perdure::parse::parse(files, files.add(file, text.str()), program, report);
  if (report.errors() != 0) throw std::runtime_error("cannot read " + file);
  return programs[file] = std::move(program);
}

template <typename Machine>
std::set<std::string> active(const Machine& machine) {
  const auto names = machine.active();
  return {names.begin(), names.end()};
}

template <typename Machine>
void compare(const std::string& file, const std::string& name) {
  const perdure::model::Program& program = program_of(file);
  const perdure::model::Chart* chart = nullptr;
  for (const perdure::model::Chart& candidate : program.charts) {
    if (candidate.name.name == name) chart = &candidate;
  }
  ASSERT_NE(chart, nullptr);

  for (int run = 0; run < Runs; ++run) {
    std::mt19937_64 random(static_cast<std::uint64_t>(run) * 7919 + 17);
    World generated{random(), 0, {}};
    World reference{generated.seed, 0, {}};
    Stepper stepper(program, *chart,
                    {[&](std::int64_t number) { return reference.guard(number); },
                     [&](const std::string& text) { reference.notes.push_back(text); }});
    Recorder<Machine> handlers(generated);
    auto machine = std::make_unique<Machine>(handlers);

    std::string history = "start";
    for (int step = 0; step <= EventsPerRun; ++step) {
      generated.step = reference.step = step;
      generated.notes.clear();
      reference.notes.clear();
      bool threw = false;
      if (step == 0) {
        stepper.start();
      }
      const std::string event = EventNames[random() % std::size(EventNames)];
      if (step > 0) {
        history += " " + event;
        stepper.send(event);
      }
      try {
        if (step == 0) {
          machine->start();
        } else {
          machine->dispatch(*Machine::decode(event, {}));
        }
      } catch (const std::exception&) {
        threw = true;
      }
      ASSERT_EQ(threw, stepper.endless()) << name << ": " << history;
      if (threw) break;
      ASSERT_EQ(generated.notes, reference.notes) << name << ": " << history;
      ASSERT_EQ(active(*machine), stepper.configuration()) << name << ": " << history;
      ASSERT_EQ(machine->done(), !stepper.running()) << name << ": " << history;
      if (machine->done()) break;
      if (random() % 4 == 0) {
        perdure::Bytes stored;
        perdure::OutArchive out(stored);
        machine->save(out);
        perdure::InArchive in(stored);
        auto loaded = Machine::Snapshot::load(in);
        in.finish();
        machine = std::make_unique<Machine>(handlers, std::move(loaded));
      }
    }
  }
}

#define RANDOM_CHART(file, name, space) \
  TEST(RandomCharts, name) { compare<rolled::name>(#file, #name); }
#include "random.inc"
#undef RANDOM_CHART

}  // namespace
