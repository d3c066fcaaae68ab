// Encodings in, canonical text out.
#include <gtest/gtest.h>

#include "compiler/scxml/canonical.h"
#include "compiler/scxml/encoding.h"
#include "compiler/source/utf8.h"

namespace perdure::scxml {
namespace {

std::string again(std::string_view text) {
  const auto element = parse_xml(text);
  return element ? canonical(*element) : "not XML";
}

TEST(Canonical, IsOneTextForOneMeaning) {
  EXPECT_EQ(again("<a></a>"), "<a/>");
  EXPECT_EQ(again("<?xml version='1.0'?><!-- c --><a\n b = 'c' ><?p q?> d<!-- e -->f </a>"),
            "<a b=\"c\"> df </a>");
  EXPECT_EQ(again("<a b='&quot;&apos;&lt;&#9;&#10;&#13;&amp;'>&gt;\"'\t<![CDATA[<&]]></a>"),
            "<a b=\"&quot;'&lt;&#9;&#10;&#13;&amp;\">&gt;\"'\t&lt;&amp;</a>");
  EXPECT_EQ(again("<a>\r\n</a>"), "<a>\n</a>");
}

TEST(Canonical, DeclaresWhatIsUsed) {
  EXPECT_EQ(
      again("<a xmlns='u' xmlns:n='v' xmlns:o='w'><b/><n:c n:d='' e=''/><f xmlns=''/><n:g/></a>"),
      "<a xmlns=\"u\"><b/><n:c xmlns:n=\"v\" n:d=\"\" e=\"\"/><f xmlns=\"\"/><n:g "
      "xmlns:n=\"v\"/></a>");
  EXPECT_EQ(again("<a xml:space='preserve'/>"), "<a xml:space=\"preserve\"/>");
  EXPECT_EQ(again("<n:a xmlns:n='u'><n:a xmlns:n='v'/><n:a/></n:a>"),
            "<n:a xmlns:n=\"u\"><n:a xmlns:n=\"v\"/><n:a/></n:a>");
}

TEST(Canonical, IsItsOwn) {
  for (const char* text :
       {"<a xmlns='u'><b xmlns=''> &amp; </b></a>", "<n:a xmlns:n='u' n:b='c'/>"}) {
    EXPECT_EQ(again(again(text)), again(text));
  }
}

TEST(Encoding, FollowsTheMarkAndTheDeclaration) {
  EXPECT_EQ(to_utf8("<a/>"), "<a/>");
  EXPECT_EQ(to_utf8("\xEF\xBB\xBF<a/>"), "\xEF\xBB\xBF<a/>");
  EXPECT_EQ(to_utf8(std::string("\xFF\xFE<\0a\0\xFC\0/\0>\0", 12)), "<a\xC3\xBC/>");
  EXPECT_EQ(to_utf8(std::string("\xFE\xFF\0<\0a\0\xFC\0/\0>", 12)), "<a\xC3\xBC/>");
  const std::string declared = "<?xml version='1.0' encoding=\"iso-8859-1\"?>";
  EXPECT_EQ(to_utf8(declared + "\xFC"), declared + "\xC3\xBC");
  const std::string cyrillic = "<?xml version='1.0' encoding='windows-1251'?>";
  EXPECT_EQ(to_utf8(cyrillic + "\xC6"), cyrillic + "\xD0\x96");
}

TEST(Encoding, LongTextsAreWhole) {
  const std::string declared = "<?xml version='1.0' encoding='ISO-8859-15'?>";
  std::string wanted = declared;
  for (int i = 0; i < 200'000; ++i) wanted += "\xE2\x82\xAC";
  EXPECT_EQ(to_utf8(declared + std::string(200'000, '\xA4')), wanted);
  std::string wide = "\xFF\xFE";
  for (int i = 0; i < 100'001; ++i) wide += std::string("\x3D\xD8\x00\xDE", 4);
  std::string faces;
  for (int i = 0; i < 100'001; ++i) faces += "\xF0\x9F\x98\x80";
  EXPECT_EQ(to_utf8("\xFF\xFE"
                    "a" +
                    std::string(1, '\0') + wide.substr(2)),
            "a" + faces);
}

TEST(Encoding, LeavesWhatItCannotRead) {
  for (const std::string& text :
       {std::string("\xFF\xFE<\0\x00\xD8", 6), std::string("\xFF\xFE<"),
        std::string("<?xml version='1.0' encoding='nobody'?>\xFC"),
        std::string("<?xml version='1.0' encoding='UTF-16'?><a/>"), std::string("\xFC")}) {
    const std::string read = to_utf8(text);
    EXPECT_TRUE(read == text || source::is_utf8(read));
  }
  EXPECT_TRUE(source::is_utf8("a\xC3\xBC\xE2\x82\xAC\xF0\x9F\x98\x80"));
  for (const char* text : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xC3",
                           "\x80", "\xF0\x80\x80\x80"}) {
    EXPECT_FALSE(source::is_utf8(text));
  }
}

}  // namespace
}  // namespace perdure::scxml
