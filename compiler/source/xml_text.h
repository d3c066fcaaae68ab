// What a stretch of an XML document says: the text that its references, CDATA sections and white space stand for,
// and where in the file each byte of it is written.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/source/source.h"

namespace perdure::source {

// Text that is written in a file in a spelling of its own.
struct Fragment {
  FileId file;
  std::string text;
  // Where each byte of `text` begins in the file, and at last where the end of `text` is.
  std::vector<std::uint32_t> origins;
};

enum class XmlPlace {
  Attribute,  // What stands between the quotes: white space is blanks (XML 1.0, 3.3.3).
  Content,    // What stands between tags: CDATA sections and comments are seen through.
};

// `range` was found well-formed. References to entities that XML itself does not have stay as they are.
Fragment read_xml(const Files& files, Range range, XmlPlace place);

// Is it a document of XML, by its name?
bool is_xml(const Files& files, FileId file);

}  // namespace perdure::source
