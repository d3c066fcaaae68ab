// Syntax errors in words: what the parser wanted, and what it found, as a person would put it.
#pragma once

#include <antlr4-runtime.h>

#include <string>

#include "compiler/parse/text.h"

namespace perdure::parse {

// "a state name"   "`,` or `)`"   "a statement or `}`"
std::string describe_expected(antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected);

// "`{`"   "the text \"abc\""   "the end of the file"
std::string describe_found(const Text& text, antlr4::Parser& parser, antlr4::Token& token);

}  // namespace perdure::parse
