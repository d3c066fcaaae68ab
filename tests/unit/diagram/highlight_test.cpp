#include "diagram/highlight.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "compiler/emit/definition/definition.h"
#include "diagram/diagram.h"
#include "tests/unit/emit/chart_builder.h"

namespace perdure::diagram {
namespace {

using Names = std::vector<std::string>;
using plan::StateKind;
using test::ChartBuilder;

Chart travels() {
  ChartBuilder builder("Travels");
  builder.begin("Home");
  builder.on("on leave", "", {"Which"});  // 0
  builder.end();
  builder.begin("Which", StateKind::Choice);
  builder.on("", "raining", {"Train"});  // 1
  builder.on("", "", {"Bicycle"});       // 2
  builder.end();
  builder.begin("Away");
  builder.on("on back", "", {"Home"});  // 3
  builder.begin("Train");
  builder.on("on change", "", {"Bicycle"});  // 4
  builder.end();
  builder.leaf("Bicycle");
  builder.begin("Before", StateKind::History);
  builder.end();
  builder.end();
  builder.begin("Moon", StateKind::Parallel);
  builder.begin("Suit");
  builder.on("on tear", "", {"Lost"});  // 5
  builder.end();
  builder.begin("Ship");
  builder.leaf("Landed");
  builder.leaf("Started");
  builder.end();
  builder.end();
  builder.leaf("Lost", StateKind::Final);
  return read_chart(emit::emit_definition({}, builder.finish()).json);
}

Names names(const Chart& chart, const std::vector<StateIndex>& states) {
  Names out;
  for (const StateIndex each : states) out.push_back(chart.states[each].name);
  return out;
}

std::vector<TransitionIndex> taken(const Names& states) {
  const Chart chart = travels();
  return path(chart, find_states(chart, states)).taken;
}

TEST(Path, GoesThroughChoices) {
  using Transitions = std::vector<TransitionIndex>;
  EXPECT_EQ(taken({"Home", "Bicycle"}), (Transitions{0, 2}));
  EXPECT_EQ(taken({"Home", "Train", "Bicycle", "Home"}), (Transitions{0, 1, 4, 3}));
  EXPECT_EQ(taken({"Bicycle"}), Transitions{});
}

TEST(Path, LightsWhereItEndsAndWhereItWent) {
  const Chart chart = travels();
  const Highlight lit = path(chart, find_states(chart, {"Home", "Train"}));
  EXPECT_EQ(names(chart, lit.active), Names{"Train"});
  EXPECT_EQ(names(chart, lit.passed), (Names{"Home", "Which"}));
}

TEST(Path, IsNotWhereNoTransitionLeads) {
  EXPECT_THROW(taken({"Home", "Moon"}), std::runtime_error);
  EXPECT_THROW(taken({"Home", "Nowhere"}), std::runtime_error);
}

TEST(Taken, IsWhatAStepLeftAndEntered) {
  const Chart chart = travels();
  const auto between = [&chart](const Names& left, const Names& entered) {
    return taken_between(chart, find_states(chart, left), find_states(chart, entered));
  };
  using Transitions = std::vector<TransitionIndex>;
  EXPECT_EQ(between({"Train"}, {"Bicycle"}), (Transitions{2, 4}));
  EXPECT_EQ(between({"Train", "Away"}, {"Home"}), Transitions{3});
  EXPECT_EQ(between({}, {}), Transitions{});
}

TEST(Reachable, IsWhateverMayBeEntered) {
  const Chart chart = travels();
  const auto from = [&chart](const char* name) {
    return names(chart, reachable_from(chart, *chart.find(name)));
  };
  EXPECT_EQ(from("Bicycle"), (Names{"Travels", "Home", "Which", "Away", "Train", "Bicycle"}));
  EXPECT_EQ(from("Lost"), (Names{"Travels", "Lost"}));
  // The other region is there, too, in the state that it begins with.
  EXPECT_EQ(from("Suit"), (Names{"Travels", "Moon", "Suit", "Ship", "Landed", "Lost"}));
  EXPECT_EQ(from("Before"),
            (Names{"Travels", "Home", "Which", "Away", "Train", "Bicycle", "Before"}));
}

// The number of elements in `svg` with all of `marks` in their start tag.
std::size_t count(const std::string& svg, const Names& marks) {
  std::size_t out = 0;
  for (std::size_t at = svg.find("<g"); at != std::string::npos; at = svg.find("<g", at + 1)) {
    const std::string tag = svg.substr(at, svg.find('>', at) - at);
    bool all = true;
    for (const std::string& mark : marks) all = all && tag.find(mark) != std::string::npos;
    out += all ? 1 : 0;
  }
  return out;
}

TEST(Svg, LightsWhatItIsTold) {
  const Chart chart = travels();
  const Picture picture = draw(chart);
  EXPECT_EQ(count(svg(picture), {" active"}), 0u);

  SvgOptions options;
  options.highlight = path(chart, find_states(chart, {"Home", "Train"}));
  const std::string lit = svg(picture, options);
  EXPECT_EQ(
      count(lit, {"class=\"state active\"", "data-state=\"Train\"", "id=\"chart-Travels-Train\""}),
      1u);
  EXPECT_EQ(count(lit, {"class=\"frame active\"", "data-state=\"Away\""}), 1u);
  EXPECT_EQ(count(lit, {"class=\"state passed\"", "data-state=\"Home\""}), 1u);
  EXPECT_EQ(count(lit, {"class=\"transition taken\"", "data-transitions=\"0\""}), 2u);
  EXPECT_EQ(count(lit, {"class=\"transition\"", "data-transitions=\"3\""}), 2u);
  EXPECT_EQ(lit.find("dimmed\""), std::string::npos);

  options.highlight = {};
  options.highlight.reachable = reachable_from(chart, *chart.find("Lost"));
  const std::string dimmed = svg(picture, options);
  EXPECT_NE(dimmed.find("<svg class=\"perdure dimmed\""), std::string::npos);
  EXPECT_EQ(count(dimmed, {"class=\"state reachable\"", "data-state=\"Lost\""}), 1u);
  EXPECT_EQ(count(dimmed, {"class=\"state\"", "data-state=\"Home\""}), 1u);
}

TEST(Svg, NamesItsTimers) {
  ChartBuilder builder("Timed");
  builder.begin("A");
  builder.on("after 1d", "", {"B"}).timer = "A.after.0";
  builder.end();
  builder.leaf("B");
  const Picture picture = draw(read_chart(emit::emit_definition({}, builder.finish()).json));
  EXPECT_EQ(count(svg(picture), {"data-timer=\"A.after.0\""}), 2u);
}

TEST(Svg, IsLightOrDarkWhereItIsToldTo) {
  const Picture picture = draw(travels());
  SvgOptions options;
  EXPECT_NE(svg(picture, options).find("prefers-color-scheme"), std::string::npos);
  options.theme = Theme::Light;
  const std::string light = svg(picture, options);
  options.theme = Theme::Dark;
  const std::string dark = svg(picture, options);
  EXPECT_EQ(light.find("prefers-color-scheme"), std::string::npos);
  EXPECT_EQ(dark.find("prefers-color-scheme"), std::string::npos);
  EXPECT_NE(light, dark);
}

}  // namespace
}  // namespace perdure::diagram
