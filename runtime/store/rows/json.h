// Whether a text is JSON that every store can keep as such.
#pragma once

#include <string_view>

namespace perdure::rows {

// Whether it is one JSON object (RFC 8259) in UTF-8, nested at most 64 deep, without U+0000 and lone surrogates in
// its strings, and without numbers of more than 100 characters or exponents of more than 3 digits.
bool is_json_object(std::string_view text);

}  // namespace perdure::rows
