// How large the things in a picture are.
#pragma once

#include <vector>

#include "diagram/geometry.h"
#include "diagram/picture.h"

namespace perdure::diagram {

// Sizes of type, also in templates/diagram/style.css.
inline constexpr double TitleSize = 14;
inline constexpr double TextSize = 12;
inline constexpr double HeadingSize = 18;

inline constexpr double TitleHeight = 28;  // A title with the space around it.
inline constexpr double LineHeight = 16;
inline constexpr double Padding = 12;  // From the border of a state to its text.

// Of a shape that is drawn without children.
Size size_of(const Shape& shape);

// What a container keeps free above its children, for its title and its lines.
Size heading_of(const Shape& shape);

// Of the words beside an arrow; nothing where there are none.
Size size_of(const std::vector<Caption>& captions);

// All lines of all captions.
std::size_t line_count(const std::vector<Caption>& captions);

}  // namespace perdure::diagram
