// Content as scripts see it: JSON, words and XML (B.2.1, B.2.5).
#include "model.h"

namespace perdure::scxml {
namespace {

constexpr const char* Books = R"(
  <books xmlns="">
     <book title="title1"/>
     <book title="title2">text &amp; <b>more</b><!-- not this --></book>
   </books>  )";

TEST(Content, InlineIsJsonOrWords) {
  const auto m = model();
  m->declare("v");
  m->assign_inline("v", "\n [1, 2, 3]\n", false);
  EXPECT_TRUE(m->condition("v instanceof Array && v.length == 3"));
  m->assign_inline("v", "{\"a\": {\"b\": \"x\"}}", false);
  EXPECT_TRUE(m->condition("v.a.b === 'x'"));
  m->assign_inline("v", "21", false);
  EXPECT_TRUE(m->condition("v === 21"));
  m->assign_inline("v", "\nthis  is \na string \n", false);
  EXPECT_TRUE(m->condition("v === 'this is a string'"));
  m->assign_inline("v", "{a: 1}", false);
  EXPECT_TRUE(m->condition("v === '{a: 1}'"));
}

TEST(Content, DataComesAndGoes) {
  const auto m = model();
  m->declare("v");
  for (const Data& data :
       {json("[1,{\"a\":null}]"), json("\"x  y\""), json("12.5"), json("true"), Data{}}) {
    m->assign_data("v", data);
    EXPECT_EQ(m->value("v"), data);
  }
  m->assign_data("v", {Data::Form::Text, "some words"});
  EXPECT_EQ(m->value("v"), json("\"some words\""));
  // What is not what it says is words.
  m->assign_data("v", json("{nonsense"));
  EXPECT_EQ(m->value("v"), json("\"{nonsense\""));
  m->assign_data("v", {Data::Form::Xml, "<a>"});
  EXPECT_EQ(m->value("v"), json("\"<a>\""));
}

TEST(Content, WhatHasNoFormIsNotSent) {
  const auto m = model();
  m->run("var o = {}; o.o = o; var f = function() {}");
  EXPECT_THROW((void)m->value("f"), ExecutionError);
  EXPECT_THROW((void)m->value("o"), ExecutionError);
  EXPECT_THROW((void)m->value("Symbol('x')"), ExecutionError);
  const std::pair<std::string_view, std::string_view> named[] = {{"f", "f"}};
  EXPECT_THROW((void)m->values(named), ExecutionError);
  EXPECT_EQ(m->shown("o"), "[object Object]");
  EXPECT_TRUE(m->condition("true"));
}

TEST(Content, TextIsUtf8Outside) {
  const auto m = model();
  m->declare("v");
  m->assign_data("v", json("\"grün \U0001F600\""));
  EXPECT_TRUE(m->condition("v.length === 7"));  // UTF-16 inside.
  EXPECT_EQ(m->text("v"), "grün \U0001F600");
  EXPECT_EQ(m->value("v"), json("\"grün \U0001F600\""));
  EXPECT_EQ(m->text("v.charAt(5)"), "\uFFFD");
  EXPECT_EQ(m->text("'\U0001F600' + v.substr(5)"), "\U0001F600\U0001F600");
}

TEST(Content, BytesThatAreNoTextAreReplaced) {
  const auto m = model();
  // The engine's own symbols begin so: they must not be named from outside.
  for (const char* bytes : {"\xff\xff"
                            "Value",
                            "\x82"
                            "Value",
                            "\x80"
                            "x",
                            "\xc0\x80", "\xed\xa0\x80", "a\xf8"}) {
    m->set_event({bytes, EventType::External, {}, {}, {}, {}, {Data::Form::Text, bytes}, bytes});
    EXPECT_TRUE(
        m->condition("typeof _event.name === 'string' && _event.name.indexOf('\\ufffd') >= 0 && "
                     "typeof _event.data === 'string' && typeof _event.raw === 'string'"));
  }
}

TEST(Content, XmlIsADocument) {
  const auto m = model();
  m->declare("v");
  m->assign_inline("v", Books, true);
  EXPECT_TRUE(m->condition("v.getElementsByTagName('book')[0].getAttribute('title') == 'title1'"));
  EXPECT_EQ(m->text("v.documentElement.tagName"), "books");
  EXPECT_EQ(m->text("v.getElementsByTagName('book')[1].textContent"), "text & more");
  EXPECT_EQ(m->text("v.getElementsByTagName('*').length"), "4");
  EXPECT_EQ(m->text("v.documentElement.childNodes.length"), "5");
  EXPECT_EQ(m->text("v.documentElement.childNodes[1].nodeName"), "book");
  EXPECT_EQ(m->text("v.documentElement.childNodes[1].nextSibling.nextSibling.firstChild.nodeType"),
            "3");
  EXPECT_TRUE(
      m->condition("v.documentElement.parentNode === v && v.documentElement.ownerDocument === v"));
  EXPECT_TRUE(m->condition("v.documentElement.getAttribute('none') === null"));
}

TEST(Content, XmlGoesOutAsXml) {
  const auto m = model();
  m->declare("v");
  m->assign_inline("v", "<a:x xmlns:a='u' y='&lt;&quot;'>1 &lt; 2<![CDATA[<>]]><?p i?><e/></a:x>",
                   true);
  const Data xml{Data::Form::Xml,
                 "<a:x xmlns:a=\"u\" y=\"&lt;&quot;\">1 &lt; 2<![CDATA[<>]]><?p i?><e/></a:x>"};
  EXPECT_EQ(m->value("v"), xml);
  EXPECT_EQ(m->value("v.documentElement"), xml);
  EXPECT_EQ(m->shown("v.documentElement.lastChild"), "<e/>");
  m->assign_data("v", xml);
  EXPECT_EQ(m->value("v"), xml);
  m->set_event({"e", EventType::External, {}, {}, {}, {}, xml, {}});
  EXPECT_EQ(m->text("_event.data.documentElement.nodeName"), "a:x");
  const std::pair<std::string_view, std::string_view> named[] = {
      {"p", "v.documentElement.lastChild"}};
  EXPECT_EQ(m->values(named), json("{\"p\":\"<e/>\"}"));
}

TEST(Content, XmlCanBeChanged) {
  const auto m = model();
  m->declare("v");
  m->assign_inline("v", "<list><a/><b/></list>", true);
  m->run(
      "var l = v.documentElement, c = v.createElement('c');"
      "c.setAttribute('n', 1); c.appendChild(v.createTextNode('x & y')); l.insertBefore(c, "
      "l.firstChild);"
      "l.removeChild(l.lastChild); l.appendChild(c.cloneNode(true)).textContent = 'copy'");
  EXPECT_EQ(m->value("v").text, "<list><c n=\"1\">x &amp; y</c><a/><c n=\"1\">copy</c></list>");
  EXPECT_THROW(m->run("c.appendChild(l)"), ExecutionError);
}

TEST(Content, HostileXmlIsWords) {
  const auto m = model();
  m->declare("v");
  std::string deep;
  for (int i = 0; i < 100000; ++i) deep += "<a>";
  for (const std::string& text :
       {std::string("<a>"), std::string("no xml"), std::string("<a/><b/>"), std::string(""),
        std::string("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"),
        std::string("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>"), deep}) {
    m->assign_data("v", {Data::Form::Xml, text});
    EXPECT_TRUE(m->condition("typeof v === 'string'"));
  }
}

}  // namespace
}  // namespace perdure::scxml
