#include "diagram/diagram.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "compiler/emit/definition/definition.h"
#include "diagram/layout.h"
#include "tests/unit/emit/chart_builder.h"
#include "tests/unit/emit/well_formed.h"

namespace perdure::diagram {
namespace {

using plan::StateKind;
using test::ChartBuilder;

// Text that would mean something in each of the forms, if it got through.
const std::string Hostile =
    "a\"b'c<d>&e\\n]]>--><script>alert(1)</script>;:#{}%%|`$$\x01\n[*] --> "
    "x\n```\n</title>";

Picture picture(const plan::Chart& chart) {
  return draw(read_chart(emit::emit_definition({}, chart).json));
}

Picture hostile_picture() {
  ChartBuilder builder(Hostile);
  builder.chart.doc = Hostile;
  builder.begin(Hostile + "1").doc = Hostile;
  builder.chart.states.back().entry = {{ChartBuilder::call("say(\"" + Hostile + "\")")}};
  builder.on("on " + Hostile, Hostile, {Hostile + "3"}, {ChartBuilder::assign(Hostile)});
  builder.on("on stay", Hostile, {});
  builder.end();
  builder.begin(Hostile + "2").doc = Hostile;
  builder.leaf(Hostile + "3");
  builder.leaf("end");
  builder.leaf("state", StateKind::Final);
  builder.end();
  return picture(builder.finish());
}

// A chain of `count` states, in groups, with arrows back and out of the groups.
Picture large_picture(int count) {
  std::mt19937 random(7);
  const auto pick = [&random](int low, int high) {
    return low + static_cast<int>(random() % static_cast<unsigned>(high - low));
  };
  const auto name = [](int index) { return "State" + std::to_string(index); };
  ChartBuilder builder("Large");
  for (int i = 0; i < count;) {
    const int size = std::min(count - i, pick(3, 9));
    const bool grouped = size > 2 && random() % 2 == 0;
    if (grouped) builder.begin("Group" + std::to_string(i));
    for (int k = i; k < i + size; ++k) {
      builder.begin(name(k));
      builder.on("on next", "", {name(std::min(count - 1, k + 1))});
      if (random() % 4 == 0)
        builder.on("on back", "tries < 3", {name(pick(std::max(0, k - 5), k + 1))});
      if (random() % 5 == 0) builder.on("after 7d", "", {"Failed"});
      builder.end();
    }
    if (grouped) {
      builder.on("on skip", "", {name(std::min(count - 1, i + size))});
      builder.end();
    }
    i += size;
  }
  builder.leaf("Failed", StateKind::Final);
  return picture(builder.finish());
}

TEST(Svg, HoldsHostileTextAsText) {
  SvgOptions options;
  options.link_prefix = "#" + Hostile;
  options.id_prefix = Hostile;
  const std::string text = svg(hostile_picture(), options);
  EXPECT_EQ(test::flaw_in(text), "");
  EXPECT_EQ(text.find("<script"), std::string::npos);
  EXPECT_EQ(text.find('\x01'), std::string::npos);
}

TEST(Dot, HoldsHostileTextAsText) {
  const std::string text = dot(hostile_picture());
  // Every quote that is not escaped opens or closes a string, and none runs over the end of its line.
  std::size_t quotes = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\\') {
      ++i;
    } else if (text[i] == '"') {
      ++quotes;
    } else if (text[i] == '\n') {
      EXPECT_EQ(quotes % 2, 0u) << text.substr(0, i);
    }
  }
}

TEST(Mermaid, HoldsHostileTextAsText) {
  const std::string text = mermaid(hostile_picture());
  EXPECT_EQ(text.find('<'), std::string::npos);
  EXPECT_EQ(text.find("```"), std::string::npos);
  EXPECT_EQ(text.find("[*] --> x"), std::string::npos);
  EXPECT_EQ(text.find("%%"), std::string::npos);
}

