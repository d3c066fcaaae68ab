// Which edges run against the others.
#pragma once

#include <vector>

#include "diagram/flat.h"

namespace perdure::diagram::flat {

// For each edge, whether it has to be turned round for the graph to have no cycle: those that lead back to
// a node that is being visited, when nodes are visited depth first, in their order. Loops stay as they are.
std::vector<bool> against_the_flow(const Graph& graph);

}  // namespace perdure::diagram::flat
