// Pairing brackets, and bounding how deep the tree can get.
#pragma once

#include "compiler/diagnostics/findings.h"
#include "compiler/parse/scan.h"
#include "compiler/parse/text.h"

namespace perdure::parse {

// Fills Scanned::closers. A brace that is never closed is reported, and closed where the
// indentation says, so that what comes after it is read as it was meant.
void pair_brackets(const Text& text, Scanned& scanned, Findings& findings);

}  // namespace perdure::parse
