// Values on their way between sessions, as far as no engine is needed to tell what they are.
#pragma once

#include <perdure/scxml.h>

#include <optional>
#include <string>
#include <string_view>

namespace perdure::scxml {

// White space, as XML (2.3) and JSON (RFC 8259, 2) have it.
inline bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// What stands between two tags and is no XML: JSON, or else words (B.2.5, B.2.8.1).
Data inline_data(std::string_view text);

// Words, with one blank between each two.
std::string normalised(std::string_view text);

// The value of a member of a JSON object, the last one of that name. Nothing where `object` is none or has none.
std::optional<Data> member_of(const Data& object, std::string_view name);

// Whether two texts are the same XML document, but for comments, the order of attributes, the prefixes of namespaces'
// declarations that nothing uses, and white space between elements. Not for what is no well-formed element.
bool same_document(std::string_view a, std::string_view b);

}  // namespace perdure::scxml
