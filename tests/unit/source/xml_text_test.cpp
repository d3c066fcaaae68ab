// What the text of XML documents stands for.
#include "compiler/source/xml_text.h"

#include <gtest/gtest.h>

namespace perdure::source {
namespace {

Fragment read(const std::string& text, XmlPlace place) {
  Files files;
  const FileId file = files.add("a.scxml", "..." + text + "...");
  return read_xml(files, {file, 3, static_cast<std::uint32_t>(3 + text.size())}, place);
}

TEST(XmlText, References) {
  const Fragment found = read("a &lt; &#x1F600;&quot;", XmlPlace::Attribute);
  EXPECT_EQ(found.text, "a < \U0001F600\"");
  const std::vector<std::uint32_t> origins = {3, 4, 5, 9, 10, 10, 10, 10, 19, 25};
  EXPECT_EQ(found.origins, origins);
}

TEST(XmlText, WhatIsNoReferenceStands) {
  EXPECT_EQ(read("a && b &x; &#; &#1114112; &", XmlPlace::Attribute).text,
            "a && b &x; &#; &#1114112; &");
}

TEST(XmlText, WhiteSpaceOfAttributesIsBlanks) {
  EXPECT_EQ(read("a\n\tb\r\nc&#10;d", XmlPlace::Attribute).text, "a  b c\nd");
}

TEST(XmlText, SectionsOfContent) {
  EXPECT_EQ(read("a<!-- b -->\r\n<![CDATA[c < &lt;]]>d", XmlPlace::Content).text, "a\nc < &lt;d");
  EXPECT_EQ(read("<!-- a <![CDATA[ b", XmlPlace::Content).text, "<!-- a <![CDATA[ b");
}

TEST(XmlText, DocumentsAreKnownByTheirName) {
  Files files;
  EXPECT_TRUE(is_xml(files, files.add("a.scxml", "")));
  EXPECT_FALSE(is_xml(files, files.add("a.chart", "")));
  EXPECT_FALSE(is_xml(files, files.add(".scxml", "")));
}

}  // namespace
}  // namespace perdure::source
