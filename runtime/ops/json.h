// JSON on a terminal.
#pragma once

#include <iosfwd>

#include "runtime/view/json.h"

namespace perdure::ops {

using view::Json;
using view::to_json;

// Behind an empty line, as lines that a terminal may have.
void print_indented(std::ostream& out, const Json& json);

// With a line's end. What is not UTF-8 is replaced.
void print(std::ostream& out, const Json& json);

}  // namespace perdure::ops
