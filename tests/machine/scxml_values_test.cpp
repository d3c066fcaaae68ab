// What is told of SCXML values and events without an engine.
#include "runtime/machine/scxml_values.h"

#include <gtest/gtest.h>
#include <perdure/scxml.h>

#include <string>

namespace perdure::scxml {
namespace {

using Form = Data::Form;

TEST(ScxmlMatches, TokenByToken) {
  EXPECT_TRUE(matches("foo", "foo"));
  EXPECT_TRUE(matches("foo", "foo.bar"));
  EXPECT_FALSE(matches("foo", "foobar"));
  EXPECT_FALSE(matches("foo.bar", "foo"));
  EXPECT_TRUE(matches("foo.", "foo.bar"));
  EXPECT_TRUE(matches("foo.*", "foo"));
  EXPECT_TRUE(matches("*", "anything.at.all"));
  EXPECT_TRUE(matches(".*", "anything"));
  EXPECT_TRUE(matches("  a\n b ", "b.c"));
  EXPECT_FALSE(matches("a b", "c"));
  EXPECT_FALSE(matches("", "c"));
}

TEST(ScxmlValues, JsonIsToldFromWords) {
  for (const std::string json : {"1", "-0.5e+3", "\"a\\u00e9\\n\"", "true", "null", "[]",
                                 "[1, [2], {}]", "{\"a\" : {\"b\":[1]}}"}) {
    EXPECT_EQ(inline_data(json), (Data{Form::Json, json})) << json;
  }
  for (const std::string words : {"foo", "01", "1.", "-", "+1", "{a: 1}", "[1,]", "'a'", "\"a",
                                  "tru", "{\"a\":1}}", "1 2", ""}) {
    EXPECT_EQ(inline_data(words), (Data{Form::Text, words})) << words;
  }
  EXPECT_EQ(inline_data("  this is\n a  string\t"), (Data{Form::Text, "this is a string"}));
}

TEST(ScxmlValues, JsonThatIsNestedWithoutEndIsWords) {
  EXPECT_EQ(inline_data(std::string(100'000, '[')).form, Form::Text);
}

TEST(ScxmlValues, MembersOfJsonObjects) {
  const Data object{Form::Json,
                    R"({"a": 1, "b c": {"a": [2]}, "\u0061\u00e9\ud83d\ude00": "x", "a": 3})"};
  EXPECT_EQ(member_of(object, "a"), (Data{Form::Json, "3"}));
  EXPECT_EQ(member_of(object, "b c"), (Data{Form::Json, R"({"a": [2]})"}));
  EXPECT_EQ(member_of(object, "a\u00e9\U0001F600"), (Data{Form::Json, "\"x\""}));
  EXPECT_EQ(member_of(object, "b"), std::nullopt);
  EXPECT_EQ(member_of({Form::Json, "[1]"}, "a"), std::nullopt);
  EXPECT_EQ(member_of({Form::Json, R"({"a": 1)"}, "a"), std::nullopt);
  EXPECT_EQ(member_of({Form::Text, R"({"a": 1})"}, "a"), std::nullopt);
  EXPECT_EQ(member_of({}, "a"), std::nullopt);
}

TEST(ScxmlValues, DocumentsAreTheSameButForTheirLooks) {
  const std::string one = R"(<scxml xmlns="http://www.w3.org/2005/07/scxml" version="1.0">
    <state id='a'><transition cond="x > 1" target="b"/></state>
    <!-- the end --><final id="b"></final>
  </scxml>)";
  const std::string other =
      R"(<?xml version="1.0"?><scxml version="1.0"><state id="a"><transition target="b" cond='x &gt; 1' /></state>)"
      R"(<final id="b"/></scxml>)";
  EXPECT_TRUE(same_document(one, other));
  EXPECT_TRUE(same_document("<a> <![CDATA[x < 1]]></a>", "<a>x &lt; 1</a>"));
  EXPECT_FALSE(same_document("<a><b/></a>", "<a><c/></a>"));
  EXPECT_FALSE(same_document("<a b='1'/>", "<a b='2'/>"));
  EXPECT_FALSE(same_document("<a><b/></a>", "<a/>"));
  EXPECT_FALSE(same_document("<a>x</a>", "<a>y</a>"));
}

TEST(ScxmlValues, WhatIsNoDocumentIsTheSameAsNothing) {
  for (const std::string text :
       {"", "a", "<", "<a", "<a>", "<a></b>", "</a>", "<a/><b/>", "<a b></a>", "<a b='>",
        "<!DOCTYPE a><a/>", "<a><!-- </a>", "<a/>x", "<a><![CDATA[</a>"}) {
    EXPECT_FALSE(same_document(text, text)) << text;
  }
}

}  // namespace
}  // namespace perdure::scxml
