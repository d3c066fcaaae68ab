// XML as it is written: elements that close themselves, over libxml2's writer.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct _xmlTextWriter;
struct _xmlBuffer;

namespace perdure::emit::scxml {

class Xml {
 public:
  Xml();
  ~Xml();
  Xml(const Xml&) = delete;
  Xml& operator=(const Xml&) = delete;

  // What was written so far, as UTF-8; every element has to be closed.
  std::string text();

 private:
  friend class Element;
  _xmlBuffer* buffer_;
  _xmlTextWriter* writer_;
};

// Open as long as it lives. Attributes come before what it holds.
class Element {
 public:
  Element(Xml& xml, std::string_view name);
  ~Element();
  Element(const Element&) = delete;
  Element& operator=(const Element&) = delete;

  // Escaped, so that readers see `value`. What XML has no way to say (U+FFFF …) becomes an escape of the chart
  // language, which means the same in its texts.
  Element& set(std::string_view name, std::string_view value);
  // Nothing where it is false.
  Element& flag(std::string_view name, bool value);
  // The same between the tags.
  void words(std::string_view text);
  // As it is: `text` is well-formed.
  void markup(std::string_view text);

 private:
  Xml& xml_;
};

// Can XML say it as it is?
bool is_sayable(std::string_view text);

}  // namespace perdure::emit::scxml
