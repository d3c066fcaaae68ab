// Literals: from their words to their values.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/diagnostics/findings.h"

namespace perdure::parse {

// Each takes the words of one literal, which the lexer found whole, and where they stand. Nothing
// if and only if an error was reported.
std::optional<std::int64_t> read_int(std::string_view words, source::Range range,
                                     Findings& findings);
std::optional<double> read_float(std::string_view words, source::Range range, Findings& findings);
// In microseconds.
std::optional<std::int64_t> read_duration(std::string_view words, source::Range range,
                                          Findings& findings);
// With the quotes around them; the closing one may lack where that was reported.
std::optional<std::string> read_string(std::string_view words, source::Range range,
                                       Findings& findings);

}  // namespace perdure::parse
