// See xml.h.
#include "compiler/emit/scxml/xml.h"

#include <libxml/xmlwriter.h>

#include <new>

namespace perdure::emit::scxml {

namespace {

const xmlChar* chars(const std::string& text) {
  return reinterpret_cast<const xmlChar*>(text.c_str());
}

// The writer fails only where memory ends.
void expect(int result) {
  if (result < 0) throw std::bad_alloc();
}

// How many bytes of `text` at `at` are a character that XML 1.0 (2.2) has no place for; 0 where it has one.
std::size_t unsayable(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x20) return byte == '\t' || byte == '\n' || byte == '\r' ? 0 : 1;
  const std::string_view three = text.substr(at, 3);
  return three == "\xEF\xBF\xBE" || three == "\xEF\xBF\xBF" ? 3 : 0;
}

std::string sayable(std::string_view text) {
  constexpr std::string_view Digits = "0123456789ABCDEF";
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t length = unsayable(text, at);
    if (length == 0) {
      out += text[at++];
      continue;
    }
    const auto byte = static_cast<unsigned char>(text[at]);
    if (length == 1) {
      out += std::string("\\u{") + Digits[byte >> 4] + Digits[byte & 0xF] + "}";
    } else {
      out += text[at + 2] == '\xBE' ? "\\u{FFFE}" : "\\u{FFFF}";
    }
    at += length;
  }
  return out;
}

}  // namespace

Xml::Xml() : buffer_(xmlBufferCreate()), writer_(xmlNewTextWriterMemory(buffer_, 0)) {
  if (writer_ == nullptr) throw std::bad_alloc();
  expect(xmlTextWriterSetIndent(writer_, 1));
  expect(xmlTextWriterSetIndentString(writer_, reinterpret_cast<const xmlChar*>("  ")));
  expect(xmlTextWriterStartDocument(writer_, "1.0", "UTF-8", nullptr));
}

Xml::~Xml() {
  xmlFreeTextWriter(writer_);
  xmlBufferFree(buffer_);
}

std::string Xml::text() {
  expect(xmlTextWriterFlush(writer_));
  const auto* text = reinterpret_cast<const char*>(xmlBufferContent(buffer_));
  return {text, static_cast<std::size_t>(xmlBufferLength(buffer_))};
}

Element::Element(Xml& xml, std::string_view name) : xml_(xml) {
  expect(xmlTextWriterStartElement(xml_.writer_, chars(std::string(name))));
}

Element::~Element() { xmlTextWriterEndElement(xml_.writer_); }

Element& Element::set(std::string_view name, std::string_view value) {
  expect(
      xmlTextWriterWriteAttribute(xml_.writer_, chars(std::string(name)), chars(sayable(value))));
  return *this;
}

Element& Element::flag(std::string_view name, bool value) {
  return value ? set(name, "true") : *this;
}

void Element::words(std::string_view text) {
  expect(xmlTextWriterWriteString(xml_.writer_, chars(sayable(text))));
}

void Element::markup(std::string_view text) {
  expect(xmlTextWriterWriteRaw(xml_.writer_, chars(std::string(text))));
}

bool is_sayable(std::string_view text) {
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (unsayable(text, at) > 0) return false;
  }
  return true;
}

}  // namespace perdure::emit::scxml
