// Graphs without nesting, laid out by Graphviz's `dot`: what the layout of a picture is put together from.
//
//     Graph  ->  Arrangement
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "diagram/geometry.h"

namespace perdure::diagram::flat {

enum class Form { Box, Circle, Diamond };

// First and Last have their rank, the top or the bottom one, to themselves. All that are Level share one.
enum class Rank { Free, First, Last, Level };

enum class Side { Top, Bottom };

// A place on a node's border where an edge may be made to end.
struct Port {
  Side side = Side::Top;
  double x = 0;  // From the node's left.
};

struct Node {
  Size size;
  Form form = Form::Box;
  Rank rank = Rank::Free;
  double order = 0;         // Nodes of a rank stand from left to right by this; 0: where they like.
  std::vector<Port> ports;  // Of boxes only.
};

using NodeIndex = std::uint32_t;

struct Edge {
  NodeIndex from = 0;
  NodeIndex to = 0;
  std::optional<std::size_t> from_port;
  std::optional<std::size_t> to_port;
  Size words;  // Room kept beside it.
  bool head_at_to = false;
  bool head_at_from = false;
  int weight = 1;
  bool hidden = false;  // It only pulls.
};

struct Graph {
  std::vector<Node> nodes;
  std::vector<Edge> edges;
};

struct Arrangement {
  Size size;
  std::vector<Rect> nodes;
  std::vector<Route> edges;  // As Graph::edges, each from its `from` to its `to`.
};

// Not for two threads at a time. Throws std::runtime_error if Graphviz cannot lay out, as where its
// plug-ins are not installed.
Arrangement arrange(const Graph& graph);

}  // namespace perdure::diagram::flat
