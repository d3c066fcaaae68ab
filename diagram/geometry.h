// Points, sizes and curves of a picture, in pixels from the left and from the top. One pixel is one point
// of Graphviz.
#pragma once

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace perdure::diagram {

struct Point {
  double x = 0;
  double y = 0;
};

struct Size {
  double width = 0;
  double height = 0;
};

struct Rect {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;

  double right() const { return x + width; }
  double bottom() const { return y + height; }
  Point center() const { return {x + width / 2, y + height / 2}; }
};

struct Route {
  std::vector<Point> curve;  // A Bézier curve: a start, then three points for each piece.
  // Where the tip of an arrow head is whose base is the curve's end, or its start.
  std::optional<Point> tip_at_end;
  std::optional<Point> tip_at_start;
  Rect words;  // The room that was kept, if any.
};

inline void reverse(Route& route) {
  std::reverse(route.curve.begin(), route.curve.end());
  std::swap(route.tip_at_end, route.tip_at_start);
}

}  // namespace perdure::diagram