TEST(Plantuml, HoldsHostileTextAsText) {
  const std::string text = plantuml(hostile_picture());
  EXPECT_EQ(text.find("<script"), std::string::npos);
  EXPECT_EQ(text.find("[*] --> x"), std::string::npos);
  // Nothing that its preprocessor would do, nor a comment, markup or another end of the picture.
  for (const char* bad : {"\n!", "%", "'", "\\", "$", "{a", "**", "[[", "/'", "@", "|"}) {
    const std::size_t begin = text.find('\n');
    EXPECT_EQ(text.find(bad, begin),
              std::string(bad) == "@" ? text.rfind("@enduml") : std::string::npos)
        << bad << "\n"
        << text;
  }
}

TEST(Mermaid, NamesNoStateByAWordOfMermaids) {
  const std::string text = mermaid(hostile_picture());
  EXPECT_NE(text.find("state \"end\" as end_\n"), std::string::npos) << text;
  EXPECT_NE(text.find("state \"state\" as state_\n"), std::string::npos) << text;
}

TEST(Plantuml, NamesNoStateByAWordOfPlantumls) {
  const std::string text = plantuml(hostile_picture());
  EXPECT_NE(text.find("state \"end\" as end_\n"), std::string::npos) << text;
}

TEST(Svg, RefersToNothingOutside) {
  const std::string text = svg(large_picture(10));
  EXPECT_EQ(text.find("http", text.find("http://www.w3.org/2000/svg") + 4), std::string::npos);
  EXPECT_EQ(text.find("url("), std::string::npos);
  EXPECT_EQ(text.find("href"), std::string::npos);
}

TEST(Svg, OfAChartWithoutStatesIsOne) {
  EXPECT_EQ(test::flaw_in(svg(picture(ChartBuilder("Empty").finish()))), "");
}

// Targets that no arrow can be drawn to as it stands: the source itself, what is around it, what is in it.
TEST(Svg, DrawsArrowsBetweenAStateAndWhatIsAroundIt) {
  ChartBuilder builder("Around");
  builder.begin("Both", StateKind::Parallel);
  builder.begin("Left");
  builder.begin("Inner");
  builder.on("on again", "", {"Inner"});
  builder.on("on restart", "", {"Left"});
  builder.on("on all", "", {"Both"});
  builder.on("on across", "", {"Right"});
  builder.end();
  builder.on("on self", "", {"Left"});
  builder.on("on in", "", {"Inner"});
  builder.end();
  builder.leaf("Right");
  builder.on("on loop", "", {"Both"});
  builder.on("on split", "", {"Inner", "Right"});
  builder.end();
  builder.on("on everywhere", "", {"Right"});
  const std::string text = svg(picture(builder.finish()));
  EXPECT_EQ(test::flaw_in(text), "");
  for (const char* event :
       {"again", "restart", "all", "across", "self", "in", "loop", "split", "everywhere"}) {
    EXPECT_NE(text.find(std::string(">") + event), std::string::npos) << event;
  }
}

TEST(Svg, SaysWhereACrowdOfTransitionsLeadsInTheirStates) {
  ChartBuilder builder("Crowd");
  for (int i = 0; i < 20; ++i) {
    builder.begin("State" + std::to_string(i));
    builder.on("on fail", "", {"Failed"});
    builder.end();
  }
  builder.leaf("Failed", StateKind::Final);
  EXPECT_NE(svg(picture(builder.finish())).find("fail → Failed"), std::string::npos);
}

// Graphviz 2.42 counts layouts in a byte, and has tripped over that; see outermost() in flat.cpp.
TEST(Svg, OfALongChainStandsInColumns) {
  ChartBuilder builder("Chain");
  for (int i = 0; i < 200; ++i) {
    builder.begin("State" + std::to_string(i));
    builder.on("on next", "", {"State" + std::to_string(std::min(199, i + 1))});
    builder.end();
  }
  const Size size = lay_out(picture(builder.finish())).size;
  EXPECT_LT(size.height, 6 * size.width) << size.width << " x " << size.height;
}

TEST(Svg, ManyInOneProcess) {
  const Picture chart = large_picture(30);
  const std::string first = svg(chart);
  for (int i = 0; i < 20; ++i) ASSERT_EQ(svg(chart), first) << i;
}

TEST(Svg, LargeChartsAreDrawn) { EXPECT_EQ(test::flaw_in(svg(large_picture(400))), ""); }

}  // namespace
}  // namespace perdure::diagram
