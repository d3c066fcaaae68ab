// What the dump does not show: where things stand.
#include <gtest/gtest.h>

#include "compiler/parse/parse.h"

namespace perdure::parse {
namespace {

class Ranges : public testing::Test {
 protected:
  void read(std::string text) {
    const source::FileId file = files.add("a.chart", std::move(text));
    Reporter report;
    parse(files, file, program, report);
    EXPECT_EQ(report.errors(), 0u);
  }
  std::string_view at(source::Range range) { return files.text(range); }
  const model::State& state(std::size_t index) { return program.charts.at(0).states.at(index); }

  source::Files files;
  model::Program program;
};

TEST_F(Ranges, AreThoseOfTheBytes) {
  read("\xEF\xBB\xBF// é日本😀\nchart A { state B { on go [x == \"ö\"] -> C { y = 1 } } }");
  const model::Transition& transition = state(1).transitions.at(0);
  EXPECT_EQ(at(program.charts[0].name.range), "A");
  EXPECT_EQ(at(state(1).name.range), "B");
  EXPECT_EQ(at(transition.range), "on go [x == \"ö\"] -> C");
  EXPECT_EQ(at(transition.targets.at(0).range), "C");
  EXPECT_EQ(at(program.expr(*transition.guard).range), "x == \"ö\"");
  EXPECT_EQ(at(transition.actions.at(0).range), "y = 1");
  EXPECT_EQ(at(state(1).range).substr(0, 10), "state B { ");
}

TEST_F(Ranges, OfTransitionsEndWithWhatTheyHave) {
  read(
      "chart A { state B { internal after 5s [g] { x = 1 } done { x = 1 } choice C { [g] -> D { } "
      "else -> E } "
      "deep history H -> D, E { } } }");
  EXPECT_EQ(at(state(1).transitions[0].range), "internal after 5s [g]");
  EXPECT_EQ(at(state(1).transitions[1].range), "done");
  EXPECT_EQ(at(state(2).transitions[0].range), "[g] -> D");
  EXPECT_EQ(at(state(2).transitions[1].range), "else -> E");
  EXPECT_EQ(at(state(3).transitions[0].range), "-> D, E");
}

TEST_F(Ranges, OfNamesInSends) {
  read("chart A { state B { entry { send Ware.house.e(1) to parent send a.b } } }");
  const auto& first = std::get<model::Send>(state(1).entry[0][0].node);
  EXPECT_EQ(at(first.chart->range), "Ware");
  EXPECT_EQ(at(first.event.range), "house.e");
  EXPECT_EQ(first.event.name, "house.e");
  EXPECT_EQ(at(std::get<model::ToParent>(first.target).range), "parent");
  const auto& second = std::get<model::Send>(state(1).entry[0][1].node);
  EXPECT_FALSE(second.chart);
  EXPECT_EQ(second.event.name, "a.b");
}

TEST_F(Ranges, OfInvocationsTokensAndDeferredEvents) {
  read(
      "chart A { service s(a: int) -> int emits e.f state B { token t accepts x.y, z expires 5s "
      "defer a, b.* invoke s(a: 1) as i { retry 2 backoff 1s .. 5s } invoke s(a: 2) } "
      "migrate 1 -> 2 { } }");
  const model::Chart& chart = program.charts[0];
  EXPECT_EQ(at(chart.services[0].name.range), "s");
  EXPECT_EQ(at(chart.emits[0].name.range), "e.f");
  EXPECT_EQ(at(state(1).tokens[0].range), "token t accepts x.y, z expires 5s");
  EXPECT_EQ(at(state(1).tokens[0].accepts[0].range), "x.y");
  EXPECT_EQ(at(state(1).deferred[1].range), "b.*");
  EXPECT_EQ(at(state(1).invocations[0].range), "invoke s(a: 1) as i");
  EXPECT_EQ(at(state(1).invocations[0].retry->range), "retry 2 backoff 1s .. 5s");
  EXPECT_EQ(at(state(1).invocations[1].range), "invoke s(a: 2)");
  EXPECT_EQ(at(state(1).invocations[1].name.range), "s");
  EXPECT_EQ(at(chart.migrations[0].range), "migrate 1 -> 2");
}

TEST_F(Ranges, OfTypes) {
  read("struct S { a: map<string, Item?>? }");
  const model::TypeRef& type = std::get<model::StructDecl>(program.types[0].kind).fields[0].type;
  EXPECT_EQ(at(type.range), "map<string, Item?>?");
  EXPECT_EQ(at(type.arguments[0].range), "map<string, Item?>");
  EXPECT_EQ(at(type.arguments[0].arguments[1].arguments[0].range), "Item");
}

}  // namespace
}  // namespace perdure::parse
