#include "diagram/flat.h"

#include <graphviz/gvc.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "diagram/acyclic.h"

#if defined(__SANITIZE_ADDRESS__)
#include <sanitizer/lsan_interface.h>
#endif

namespace perdure::diagram::flat {
namespace {

// Not by printf: the C library's locale must not choose the decimal point.
std::string inches(double pixels) {
  const long parts = std::lround(pixels / 72 * 10000);
  std::string fraction = std::to_string(parts % 10000);
  fraction.insert(0, 4 - fraction.size(), '0');
  return std::to_string(parts / 10000) + "." + fraction;
}

std::string cell(long width, long height, const std::string& port) {
  return "<td fixedsize=\"true\" width=\"" + std::to_string(width) + "\" height=\"" +
         std::to_string(height) + "\"" + (port.empty() ? "" : " port=\"" + port + "\"") + "></td>";
}

constexpr const char* Table =
    "<table border=\"0\" cellborder=\"0\" cellspacing=\"0\" cellpadding=\"0\">";

// Room of exactly this size. What it is for is drawn later, so Graphviz needs no font.
std::string room(Size size) {
  return std::string("<") + Table + "<tr>" +
         cell(std::lround(std::ceil(size.width)), std::lround(std::ceil(size.height)), "") +
         "</tr></table>>";
}

// One border of a node, as cells of which those of two pixels are ports.
std::string border(const Node& node, Side side) {
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < node.ports.size(); ++i) {
    if (node.ports[i].side == side) order.push_back(i);
  }
  std::sort(order.begin(), order.end(),
            [&node](std::size_t a, std::size_t b) { return node.ports[a].x < node.ports[b].x; });
  const long width = std::lround(node.size.width);
  std::string cells;
  long at = 0;
  for (const std::size_t i : order) {
    const long left = std::clamp(std::lround(node.ports[i].x) - 1, at, std::max(at, width - 2));
    if (left > at) cells += cell(left - at, 2, "");
    cells += cell(2, 2, "p" + std::to_string(i));
    at = left + 2;
  }
  if (width > at) cells += cell(width - at, 2, "");
  return std::string("<tr><td>") + Table + "<tr>" + cells + "</tr></table></td></tr>";
}

std::string with_ports(const Node& node) {
  return std::string("<") + Table + border(node, Side::Top) + "<tr>" +
         cell(std::lround(node.size.width), std::lround(node.size.height) - 4, "") + "</tr>" +
         border(node, Side::Bottom) + "</table>>";
}

std::string end(const Graph& graph, NodeIndex node, const std::optional<std::size_t>& port) {
  std::string out = "n" + std::to_string(node);
  // Upright where it will go on in another graph.
  if (graph.nodes[node].rank == Rank::First) return out + ":s";
  if (graph.nodes[node].rank == Rank::Last) return out + ":n";
  if (!port) return out;
  const bool top = graph.nodes[node].ports[*port].side == Side::Top;
  return out + ":p" + std::to_string(*port) + (top ? ":n" : ":s");
}

// The nodes of one rank, in their order.
std::string ranked(const Graph& graph, Rank rank) {
  std::vector<NodeIndex> nodes;
  for (NodeIndex i = 0; i < graph.nodes.size(); ++i) {
    if (graph.nodes[i].rank == rank) nodes.push_back(i);
  }
  if (nodes.empty()) return "";
  std::stable_sort(nodes.begin(), nodes.end(), [&graph](NodeIndex a, NodeIndex b) {
    return graph.nodes[a].order < graph.nodes[b].order;
  });
  std::string out = "{rank=same; edge [style=invis]";
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    const bool right_of_last =
        i > 0 && graph.nodes[nodes[i - 1]].order < graph.nodes[nodes[i]].order;
    out += (right_of_last ? " -> n" : "; n") + std::to_string(nodes[i]);
  }
  return out + "}\n";
}

