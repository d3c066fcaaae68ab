#include "diagram/acyclic.h"

#include <utility>

namespace perdure::diagram::flat {

std::vector<bool> against_the_flow(const Graph& graph) {
  std::vector<std::vector<std::size_t>> leaving(graph.nodes.size());
  for (std::size_t i = 0; i < graph.edges.size(); ++i) leaving[graph.edges[i].from].push_back(i);

  enum class Visit { Not, Now, Done };
  std::vector<Visit> visits(graph.nodes.size(), Visit::Not);
  std::vector<bool> out(graph.edges.size(), false);
  std::vector<std::pair<NodeIndex, std::size_t>>
      path;  // A node, and how many of its edges were taken.
  for (NodeIndex start = 0; start < graph.nodes.size(); ++start) {
    if (visits[start] != Visit::Not) continue;
    path.emplace_back(start, 0);
    visits[start] = Visit::Now;
    while (!path.empty()) {
      const NodeIndex node = path.back().first;
      if (path.back().second == leaving[node].size()) {
        visits[node] = Visit::Done;
        path.pop_back();
        continue;
      }
      const std::size_t edge = leaving[node][path.back().second++];
      const NodeIndex next = graph.edges[edge].to;
      if (visits[next] == Visit::Not) {
        visits[next] = Visit::Now;
        path.emplace_back(next, 0);
      } else if (visits[next] == Visit::Now && next != node) {
        out[edge] = true;
      }
    }
  }
  return out;
}

}  // namespace perdure::diagram::flat
