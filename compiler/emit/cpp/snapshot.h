// How a snapshot is stored.
#pragma once

#include <string>
#include <vector>

#include "compiler/emit/cpp/context.h"
#include "compiler/emit/cpp/histories.h"
#include "compiler/emit/template/template.h"

namespace perdure::emit::cpp {

// The rows of the tables of states and regions that stand for the chart at run time.
std::string state_rows(const Context& context);
std::string region_rows(const Context& context);
// The number of each state in them; nothing means for a history.
std::vector<std::uint32_t> state_numbers(const plan::Chart& chart);

// Adds what chart.cpp.tpl names of snapshots: the tables of states and regions, done, save and load.
void add_snapshot(const Context& context, Values& values);

}  // namespace perdure::emit::cpp
