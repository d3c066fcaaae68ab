// How a snapshot is stored.
#pragma once

#include <string>
#include <vector>

#include "compiler/emit/cpp/context.h"
#include "compiler/emit/cpp/histories.h"
#include "compiler/emit/template/template.h"

namespace perdure::emit::cpp {

// Adds what chart.cpp.tpl names of snapshots: the tables of states and regions, done, save and load.
void add_snapshot(const Context& context, Values& values);

}  // namespace perdure::emit::cpp
