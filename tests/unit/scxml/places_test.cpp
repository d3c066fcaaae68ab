// Everything of the model stands where it was written.
#include <gtest/gtest.h>

#include "compiler/scxml/read.h"
#include "compiler/scxml/xml.h"

namespace perdure::scxml {
namespace {

class Places : public testing::Test {
 protected:
  const model::Chart& read_chart(const std::string& inner) {
    file_ = files_.add(
        "a.scxml",
        "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\"\r\n version='1.0' name = 'the name'>" +
            inner + "</scxml>");
    read(files_, file_, {}, program_, report_);
    EXPECT_EQ(report_.errors(), 0u);
    return program_.charts.at(0);
  }
  std::string_view text(source::Range range) const { return files_.text(range); }
  std::string_view text(model::ExprId id) const { return text(program_.expr(id).range); }

  source::Files files_;
  source::FileId file_;
  model::Program program_;
  Reporter report_;
};

TEST_F(Places, OfStatesAndTransitions) {
  const model::Chart& chart = read_chart(
      "<!-- <state id='no'/> -->\n<state\n  id\n=\n'a'  ><![CDATA[ ]]>\n"
      "<transition cond=\"x &gt; 1\"\r\n event='e.* f'\t target=' b\tc '\n /></state>"
      "<parallel id=\"p&#45;q\"><state id='b'></state ><state id='c'/></parallel>");
  EXPECT_EQ(text(chart.name.range), "the name");
  const model::State& a = chart.states[1];
  EXPECT_EQ(text(a.name.range), "a");
  EXPECT_EQ(text(a.range), "<state\n  id\n=\n'a'  >");
  const model::Transition& transition = a.transitions[0];
  EXPECT_EQ(text(*transition.guard), "x &gt; 1");
  EXPECT_EQ(text(transition.targets[0].range), "b");
  EXPECT_EQ(text(transition.targets[1].range), "c");
  const auto& on = std::get<model::OnEvent>(transition.trigger);
  EXPECT_EQ(text(on.descriptors[0].range), "e.*");
  EXPECT_EQ(text(on.descriptors[1].range), "f");
  EXPECT_EQ(chart.states[2].name.name, "p-q");
  EXPECT_EQ(text(chart.states[2].name.range), "p&#45;q");
  EXPECT_EQ(text(chart.range).substr(0, 6), "<scxml");
  EXPECT_EQ(text(chart.range).substr(text(chart.range).size() - 8), "</scxml>");
}

TEST_F(Places, OfNamesInPieces) {
  const model::Chart& chart = read_chart(
      "<state><onentry><send event='e' namelist='a&#x20;b&#10;&#x263A;c\r\n "
      "d'/></onentry></state>");
  const auto& send = std::get<model::ScxmlSend>(chart.states[1].entry[0][0].node);
  ASSERT_EQ(send.payload.params.size(), 4u);
  EXPECT_EQ(text(send.payload.params[0].name.range), "a");
  EXPECT_EQ(text(send.payload.params[1].name.range), "b");
  EXPECT_EQ(send.payload.params[2].name.name,
            "\xE2\x98\xBA"
            "c");
  EXPECT_EQ(text(send.payload.params[2].name.range), "&#x263A;c");
  EXPECT_EQ(text(send.payload.params[3].value), "d");
}

TEST_F(Places, OfStatesInTheNullModel) {
  const model::Chart& chart = read_chart(
      "<state><invoke><content><scxml version='1.0' datamodel='null'><state id='a'><transition "
      "cond=' In( &apos;a&apos; )' target='a'/></state></scxml></content></invoke></state>");
  ASSERT_EQ(program_.charts.size(), 2u);
  EXPECT_EQ(chart.states[1].scxml_invokes[0].chart->name, program_.charts[1].name.name);
  const model::ExprId guard = *program_.charts[1].states[1].transitions[0].guard;
  const auto& in = std::get<model::InState>(program_.expr(guard).node);
  EXPECT_EQ(in.state.name, "a");
  EXPECT_EQ(text(in.state.range), "a");
}

TEST_F(Places, OfWhatStandsInElements) {
  const model::Chart& chart = read_chart(
      "<datamodel><data id='x'>\n  [1,\r\n 2]\n</data><data id='y'> <b xmlns=''/> "
      "</data></datamodel><state/>");
  const std::vector<model::Variable>& variables = chart.states[0].variables;
  EXPECT_EQ(text(*variables[0].value), "[1,\r\n 2]");
  EXPECT_EQ(std::get<model::Inline>(program_.expr(*variables[0].value).node).text, "[1,\n 2]");
  EXPECT_EQ(text(*variables[1].value), "<b xmlns=''/>");
}

}  // namespace
}  // namespace perdure::scxml
