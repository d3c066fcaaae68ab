// Text on its way into the engine and out of it.
//
// Duktape keeps text as CESU-8, a character beyond U+FFFF as two surrogates of three bytes each, and takes strings
// that begin with certain illegal bytes for symbols. So nothing goes in as it came.
#pragma once

#include <string>
#include <string_view>

namespace perdure::ecmascript {

// UTF-8 as the engine keeps it; whatever is not UTF-8 becomes U+FFFD.
std::string to_engine(std::string_view text);

// What the engine keeps as UTF-8; surrogates without their other half become U+FFFD.
std::string from_engine(std::string_view text);

// Blanks at both ends left out, others in a row one space (SCXML B.2.1).
std::string normalised(std::string_view text);

}  // namespace perdure::ecmascript
