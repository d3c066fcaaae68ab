#include "compiler/evolve/evolve.h"

#include <string>

#include "compiler/evolve/step.h"

namespace perdure::evolve {

namespace {

class Judge {
 public:
  Judge(const model::Program& program, const plan::Plan& plan, const plan::Chart& chart,
        Reporter& report)
      : program_(program), plan_(plan), chart_(chart), report_(report) {}

  void run() {
    const source::Range name = program_.chart(chart_.id).name.range;
    const auto& releases = chart_.releases;
    if (!releases.empty() && releases.back().chart.version > chart_.version) {
      report_.report(diag::VersionWentBack, name, chart_.version, chart_.name,
                     releases.back().chart.version);
      return;
    }
    judge_recorded(name);
    for (std::size_t i = 0; i < releases.size(); ++i) {
      const plan::Migration& migration = chart_.migrations[i];
      const plan::Chart& to = i + 1 < releases.size() ? releases[i + 1].chart : chart_;
      std::vector<std::string> lines;
      judge({program_, plan_, releases[i].chart, to, migration, migration.written.value_or(name),
             report_, lines});
    }
  }

 private:
  static void judge(const Step& step) {
    judge_states(step);
    judge_data(step);
  }

  void judge_recorded(source::Range name) {
    if (chart_.recorded.empty()) return;
    const plan::Chart& recorded = chart_.recorded.front().chart;
    if (is_same_shape(recorded, chart_)) return;
    auto reported = report_.report(diag::ReleasedDifferently, name, chart_.version, chart_.name);
    reported.note(diag::ReleasedAs, program_.chart(recorded.id).name.range);
    reported.note(diag::RaiseVersion, name, chart_.version + 1, chart_.version);
    Reporter unsaid;
    std::vector<std::string> lines;
    const plan::Migration nothing;
    judge({program_, plan_, recorded, chart_, nothing, name, unsaid, lines});
    std::string all;
    for (const std::string& line : lines) all += (all.empty() ? "" : "  ") + line;
    if (all.empty()) return;
    reported.note(diag::MigrationNeeds, name, chart_.version, chart_.version + 1, all);
  }

  const model::Program& program_;
  const plan::Plan& plan_;
  const plan::Chart& chart_;
  Reporter& report_;
};

}  // namespace

void judge(const model::Program& program, const plan::Plan& plan, Reporter& report) {
  for (const plan::File& file : plan.files) {
    for (const plan::Chart& chart : file.charts) Judge(program, plan, chart, report).run();
  }
}

}  // namespace perdure::evolve
