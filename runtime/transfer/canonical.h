// JSON as every store gives it back the same.
#pragma once

#include <string>
#include <string_view>

namespace perdure::transfer {

// The same value in one form, whatever store kept it: without blanks, members in the order of their names and each
// once, the last one, numbers in full without an exponent and without zeros that say nothing. A text that is not JSON
// is left as it is.
std::string canonical_json(std::string_view text);

}  // namespace perdure::transfer
