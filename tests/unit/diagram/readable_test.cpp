// What would make a picture hard to read is in none of the charts of this repository.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

#include "compiler/check/check.h"
#include "compiler/driver/load.h"
#include "compiler/emit/definition/definition.h"
#include "compiler/plan/plan.h"
#include "diagram/diagram.h"
#include "diagram/layout.h"
#include "tests/unit/emit/well_formed.h"

namespace perdure::diagram {
namespace {

std::vector<std::string> charts() {
  std::vector<std::string> out;
  for (const char* folder : {"examples", "tests/behave", "tests/unit/diagram/charts"}) {
    const std::filesystem::path root = std::filesystem::path(PERDURE_SOURCE_DIR) / folder;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
      const bool is_chart = entry.path().extension() == ".chart";
      if (is_chart) out.push_back(entry.path().string());
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

class Readable : public testing::TestWithParam<std::string> {
 protected:
  std::vector<Picture> pictures() const {
    Reporter report;
    driver::Loaded loaded = driver::load({GetParam()}, report);
    const auto checked = check::check(std::move(loaded.program), report);
    if (!checked) throw std::runtime_error(GetParam() + " does not compile");
    const plan::Plan plan = plan::make_plan(loaded.files, *checked);
    std::vector<Picture> out;
    for (const plan::Chart& chart : plan.file(GetParam())->charts) {
      out.push_back(draw(read_chart(emit::emit_definition(plan, chart).json)));
    }
    return out;
  }
};

bool overlap(const Rect& a, const Rect& b) {
  constexpr double Touching = 1;
  return a.x + Touching < b.right() && b.x + Touching < a.right() && a.y + Touching < b.bottom() &&
         b.y + Touching < a.bottom();
}

bool holds(const Rect& outer, const Rect& inner) {
  return inner.x >= outer.x - 1 && inner.y >= outer.y - 1 && inner.right() <= outer.right() + 1 &&
         inner.bottom() <= outer.bottom() + 1;
}

double distance(Point point, const Rect& box) {
  const double dx = std::max({box.x - point.x, 0.0, point.x - box.right()});
  const double dy = std::max({box.y - point.y, 0.0, point.y - box.bottom()});
  return std::hypot(dx, dy);
}

TEST_P(Readable, StatesStandApartAndInsideWhatHoldsThem) {
  for (const Picture& picture : pictures()) {
    const Layout layout = lay_out(picture);
    for (ShapeIndex a = 0; a < picture.shapes.size(); ++a) {
      const auto& parent = picture.shapes[a].parent;
      if (parent) {
        EXPECT_TRUE(holds(layout.shapes[*parent], layout.shapes[a])) << picture.shapes[a].title;
      }
      for (ShapeIndex b = 0; b < a; ++b) {
        if (picture.shapes[b].parent != parent) continue;
        EXPECT_FALSE(overlap(layout.shapes[a], layout.shapes[b]))
            << picture.shapes[a].title << " and " << picture.shapes[b].title;
      }
    }
  }
}

TEST_P(Readable, WordsStandOnNoStateAndOnNoOtherWords) {
  for (const Picture& picture : pictures()) {
    const Layout layout = lay_out(picture);
    for (std::size_t i = 0; i < picture.arrows.size(); ++i) {
      if (picture.arrows[i].captions.empty()) continue;
      const Rect words = layout.routes[i].words;
      const std::string what = picture.arrows[i].captions.front().full;
      for (ShapeIndex s = 0; s < picture.shapes.size(); ++s) {
        const bool solid = picture.shapes[s].children.empty();
        EXPECT_FALSE(solid && overlap(words, layout.shapes[s]))
            << what << " on " << picture.shapes[s].title;
      }
      for (std::size_t other = 0; other < i; ++other) {
        if (picture.arrows[other].captions.empty()) continue;
        EXPECT_FALSE(overlap(words, layout.routes[other].words))
            << what << " on " << picture.arrows[other].captions.front().full;
      }
    }
  }
}

TEST_P(Readable, ArrowsRunFromStateToState) {
  for (const Picture& picture : pictures()) {
    const Layout layout = lay_out(picture);
    for (std::size_t i = 0; i < picture.arrows.size(); ++i) {
      const Route& route = layout.routes[i];
      ASSERT_GE(route.curve.size(), 4u);
      const Point tip = route.tip_at_end.value_or(route.curve.back());
      EXPECT_LT(distance(route.curve.front(), layout.shapes[picture.arrows[i].from]), 3);
      EXPECT_LT(distance(tip, layout.shapes[picture.arrows[i].to]), 3);
    }
  }
}

TEST_P(Readable, InitialDotsStandByWhatTheyLeadTo) {
  for (const Picture& picture : pictures()) {
    const Layout layout = lay_out(picture);
    for (std::size_t i = 0; i < picture.arrows.size(); ++i) {
      const Shape& from = picture.shapes[picture.arrows[i].from];
      const Shape& to = picture.shapes[picture.arrows[i].to];
      if (from.kind != ShapeKind::Initial || from.parent != to.parent) continue;
      if (!picture.arrows[i].captions.empty()) continue;
      const ShapeIndex dot_index = picture.arrows[i].from;
      const auto arrows = std::count_if(
          picture.arrows.begin(), picture.arrows.end(),
          [&](const Arrow& each) { return each.from == dot_index || each.to == dot_index; });
      if (arrows > 1) continue;  // Some lead back to it.
      const Rect& dot = layout.shapes[dot_index];
      const auto& curve = layout.routes[i].curve;
      const bool is_straight = std::all_of(curve.begin(), curve.end(), [&](const Point& at) {
        return std::abs(at.x - dot.center().x) < 1;
      });
      if (!is_straight) continue;
      EXPECT_LT(layout.shapes[picture.arrows[i].to].y - dot.bottom(), 40);
    }
  }
}

TEST_P(Readable, RegionsStandInTheirOrder) {
  for (const Picture& picture : pictures()) {
    const Layout layout = lay_out(picture);
    for (const Shape& shape : picture.shapes) {
      if (shape.kind != ShapeKind::Parallel) continue;
      double last = -1e9;
      for (const ShapeIndex child : shape.children) {
        const Shape& region = picture.shapes[child];
        if (!region.is_container() && region.kind != ShapeKind::Box) continue;
        EXPECT_GT(layout.shapes[child].x, last) << region.title;
        last = layout.shapes[child].x;
      }
    }
  }
}

TEST_P(Readable, EveryTransitionIsShownOnce) {
  for (const Picture& picture : pictures()) {
    std::vector<int> shown(picture.chart.transitions.size());
    const auto count = [&shown](const std::vector<Caption>& captions) {
      for (const Caption& caption : captions) {
        if (caption.transition) ++shown[*caption.transition];
      }
    };
    count(picture.captions);
    for (const Shape& shape : picture.shapes) count(shape.captions);
    for (const Arrow& arrow : picture.arrows) count(arrow.captions);
    for (const Arrow& arrow : picture.arrows) {  // Without words: the default of a history.
      for (const TransitionIndex each : arrow.transitions) shown[each] = std::max(shown[each], 1);
    }
    EXPECT_EQ(shown, std::vector<int>(shown.size(), 1));
    EXPECT_EQ(test::flaw_in(svg(picture)), "");
  }
}

INSTANTIATE_TEST_SUITE_P(Charts, Readable, testing::ValuesIn(charts()), [](const auto& each) {
  std::string name = std::filesystem::path(each.param).stem().string();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '-' || c == '.'; }, '_');
  return name + std::to_string(each.index);
});

}  // namespace
}  // namespace perdure::diagram
