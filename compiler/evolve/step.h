// One step of a chart's versions: from one to the next.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"
#include "compiler/plan/plan.h"

namespace perdure::evolve {

struct Step {
  const model::Program& program;
  const plan::Plan& plan;
  const plan::Chart& from;
  const plan::Chart& to;
  const plan::Migration& migration;
  source::Range place;  // What is said of states is said here.
  Reporter& report;
  std::vector<std::string>& lines;  // What a migration has to say, as far as it does not.

  // Says what to write, of what was just reported.
  void ask(Reporter::Reported reported, source::Range range, const std::string& line) const {
    reported.note(diag::WriteMigration, range, from.version, to.version, line);
    lines.push_back(line);
  }

  const model::Chart& model_of(const plan::Chart& chart) const { return program.chart(chart.id); }
};

// Whether a state can be what a session is in, and has no state inside: atomic or final.
inline bool is_leaf(const plan::State& state) {
  return state.kind == plan::StateKind::Atomic || state.kind == plan::StateKind::Final;
}

// The state of that name, if it has one.
std::optional<plan::StateIndex> find_state(const plan::Chart& chart, const std::string& name);

// Only the name of a state that has others inside it changes: those are where they were.
bool is_renaming(const Step& step, const plan::Move& move);

// Reports where sessions would be in no configuration of the newer version.
void judge_states(const Step& step);

// Reports what would have no value, or one of another type.
void judge_data(const Step& step);

// Whether both have the same states in the same order, and store the same with them.
bool is_same_shape(const plan::Chart& one, const plan::Chart& other);

}  // namespace perdure::evolve
