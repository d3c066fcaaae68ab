// An XML document as plain values, each with its place.
//
//     UTF-8 text  ->  Element
//
// What an SCXML document may be made of, and no more: elements, attributes, words. Comments and processing instructions
// are gone; a document type with declarations of its own is refused, so there are no entities but XML's own five.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/diagnostics/findings.h"
#include "compiler/source/source.h"

namespace perdure::scxml {

// The namespace of SCXML's own elements.
inline constexpr std::string_view Scxml = "http://www.w3.org/2005/07/scxml";

// How deep elements may nest: readers recurse, and a chart that people read stays far below.
inline constexpr std::size_t MaxDepth = 200;

// What keeps time and memory in bounds: libxml2 compares each attribute of an element with each other one.
inline constexpr std::size_t MaxAttributes =
    1'000;  // On one element, and namespaces declared around one.
inline constexpr std::size_t MaxElements = 500'000;

struct Attribute {
  std::string prefix;
  std::string name;   // Without the prefix.
  std::string space;  // The namespace; empty for none.
  std::string value;  // References replaced.
  source::Range name_range;
  source::Range value_range;  // Between the quotes.
};

// Words between tags, references replaced, as one run: comments between them are gone.
struct Text {
  std::string value;
  source::Range range;
  source::Range words;  // Without the blanks around them.
};

// xmlns:prefix="space"
struct Declaration {
  std::string prefix;
  std::string space;
};

struct Node;

struct Element {
  std::string prefix;
  std::string name;
  std::string space;
  std::vector<Declaration> declarations;  // Those that stand on it.
  std::vector<Attribute> attributes;
  std::vector<Node> children;
  source::Range name_range;
  source::Range tag;    // <state id="a">
  source::Range range;  // To the end of its end tag.

  // Is it an element of SCXML's own? By that name?
  bool is_scxml() const { return space == Scxml; }
  bool is(std::string_view its_name) const { return is_scxml() && name == its_name; }
  // The attribute without a namespace, or with one.
  const Attribute* find(std::string_view its_name, std::string_view its_space = {}) const;
};

struct Node {
  std::variant<Text, Element> content;

  const Element* element() const { return std::get_if<Element>(&content); }
  const Text* text() const { return std::get_if<Text>(&content); }
};

// White space (XML, 2.3).
inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// The document element of `text`, which has to be UTF-8 (encoding.h), whatever its XML declaration says. Nothing if and
// only if an error was reported: the first of what makes it no XML, more than the limits above, or a document type that
// declares something.
std::optional<Element> read_xml(source::FileId file, std::string_view text, Findings& findings);

// The same of a text that may as well be none: nothing is reported, and places mean nothing.
std::optional<Element> parse_xml(std::string_view text);

// The document element's own tag, whatever comes after it; nothing where there is none. Reports nothing.
std::optional<Element> read_root_tag(source::FileId file, std::string_view text);

}  // namespace perdure::scxml
