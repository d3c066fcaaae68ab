// A picture in Graphviz's language.
//
//     Picture  ->  DOT
#include <algorithm>

#include "diagram/diagram.h"
#include "diagram/lit.h"
#include "diagram/picture.h"
#include "diagram/text.h"

namespace perdure::diagram {
namespace {

// Between quotes, where a backslash may start an escape of Graphviz's own.
std::string in_quotes(std::string_view text) {
  std::string out = "\"";
  for (const char c : printable(text)) {
    if (c == '"') {
      out += "\\\"";
    } else if (c == '\\') {
      out += "\\\\";
    } else if (c == '\n') {
      out += "\\n";
    } else {
      out += c;
    }
  }
  return out + "\"";
}

std::string lines(const std::vector<Caption>& captions) {
  std::string out;
  for (const Caption& caption : captions) {
    for (const Line& line : caption.lines) out += (out.empty() ? "" : "\n") + line.text();
  }
  return out;
}

std::string full(const std::vector<Caption>& captions) {
  std::string out;
  for (const Caption& caption : captions) out += (out.empty() ? "" : "\n") + caption.full;
  return out;
}

class DotWriter {
 public:
  DotWriter(const Picture& picture, const Highlight& highlight)
      : picture_(picture), lit_(picture.chart, highlight) {}

  std::string write() {
    out_ = "digraph " + in_quotes(picture_.chart.name) +
           " {\n"
           "  graph [compound=true, fontname=\"Helvetica\", labelloc=t, labeljust=l, nodesep=0.4]\n"
           "  node [shape=box, style=rounded, fontname=\"Helvetica\"]\n"
           "  edge [fontname=\"Helvetica\", fontsize=11]\n";
    std::string title = picture_.chart.name;
    if (!picture_.captions.empty()) title += "\n" + lines(picture_.captions);
    out_ += "  label=" + in_quotes(title) + "\n";
    for (const ShapeIndex root : picture_.roots) write_shape(root, "  ");
    out_ += "\n";
    for (const Arrow& arrow : picture_.arrows) write_arrow(arrow);
    return out_ + "}\n";
  }

 private:
  bool is_cluster(ShapeIndex index) const {
    return picture_.shapes[index].is_container() && !picture_.shapes[index].children.empty();
  }

  // States have their names; of a pseudo-state, what it is and where it stands. Neither can hold the
  // other's dot.
  std::string name(ShapeIndex index) const {
    const Shape& shape = picture_.shapes[index];
    const std::string& owner = picture_.chart.states[shape.state].name;
    switch (shape.kind) {
      case ShapeKind::Initial:
        return in_quotes(owner + ".initial");
      case ShapeKind::Anywhere:
        return in_quotes(owner + "." + shape.title);
      case ShapeKind::Fork:
        return in_quotes(owner + ".fork." + std::to_string(index));
      default:
        return in_quotes(shape.title);
    }
  }

  std::string cluster(ShapeIndex index) const {
    return in_quotes("cluster_" + picture_.shapes[index].title);
  }

  std::string label(const Shape& shape) const {
    if (shape.captions.empty()) return "";
    return "label=" + in_quotes(shape.title + "\n" + lines(shape.captions));
  }

  static std::string form(ShapeKind kind) {
    switch (kind) {
      case ShapeKind::Initial:
        return "shape=circle, style=filled, fillcolor=black, label=\"\", width=0.18";
      case ShapeKind::Fork:
        return "shape=box, style=filled, fillcolor=black, label=\"\", width=0.8, height=0.07";
      case ShapeKind::Anywhere:
        return "style=\"rounded,dashed\"";
      case ShapeKind::Choice:
        return "shape=diamond, style=solid";
      case ShapeKind::History:
        return "shape=circle, style=solid, label=\"H\"";
      case ShapeKind::DeepHistory:
        return "shape=circle, style=solid, label=\"H*\"";
      case ShapeKind::Final:
        return "peripheries=2";
      default:
        return "";
    }
  }

