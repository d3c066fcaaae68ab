// Scan reads the words of a text and looks them over before the parser does.
//
//     Text  ->  Scanned
//
// What is wrong with single words is said here, once, and the parser sees words that are whole. The
// parser recurses, so depth is bounded here, too.
#pragma once

#include <antlr4-runtime.h>

#include <cstddef>
#include <memory>
#include <set>
#include <vector>

#include "PerdureLexer.h"
#include "compiler/diagnostics/findings.h"
#include "compiler/parse/text.h"

namespace perdure::parse {

enum class Remarks { Dropped, Kept };  // Comments that document nothing.

struct Scanned {
  explicit Scanned(const Text& text, Remarks wanted = Remarks::Dropped)
      : remarks(wanted), input(std::string(text.view())), lexer(&input) {}

  Remarks remarks;

  antlr4::ANTLRInputStream input;  // The tokens point at it, and at the lexer.
  grammar::PerdureLexer lexer;
  std::vector<std::unique_ptr<antlr4::Token>> tokens;  // The last one is the end of the file.
  // By position among the tokens: where the bracket is closed that opens there; 0 where none does.
  std::vector<std::size_t> closers;
  std::set<std::size_t> mended_lines;  // Those with a broken word, which was reported.
  bool unclosed = false;               // Some bracket never is, and that was reported.
  bool parsable = true;  // False where it is too long or too deep, or has too many errors already.
};

void scan(const Text& text, Scanned& scanned, Findings& findings);

}  // namespace perdure::parse
