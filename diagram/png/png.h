// A drawn picture as pixels.
//
//     SVG  ->  PNG
#pragma once

#include <string>
#include <string_view>

namespace perdure::diagram {

// An SVG of svg(), whose theme is Light or Dark, as a PNG file of `scale` pixels for each of its own. The
// letters are those of the fonts of this machine, so the bytes are the same only where those are. Throws
// std::runtime_error where it would have more than 30,000 pixels a side, or cannot be drawn.
std::string png(std::string_view svg, double scale = 2);

}  // namespace perdure::diagram
