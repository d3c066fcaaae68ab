// The text of a document in whatever encoding it is written.
#pragma once

#include <string>
#include <string_view>

#include "compiler/diagnostics/findings.h"
#include "compiler/source/source.h"

namespace perdure::scxml {

// A document's bytes as UTF-8: by its byte order mark, or else by what its XML declaration says. Unchanged where they
// are UTF-8 already, are in an encoding that is not known, or are not what they claim to be: check_text() says so then.
std::string to_utf8(std::string bytes);

// False if and only if it is no text that can be read, which is reported: not UTF-8, a NUL in it, or an encoding
// declared that is not known.
bool check_text(source::FileId file, std::string_view text, Findings& findings);

}  // namespace perdure::scxml
