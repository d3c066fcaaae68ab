// The charts that are simulated: a checked program, to which what somebody types is added.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/check/check.h"
#include "compiler/model/model.h"
#include "compiler/source/source.h"

namespace perdure::simulate {

struct Definition {
  Definition(source::Files& all_files, const check::CheckedProgram& checked)
      : files(all_files), program(checked.program()), facts(checked.facts()) {}
  Definition(const Definition&) = delete;
  Definition& operator=(const Definition&) = delete;

  source::Files& files;
  model::Program program;
  check::Facts facts;

  const model::Chart& chart(model::ChartId id) const { return program.chart(id); }
  const check::ChartFacts& facts_of(model::ChartId id) const { return facts.charts[id.index]; }
  // Its stored name: "shop.Order".
  std::string qualified(model::ChartId id) const;
  // By its stored name, or its own where only one chart has that; nothing where there is none. No versions of locks.
  std::optional<model::ChartId> find_chart(const std::string& name) const;
};

}  // namespace perdure::simulate
