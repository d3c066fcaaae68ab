#include "diagram/measure.h"

#include <algorithm>

#include "diagram/text.h"

namespace perdure::diagram {
namespace {

double widest(const std::vector<Caption>& captions) {
  double width = 0;
  for (const Caption& caption : captions) {
    for (const Line& line : caption.lines) {
      width = std::max(width, text_width(line.text(), TextSize));
    }
  }
  return width;
}

// A title, and below it a compartment with the lines.
Size titled(const Shape& shape, double beside_title) {
  const double title = text_width(shape.title, TitleSize, Weight::Bold) + beside_title;
  const std::size_t lines = line_count(shape.captions);
  const double compartment = lines == 0 ? 0 : static_cast<double>(lines) * LineHeight + 10;
  return {std::max(title, widest(shape.captions)) + 2 * Padding, TitleHeight + compartment};
}

}  // namespace

std::size_t line_count(const std::vector<Caption>& captions) {
  std::size_t count = 0;
  for (const Caption& caption : captions) count += caption.lines.size();
  return count;
}

Size size_of(const Shape& shape) {
  const double small_title = text_width(shape.title, TextSize);
  switch (shape.kind) {
    case ShapeKind::Initial:
      return {14, 14};
    case ShapeKind::Fork:
      return {60, 6};
    case ShapeKind::History:
    case ShapeKind::DeepHistory:
      return {26, 26};
    case ShapeKind::Choice:
      return {small_title + 52, 44};
    case ShapeKind::Anywhere:
      return {small_title + 22, 24};
    case ShapeKind::Final: {
      Size size = titled(shape, 24);
      size.height += 4;
      return size;
    }
    default: {
      Size size = titled(shape, 0);
      return {std::max(size.width, 84.0), size.height + (shape.captions.empty() ? 8 : 0)};
    }
  }
}

Size heading_of(const Shape& shape) { return titled(shape, 8); }

Size size_of(const std::vector<Caption>& captions) {
  const std::size_t lines = line_count(captions);
  if (lines == 0) return {};
  return {widest(captions) + 12, static_cast<double>(lines) * LineHeight + 4};
}

}  // namespace perdure::diagram
