// Reading the text of a file, of whatever kind it is.
#pragma once

#include <string>

#include "compiler/diagnostics/diagnostic.h"

namespace perdure::driver {

struct Read {
  enum class Outcome { Whole, Absent, Unreadable, TooLarge };
  Outcome outcome = Outcome::Whole;
  std::string text;  // Where it is not whole, why.
};

// At most source::Files::MaxBytes.
Read read(const std::string& path);
Read read_standard_input();

// Says at `range` why `path` was not read whole.
void report_failure(const std::string& path, const Read& found, source::Range range,
                    Reporter& report);

}  // namespace perdure::driver