  // Of a state or of a cluster.
  std::string light(const Shape& shape) const {
    if (lit_.dims() && !lit_.reachable(shape.state)) return "color=gray80, fontcolor=gray70";
    const bool pseudo = shape.kind == ShapeKind::Initial || shape.kind == ShapeKind::Fork ||
                        shape.kind == ShapeKind::Anywhere;
    if (pseudo) return "";
    if (lit_.active(shape.state)) return "color=\"#1a7f37\", penwidth=3";
    return lit_.passed(shape.state) ? "color=\"#0969da\", penwidth=2" : "";
  }

  void write_shape(ShapeIndex index, const std::string& indent) {
    const Shape& shape = picture_.shapes[index];
    const std::string about = shape.doc.empty() ? "" : "tooltip=" + in_quotes(shape.doc);
    if (is_cluster(index)) {
      out_ += indent + "subgraph " + cluster(index) + " {\n";
      out_ += indent + "  label=" +
              in_quotes(shape.captions.empty() ? shape.title
                                               : shape.title + "\n" + lines(shape.captions)) +
              "\n" + indent +
              "  style=" + (shape.kind == ShapeKind::Region ? "dashed" : "rounded") + "\n";
      if (!about.empty()) out_ += indent + "  " + about + "\n";
      if (!light(shape).empty()) out_ += indent + "  " + light(shape) + "\n";
      for (const ShapeIndex child : shape.children) write_shape(child, indent + "  ");
      out_ += indent + "}\n";
      return;
    }
    std::string attributes = form(shape.kind);
    if (shape.kind == ShapeKind::Anywhere) attributes += ", label=" + in_quotes(shape.title);
    for (const std::string& each : {label(shape), about, light(shape)}) {
      if (!each.empty()) attributes += (attributes.empty() ? "" : ", ") + each;
    }
    out_ += indent + name(index) + (attributes.empty() ? "" : " [" + attributes + "]") + "\n";
  }

  // Graphviz draws edges between nodes and cuts them off at the border of a cluster.
  ShapeIndex node_in(ShapeIndex index, bool last) const {
    while (is_cluster(index)) {
      const auto& children = picture_.shapes[index].children;
      index = last ? children.back() : children.front();
    }
    return index;
  }

  void write_arrow(const Arrow& arrow) {
    std::string attributes;
    const auto add = [&attributes](const std::string& each) {
      attributes += (attributes.empty() ? "" : ", ") + each;
    };
    if (!arrow.captions.empty()) {
      add("label=" + in_quotes(lines(arrow.captions)));
      if (full(arrow.captions) != lines(arrow.captions)) {
        add("tooltip=" + in_quotes(full(arrow.captions)));
      }
    }
    const auto any = [&](bool (Lit::*is)(TransitionIndex) const) {
      return std::any_of(arrow.transitions.begin(), arrow.transitions.end(),
                         [&](TransitionIndex each) { return (lit_.*is)(each); });
    };
    if (any(&Lit::taken)) {
      add("color=\"#0969da\", penwidth=2.5");
    } else if (lit_.dims() && !any(&Lit::reachable_transition)) {
      add("color=gray80, fontcolor=gray70");
    }
    if (is_cluster(arrow.from)) add("ltail=" + cluster(arrow.from));
    if (is_cluster(arrow.to)) add("lhead=" + cluster(arrow.to));
    out_ += "  " + name(node_in(arrow.from, true)) + " -> " + name(node_in(arrow.to, false)) +
            (attributes.empty() ? "" : " [" + attributes + "]") + "\n";
  }

  const Picture& picture_;
  const Lit lit_;
  std::string out_;
};

}  // namespace

std::string dot(const Picture& picture, const Highlight& highlight) {
  return DotWriter(picture, highlight).write();
}

}  // namespace perdure::diagram
