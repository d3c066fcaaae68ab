#include "diagram/png/png.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <stdexcept>
#include <string>

#include "compiler/emit/definition/definition.h"
#include "diagram/diagram.h"
#include "tests/unit/emit/chart_builder.h"

namespace perdure::diagram {
namespace {

std::string small_svg(Theme theme) {
  test::ChartBuilder builder("Small");
  builder.begin("A");
  builder.on("on e", "x < 1", {"B"});
  builder.end();
  builder.leaf("B", plan::StateKind::Final);
  SvgOptions options;
  options.theme = theme;
  return svg(draw(read_chart(emit::emit_definition({}, builder.finish()).json)), options);
}

// Of the image header, which is the first chunk (PNG, 11.2.2).
std::uint32_t big_endian(const std::string& png, std::size_t at) {
  std::uint32_t out = 0;
  for (std::size_t i = 0; i < 4; ++i) out = out << 8 | static_cast<unsigned char>(png.at(at + i));
  return out;
}

TEST(Png, HasThePixelsOfTheDrawing) {
  const std::string drawing = small_svg(Theme::Light);
  const std::string pixels = png(drawing, 3);
  EXPECT_EQ(pixels.substr(0, 8), "\x89PNG\r\n\x1a\n");
  const double width = std::stod(drawing.substr(drawing.find(" width=\"") + 8));
  EXPECT_NEAR(big_endian(pixels, 16), width * 3, 1);
  EXPECT_EQ(pixels, png(drawing, 3));
}

TEST(Png, IsLightOrDark) { EXPECT_NE(png(small_svg(Theme::Light)), png(small_svg(Theme::Dark))); }

TEST(Png, IsNotMadeOfWhatIsNoDrawing) {
  EXPECT_THROW(png(""), std::runtime_error);
  EXPECT_THROW(png("<svg"), std::runtime_error);
  EXPECT_THROW(png("<html/>"), std::runtime_error);
}

TEST(Png, IsNotMadeWhereItWouldBeTooLarge) {
  EXPECT_THROW(png(small_svg(Theme::Light), 1e6), std::runtime_error);
  EXPECT_THROW(png(small_svg(Theme::Light), 0), std::runtime_error);
}

}  // namespace
}  // namespace perdure::diagram
