// JSON as stores keep it, and as they take it in place of lists.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace perdure::rows {

// Whether it is one JSON object (RFC 8259) in UTF-8, nested at most 64 deep, without U+0000 and lone surrogates in
// its strings, and without numbers of more than 100 characters or exponents of more than 3 digits.
bool is_json_object(std::string_view text);

// A string of JSON, and a list of them. What they hold is UTF-8.
std::string json_string(std::string_view text);
std::string json_list(const std::vector<std::string>& texts);

}  // namespace perdure::rows
