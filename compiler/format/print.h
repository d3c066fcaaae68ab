// Print writes the words of a file in the lines that its layout and their lengths ask for.
//
//     Words, Layout  ->  .chart text
#pragma once

#include <string>

#include "compiler/format/layout.h"

namespace perdure::format {

// Ends with a new line, where there is anything at all.
std::string print(const source::Files& files, source::FileId file, const Words& words,
                  const Layout& layout);

}  // namespace perdure::format
