// Cycles in a graph of things that stand on each other.
#include "compiler/check/cycles.h"

namespace perdure::check {

namespace {

enum class Mark : std::uint8_t { Unseen, OnPath, Done };

struct Step {
  std::uint32_t node;
  std::size_t next = 0;  // Of its edges.
};

}  // namespace

void each_cycle(const Graph& graph, const std::function<void(const std::vector<Edge>&)>& visit) {
  std::vector<Mark> marks(graph.size(), Mark::Unseen);
  std::vector<bool> told(graph.size());
  for (std::uint32_t start = 0; start < graph.size(); ++start) {
    if (marks[start] != Mark::Unseen) continue;
    std::vector<Step> path{{start}};
    marks[start] = Mark::OnPath;
    while (!path.empty()) {
      Step& step = path.back();
      if (step.next == graph[step.node].size()) {
        marks[step.node] = Mark::Done;
        path.pop_back();
        continue;
      }
      const Edge& edge = graph[step.node][step.next++];
      if (marks[edge.to] == Mark::Unseen) {
        marks[edge.to] = Mark::OnPath;
        path.push_back({edge.to});
      } else if (marks[edge.to] == Mark::OnPath && !told[edge.to]) {
        told[edge.to] = true;
        std::vector<Edge> cycle;
        std::size_t i = path.size();
        while (path[i - 1].node != edge.to) --i;
        for (--i; i < path.size(); ++i) cycle.push_back(graph[path[i].node][path[i].next - 1]);
        visit(cycle);
      }
    }
  }
}

}  // namespace perdure::check
