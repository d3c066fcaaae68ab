// What a picture of a chart shows, before anybody knows where it stands.
//
//     Chart  ->  Picture  ->  DOT, Mermaid
//                         ->  Layout  ->  SVG
//
// A transition with a target is an arrow; one without, and what a state does on entry and exit, is a line
// inside its state. So is one to a state that very many lead to, since their arrows would cover the rest.
// Arrows are drawn between shapes, so pseudo-states that UML draws (the initial dot, the
// fork bar) are shapes, too.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "diagram/chart.h"

namespace perdure::diagram {

using ShapeIndex = std::uint32_t;  // Into Picture::shapes.

enum class ShapeKind {
  Box,       // An atomic state.
  Compound,  // Has children, and lines above them.
  Parallel,  // Its children stand side by side as regions.
  Region,    // A compound child of a parallel state.
  Final,
  Choice,
  History,
  DeepHistory,
  Initial,   // The dot from which the default entry's arrow starts.
  Anywhere,  // "Any state of this one": where transitions start that a compound state shares.
  Fork,      // One transition into several regions.
};

enum class SpanKind { Trigger, Guard, Action, Target };

struct Span {
  SpanKind kind = SpanKind::Trigger;
  std::string text;
};

// Spans with a space between them.
struct Line {
  std::vector<Span> spans;

  std::string text() const;
};

// Text as it is shown, and all of it where that was shortened.
struct Caption {
  std::vector<Line> lines;
  std::string full;
  std::optional<TransitionIndex> transition;  // Whose words they are, if a transition's.
};

struct Shape {
  ShapeKind kind = ShapeKind::Box;
  StateIndex state = 0;  // Whose shape it is; of a pseudo-state, the state that it stands in.
  std::string title;     // Empty for Initial and Fork.
  std::string doc;
  std::vector<Caption> captions;
  std::optional<ShapeIndex> parent;
  std::vector<ShapeIndex> children;

  bool is_container() const {
    return kind == ShapeKind::Compound || kind == ShapeKind::Parallel || kind == ShapeKind::Region;
  }
};

// All transitions from one shape to another: one arrow, a caption each. Those that need no words, as from
// the initial dot, have none.
struct Arrow {
  ShapeIndex from = 0;
  ShapeIndex to = 0;
  std::vector<Caption> captions;
  std::vector<TransitionIndex> transitions;  // None for default entry.
};

struct Picture {
  Chart chart;                    // What it is of.
  std::vector<Caption> captions;  // The chart's own.
  std::vector<ShapeIndex> roots;
  std::vector<Shape> shapes;  // Parents before their children.
  std::vector<Arrow> arrows;
};

Picture draw(Chart chart);

}  // namespace perdure::diagram