// Keeps the first rank above whatever nothing else leads to, and the last one below whatever leads to
// nothing else. Not by Graphviz's `rank=source` and `rank=sink`: after 85 graphs with those, 2.42 reads
// memory that it has freed (decompose() marks nodes with a counter that wraps to a mark in use).
std::string outermost(const Graph& graph, const std::vector<bool>& turned,
                      const std::vector<bool>& loose) {
  std::vector<bool> has_in(graph.nodes.size()), has_out(graph.nodes.size());
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    const Edge& edge = graph.edges[i];
    if (edge.from == edge.to || loose[i]) continue;
    has_out[turned[i] ? edge.to : edge.from] = true;
    has_in[turned[i] ? edge.from : edge.to] = true;
  }
  std::optional<NodeIndex> first, last;
  for (NodeIndex i = 0; i < graph.nodes.size(); ++i) {
    if (graph.nodes[i].rank == Rank::First && !first) first = i;
    if (graph.nodes[i].rank == Rank::Last && !last) last = i;
  }
  std::string out;
  const auto keep = [&out](NodeIndex above, NodeIndex below) {
    out += "n" + std::to_string(above) + " -> n" + std::to_string(below) +
           " [style=invis, weight=0]\n";
  };
  for (NodeIndex i = 0; i < graph.nodes.size(); ++i) {
    const Rank rank = graph.nodes[i].rank;
    if (rank == Rank::First || rank == Rank::Last) continue;
    if (first && !has_in[i]) keep(*first, i);
    if (last && !has_out[i]) keep(i, *last);
  }
  return out;
}

// As Graphviz reads it. It holds numbers and no text of the chart's.
std::string describe(const Graph& graph, const std::vector<bool>& turned,
                     const std::vector<bool>& loose) {
  std::string out =
      "digraph {\n"
      "graph [nodesep=0.3, ranksep=0.45, margin=0, pad=0]\n"
      "node [shape=box, fixedsize=true, label=\"\", margin=0]\n"
      "edge [arrowsize=0.8]\n";
  for (NodeIndex i = 0; i < graph.nodes.size(); ++i) {
    const Node& node = graph.nodes[i];
    const std::string name = "n" + std::to_string(i);
    if (!node.ports.empty()) {
      out += name + " [shape=plain, fixedsize=false, label=" + with_ports(node) + "]\n";
    } else {
      const char* form = node.form == Form::Circle    ? ", shape=circle"
                         : node.form == Form::Diamond ? ", shape=diamond"
                                                      : "";
      out += name + " [width=" + inches(node.size.width) + ", height=" + inches(node.size.height) +
             form + "]\n";
    }
  }
  out += ranked(graph, Rank::First) + ranked(graph, Rank::Last) + ranked(graph, Rank::Level) +
         outermost(graph, turned, loose);
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    const Edge& edge = graph.edges[i];
    if (edge.hidden) {
      out += end(graph, edge.from, {}) + " -> " + end(graph, edge.to, {}) +
             " [style=invis, weight=0]\n";
      continue;
    }
    const std::string from = end(graph, edge.from, edge.from_port);
    const std::string to = end(graph, edge.to, edge.to_port);
    const char* dir = edge.head_at_to     ? (turned[i] ? "back" : "forward")
                      : edge.head_at_from ? (turned[i] ? "forward" : "back")
                                          : "none";
    out += (turned[i] ? to + " -> " + from : from + " -> " + to) + " [n=" + std::to_string(i) +
           ", dir=" + dir;
    if (loose[i]) out += ", constraint=false";
    if (edge.weight != 1) out += ", weight=" + std::to_string(edge.weight);
    if (edge.words.height > 0) out += ", label=" + room(edge.words);
    out += "]\n";
  }
  return out + "}\n";
}

struct CloseGraph {
  void operator()(Agraph_t* graph) const { agclose(graph); }
};

// Graphviz and its plug-ins, loaded once: that alone takes longer than a small chart.
GVC_t* graphviz() {
  static GVC_t* const context = [] {
    agseterr(AGMAX);  // What it prints is of no use to the user of a chart.
    return gvContext();
  }();
  return context;
}

class Reader {
 public:
  Reader(const Graph& graph, Agraph_t* laid_out) : graph_(laid_out), box_(GD_bb(laid_out)) {
    out_.size = {box_.UR.x - box_.LL.x, box_.UR.y - box_.LL.y};
    out_.nodes.resize(graph.nodes.size());
    out_.edges.resize(graph.edges.size());
  }

