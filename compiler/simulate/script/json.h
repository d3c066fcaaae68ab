// What a command did, for programs.
#pragma once

#include <string>

#include "compiler/simulate/script/simulation.h"

namespace perdure::simulate {

// One JSON object, on one line: {"command", "outcome", "lines", "at", "session"}; what the fields hold is in
// docs/simulate.md.
std::string json_of(const Simulation& simulation, const Reply& reply);

}  // namespace perdure::simulate
