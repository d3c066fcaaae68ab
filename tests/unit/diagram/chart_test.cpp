#include "diagram/chart.h"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "diagram/diagram.h"

namespace perdure::diagram {
namespace {

const std::string Small = R"({"name": "a.Small", "doc": "One.", "states": [
  {"name": "Small", "kind": "chart", "parent": null, "initial": ["A"]},
  {"name": "A", "kind": "atomic", "parent": null, "tokens":
    [{"name": "A.key", "accepts": ["open"], "source": "token key for open"}],
    "scxml_invokes": [{"source": "invoke other.scxml"}]},
  {"name": "B", "kind": "final", "parent": null}],
 "invocations": [{"name": "i", "state": "A", "source": "invoke look() as i", "policy": "timeout 1s"}],
 "transitions": [{"from": "A", "trigger": "after 1d", "to": ["B"], "timer": "A.after.0", "actions": ["x = 1"]}],
 "what nobody knows": {}})";

TEST(Chart, IsReadFromADefinition) {
  const Chart chart = read_chart(Small);
  EXPECT_EQ(chart.name, "Small");
  EXPECT_EQ(chart.doc, "One.");
  ASSERT_EQ(chart.states.size(), 3u);
  EXPECT_EQ(chart.states[0].initial, (std::vector<StateIndex>{1}));
  EXPECT_EQ(chart.states[1].tokens.at(0).name, "key");
  EXPECT_EQ(chart.states[1].invocations.at(0).source, "invoke other.scxml");
  EXPECT_EQ(chart.states[1].invocations.at(1).policy, "timeout 1s");
  EXPECT_EQ(chart.states[1].transitions, (std::vector<TransitionIndex>{0}));
  EXPECT_EQ(chart.transitions.at(0).timer, "A.after.0");
  EXPECT_EQ(chart.find("B"), 2u);
  EXPECT_EQ(chart.find("C"), std::nullopt);
}

std::string why_not(const std::string& definition) {
  try {
    read_chart(definition);
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "it was read";
}

std::string with(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST(Chart, SaysWhatIsWrongWithADefinition) {
  const auto says = [](const std::string& definition, const std::string& expected) {
    EXPECT_NE(why_not(definition).find(expected), std::string::npos) << why_not(definition);
  };
  says("", "this is no definition of a chart: ");
  says("[]", "this is no definition of a chart: ");
  says("{}", "'states' not found");
  says(R"({"states": []})", "it has no states");
  says(R"({"states": 3})", "this is no definition of a chart: ");
  says(with(Small, "\"final\"", "\"strange\""), "no kind of state `strange`");
  says(with(Small, "\"final\"", "\"chart\""), "to be the first of its states");
  says(with(Small, "\"chart\"", "\"atomic\""), "to be the first of its states");
  says(with(Small, "\"B\"", "\"A\""), "two states `A`");
  says(with(Small, "[\"B\"]", "[\"C\"]"), "there is no state `C`");
  says(with(Small, "[\"B\"]", "\"B\""), "this is no definition of a chart: ");
  says(with(Small, "null}]", "\"B\"}]"), "there is no state `B`");
  says(with(Small, "\"x = 1\"", "7"), "this is no definition of a chart: ");
}

TEST(Chart, MayHaveAStateOfItsName) {
  const Chart chart = read_chart(R"({"name": "a.X", "states": [
    {"name": "X", "kind": "chart", "parent": null, "initial": ["X"]},
    {"name": "X", "kind": "compound", "parent": null, "initial": ["In"]},
    {"name": "In", "kind": "atomic", "parent": "X"},
    {"name": "Y", "kind": "atomic", "parent": null}],
    "transitions": [{"from": null, "trigger": "on stop", "to": ["Y"]},
                    {"from": "X", "trigger": "on go", "to": ["Y"]},
                    {"from": "Y", "trigger": "on go", "to": ["X"]}]})");
  EXPECT_EQ(chart.states[2].parent, 1u);
  EXPECT_EQ(chart.states[3].parent, 0u);
  EXPECT_EQ(chart.transitions[0].source, 0u);
  EXPECT_EQ(chart.transitions[1].source, 1u);
  EXPECT_EQ(chart.transitions[2].targets, (std::vector<StateIndex>{1}));
  EXPECT_EQ(chart.states[0].initial, (std::vector<StateIndex>{1}));
  EXPECT_EQ(chart.find("X"), 1u);
}

TEST(Chart, IsNotReadWhereItIsNestedTooDeeply) {
  std::string states = R"({"name": "C", "kind": "chart"})";
  std::string parent = "C";
  for (int i = 0; i < 100'000; ++i) {
    const std::string name = "S" + std::to_string(i);
    states.append(R"(,{"name": ")").append(name).append(R"(", "kind": "compound", "parent": ")");
    states.append(parent).append("\"}");
    parent = name;
  }
  EXPECT_NE(why_not("{\"states\": [" + states + "]}").find("nested too deeply"), std::string::npos);
}

// Mermaid 10 draws nothing where one stands outside of the regions.
TEST(Mermaid, HasNotesBesideTheirStates) {
  Chart chart = read_chart(R"({"name": "a.C", "states": [
    {"name": "C", "kind": "chart", "parent": null, "initial": ["P"]},
    {"name": "P", "kind": "parallel", "parent": null},
    {"name": "A", "kind": "compound", "parent": "P", "initial": ["A1"]},
    {"name": "A1", "kind": "atomic", "parent": "A"},
    {"name": "B", "kind": "compound", "parent": "P", "initial": ["B1"]},
    {"name": "B1", "kind": "atomic", "parent": "B"}], "transitions": []})");
  chart.states[*chart.find("B")].doc = "Said of it.";
  const std::string text = mermaid(draw(chart));
  EXPECT_NE(text.find("    }\n    note right of B\n      Said of it.\n    end note\n"
                      "  }\n"),
            std::string::npos)
      << text;
}

TEST(Text, TakesAnyBytes) {
  Chart chart = read_chart(Small);
  chart.name = "\xff\xc3(\x01";
  chart.states[1].name = chart.states[1].doc = chart.transitions[0].trigger = chart.name;
  const Picture picture = draw(chart);
  for (const std::string& text : {svg(picture), dot(picture), mermaid(picture)}) {
    for (const char* bad : {"\xff", "\xc3(", "\x01"}) EXPECT_EQ(text.find(bad), std::string::npos);
    EXPECT_NE(text.find("\uFFFD"), std::string::npos);
  }
}

}  // namespace
}  // namespace perdure::diagram
