// Reading the lock file of a chart file: the versions of its charts that were released.
#pragma once

#include <optional>
#include <string>

#include "compiler/diagnostics/diagnostic.h"
#include "compiler/model/model.h"
#include "compiler/source/source.h"

namespace perdure::driver {

// order.chart -> order.chart.lock
std::string lock_path(const std::string& chart_path);

// The lock file that was read with `charts`; nothing where there is none.
std::optional<source::FileId> lock_of(const source::Files& files, source::FileId charts);

// Adds what the lock file records to the program, whose file `charts` is: charts that no file holds
// (model::Chart::released_of). What no `perdurec release` wrote is reported, once, and nothing is added.
void read_lock(const source::Files& files, source::FileId lock, source::FileId charts,
               model::Program& program, Reporter& report);

}  // namespace perdure::driver
