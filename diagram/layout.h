// Where everything in a picture stands.
//
//     Picture  ->  Layout
//
// Each container is laid out by itself, as a flat graph in which the containers inside it are boxes of
// known size. An arrow that crosses a border is several pieces, one in each container it runs through,
// that meet at ports in the borders.
#pragma once

#include <vector>

#include "diagram/geometry.h"
#include "diagram/picture.h"

namespace perdure::diagram {

struct Layout {
  Size size;
  std::vector<Rect> shapes;   // By ShapeIndex.
  std::vector<Route> routes;  // As Picture::arrows; each has a tip at its end.
};

// Not for two threads at a time. Throws std::runtime_error if Graphviz cannot lay out.
Layout lay_out(const Picture& picture);

}  // namespace perdure::diagram
