// Which texts are names of variables.
#pragma once

#include <string_view>

namespace perdure::ecmascript {

// An identifier that is no reserved word (ECMA-262 5.1, 7.6). Letters beyond ASCII are all taken for letters.
bool legal_name(std::string_view text);

// `_event` and its kin: what no document may change (SCXML 5.10).
bool system_name(std::string_view text);

}  // namespace perdure::ecmascript