  Arrangement read() {
    for (Agnode_t* node = agfstnode(graph_); node; node = agnxtnode(graph_, node)) {
      out_.nodes[std::strtoul(agnameof(node) + 1, nullptr, 10)] =
          around(ND_coord(node), ND_width(node) * 72, ND_height(node) * 72);
      for (Agedge_t* edge = agfstout(graph_, node); edge; edge = agnxtout(graph_, edge)) read(edge);
    }
    return std::move(out_);
  }

 private:
  Point point(pointf at) const { return {at.x - box_.LL.x, box_.UR.y - at.y}; }

  Rect around(pointf center, double width, double height) const {
    const Point at = point(center);
    return {at.x - width / 2, at.y - height / 2, width, height};
  }

  void read(Agedge_t* edge) {
    const char* number = agget(edge, const_cast<char*>("n"));
    if (!number || !*number) return;  // It only keeps an order.
    Route& route = out_.edges[std::strtoul(number, nullptr, 10)];
    if (const textlabel_t* label = ED_label(edge); label && label->set) {
      route.words = around(label->pos, label->dimen.x, label->dimen.y);
    }
    const splines* found = ED_spl(edge);
    if (!found || found->size == 0) return;
    const bezier& curve = found->list[0];
    for (int i = 0; i < curve.size; ++i) route.curve.push_back(point(curve.list[i]));
    if (curve.eflag) route.tip_at_end = point(curve.ep);
    if (curve.sflag) route.tip_at_start = point(curve.sp);
  }

  Agraph_t* graph_;
  boxf box_;
  Arrangement out_;
};

Arrangement lay_out(const Graph& graph, const std::vector<bool>& turned,
                    const std::vector<bool>& loose) {
  GVC_t* context = graphviz();
  const std::string text = describe(graph, turned, loose);
  const std::unique_ptr<Agraph_t, CloseGraph> laid_out(agmemread(text.c_str()));
  if (!context || !laid_out || gvLayout(context, laid_out.get(), "dot") != 0) {
    throw std::runtime_error(
        "Graphviz cannot lay out the diagram: is it installed with its plug-ins?");
  }
  Arrangement out = Reader(graph, laid_out.get()).read();
  gvFreeLayout(context, laid_out.get());
  for (std::size_t i = 0; i < turned.size(); ++i) {
    if (turned[i]) reverse(out.edges[i]);
  }
  return out;
}

// What is higher than a page is to be no higher than that for its width, if that can be had.
constexpr double Page = 1500;
constexpr double Tallest = 1.6;

// The columns that a tall arrangement would be better in; 1: it is well as it is.
int columns_of(const Size& size) {
  int columns = 1;
  while (size.height > Page && size.height / columns > Tallest * size.width * columns) ++columns;
  return columns;
}

// Those that would lead from one column to the next, if what stands in `tall` were cut into that many. They
// no longer say what stands below what.
std::vector<bool> between_columns(const Graph& graph, const Arrangement& tall, int columns) {
  const auto column = [&](NodeIndex node) {
    return static_cast<int>(tall.nodes[node].center().y / tall.size.height * columns);
  };
  std::vector<bool> out(graph.edges.size());
  for (std::size_t i = 0; i < graph.edges.size(); ++i) {
    const Edge& edge = graph.edges[i];
    const bool free =
        graph.nodes[edge.from].rank == Rank::Free && graph.nodes[edge.to].rank == Rank::Free;
    out[i] = free && column(edge.from) != column(edge.to);
  }
  return out;
}

double tallness(const Size& size) { return std::max(size.height, Tallest * size.width); }

}  // namespace

Arrangement arrange(const Graph& graph) {
#if defined(__SANITIZE_ADDRESS__)
  const __lsan::ScopedDisabler graphviz_keeps_what_it_allocates;
#endif
  if (graph.nodes.empty()) return {};
  const std::vector<bool> turned = against_the_flow(graph);
  Arrangement out = lay_out(graph, turned, std::vector<bool>(graph.edges.size()));
  const int columns = columns_of(out.size);
  if (columns == 1) return out;
  Arrangement folded = lay_out(graph, turned, between_columns(graph, out, columns));
  return tallness(folded.size) < tallness(out.size) ? folded : out;
}

}  // namespace perdure::diagram::flat
