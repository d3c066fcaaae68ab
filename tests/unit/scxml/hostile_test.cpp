// Documents that are none, or mean harm: each ends in a bounded number of errors, soon, and in no crash.
#include <gtest/gtest.h>

#include <random>

#include "compiler/model/dump.h"
#include "compiler/scxml/encoding.h"
#include "compiler/scxml/read.h"

namespace perdure::scxml {
namespace {

const std::string Head = "<scxml xmlns=\"http://www.w3.org/2005/07/scxml\" version=\"1.0\"";

std::vector<Diagnostic> said_of(std::string text) {
  source::Files files;
  const source::FileId file = files.add("a.scxml", to_utf8(std::move(text)));
  model::Program program;
  Reporter report;
  read(files, file, {}, program, report);
  EXPECT_EQ(program.files.size(), 1u);
  model::dump(program);
  std::vector<Diagnostic> said = report.take();
  const auto size = static_cast<std::uint32_t>(files.text(file).size());
  EXPECT_LE(said.size(), 1000u);
  for (const Diagnostic& each : said) {
    EXPECT_LE(each.range.begin, each.range.end);
    EXPECT_LE(each.range.end, size);
    for (const Note& note : each.notes) EXPECT_LE(note.range.end, size);
  }
  return said;
}

std::string only_code(const std::string& text) {
  const std::vector<Diagnostic> said = said_of(text);
  return said.size() == 1 ? std::string(said[0].message->code)
                          : std::to_string(said.size()) + " diagnostics";
}

std::string times(int count, const std::string& words) {
  std::string text;
  for (int i = 0; i < count; ++i) text += words;
  return text;
}

// Has something of everything.
const std::string Everything =
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- c -->" + Head +
    " datamodel=\"ecmascript\" initial=\"a\">\n"
    "<datamodel><data id=\"x\"><![CDATA[<y>]]></data><data id='z' expr='1 &lt; 2'/></datamodel>\n"
    "<state id=\"a\"><initial><transition target=\"b\"/></initial><onentry><if cond=\"x\">"
    "<raise event=\"e\"/><else/><log expr=\"&#x263A;\"/></if><send event=\"s\" "
    "delay=\"1s\"><content> <a xmlns=\"\"/> </content></send></onentry>\n"
    "<invoke id=\"i\"><content>" +
    Head +
    "><final/></scxml></content><finalize/></invoke>\n"
    "<state id=\"b\"/><history id=\"h\"><transition target=\"b\"/></history></state>\n"
    "<parallel id=\"p\"/><final><donedata><param name=\"n\" location=\"x\"/></donedata></final>\n"
    "</scxml>";

TEST(Hostile, WhatIsWholeIsFine) { EXPECT_TRUE(said_of(Everything).empty()); }

TEST(Hostile, EveryBeginningHasOneError) {
  for (std::size_t size = 0; size < Everything.size(); ++size) {
    EXPECT_EQ(only_code(Everything.substr(0, size)), "P1201") << size;
  }
}

TEST(Hostile, EveryEndIsSurvived) {
  for (std::size_t at = 1; at < Everything.size(); ++at) {
    EXPECT_FALSE(said_of(Everything.substr(at)).empty() && at > 60) << at;
  }
}

TEST(Hostile, EveryByteMayBeAnother) {
  for (const char byte : std::string("\0<>&\"'=/ \xC3\xFFx!?]-", 17)) {
    for (std::size_t at = 0; at < Everything.size(); ++at) {
      std::string text = Everything;
      text[at] = byte;
      said_of(text);
    }
  }
}

TEST(Hostile, EveryPieceMayBeMissingOrTwice) {
  std::mt19937 random(3);
  for (int round = 0; round < 5'000; ++round) {
    std::string text = Everything;
    for (int change = 0; change < 3; ++change) {
      const std::size_t begin = random() % text.size();
      const std::size_t size = random() % 40;
      if (random() % 2 == 0) {
        text.erase(begin, size);
      } else {
        text.insert(random() % text.size(), text.substr(begin, size));
      }
    }
    said_of(text);
  }
}

TEST(Hostile, NoiseHasFewErrors) {
  std::mt19937 random(7);
  std::string bytes;
  for (int i = 0; i < 1'000'000; ++i) bytes += static_cast<char>(random());
  EXPECT_EQ(only_code(bytes), "P1101");

  const std::string marks = "abc<>/&;=\"' \n![]-?x:";
  std::string letters;
  for (int i = 0; i < 50'000'000; ++i) letters += marks[random() % marks.size()];
  EXPECT_EQ(only_code(letters), "P1201");
  EXPECT_EQ(only_code("<" + letters), "P1201");
  EXPECT_EQ(only_code(std::string(1'000'000, '<')), "P1201");
  EXPECT_EQ(only_code(Head + " name=\"" + std::string(11'000'000, 'x')), "P1201");
}

TEST(Hostile, NestingHasOneError) {
  EXPECT_EQ(only_code(times(10'000, "<a>")), "P1203");
  EXPECT_EQ(only_code(Head + ">" + times(10'000, "<state>")), "P1203");
  EXPECT_EQ(only_code(Head + "><datamodel><data id=\"x\">" + times(10'000, "<a>")), "P1203");
}

TEST(Hostile, CrowdsHaveOneError) {
  std::string attributes;
  for (int i = 0; i < 200'000; ++i) attributes += " a" + std::to_string(i) + "=''";
  EXPECT_EQ(only_code(Head + attributes + "/>"), "P1208");
  std::string spaces;
  for (int i = 0; i < 990; ++i) spaces += " xmlns:a" + std::to_string(i) + "='b'";
  EXPECT_EQ(only_code(Head + "><state" + spaces + "><state" + spaces + "/></state></scxml>"),
            "P1208");
  EXPECT_EQ(only_code(Head + "><state id='a'>" + times(500'001, "<onexit/>") + "</state></scxml>"),
            "P1208");
}

TEST(Hostile, ManyErrorsAreCutShort) {
  EXPECT_EQ(said_of(Head + ">" + times(50'000, "<oops/>") + "</scxml>").size(), 101u);
  EXPECT_EQ(
      said_of(Head + "><state><transition event='" + times(50'000, "a*b ") + "'/></state></scxml>")
          .size(),
      101u);
}

TEST(Hostile, EntitiesAreRefused) {
  const auto with = [](const std::string& declared) {
    return only_code("<!DOCTYPE scxml " + declared + ">" + Head + "><state id='&x;'/></scxml>");
  };
  EXPECT_EQ(with("[<!ENTITY x 'y'>]"), "P1202");
  EXPECT_EQ(with("[<!ENTITY x SYSTEM 'file:///etc/passwd'>]"), "P1202");
  EXPECT_EQ(with("[<!ENTITY % x SYSTEM 'http://127.0.0.1/x'> %x;]"), "P1202");
  EXPECT_EQ(with("SYSTEM 'http://127.0.0.1/x.dtd' \n ["), "P1202");
  EXPECT_EQ(with("[<!ATTLIST state id CDATA 'default'>]"), "P1202");
  EXPECT_EQ(with("SYSTEM 'http://127.0.0.1/x.dtd'"), "P1201");
  EXPECT_EQ(with(""), "P1201");
}

TEST(Hostile, ManyShortThingsAreFine) {
  std::string states;
  for (int i = 0; i < 20'000; ++i) {
    const std::string id = std::to_string(i);
    states +=
        "<state id='s" + id + "'><transition event='e" + id + "' target='s" + id + "'/></state>";
  }
  EXPECT_TRUE(said_of(Head + ">" + states + "</scxml>").empty());
}

}  // namespace
}  // namespace perdure::scxml
