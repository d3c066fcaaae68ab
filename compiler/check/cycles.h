// Cycles in a graph of things that stand on each other.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "compiler/source/source.h"

namespace perdure::check {

struct Edge {
  std::uint32_t to = 0;
  source::Range range;  // Where it is written.
};

using Graph = std::vector<std::vector<Edge>>;  // By node.

// Calls `visit` with the edges of one cycle through each node that the search finds itself back at,
// the last edge leading to it; once for each such node. A graph without cycles has none. Linear in
// the graph, but for the cycles reported; does not recurse.
void each_cycle(const Graph& graph, const std::function<void(const std::vector<Edge>&)>& visit);

}  // namespace perdure::check
