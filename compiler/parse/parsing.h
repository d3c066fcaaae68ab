// The parser, set up over one text.
//
//     Text  ->  scan  ->  tokens  ->  tree
#pragma once

#include <antlr4-runtime.h>

#include <memory>

#include "PerdureParser.h"
#include "compiler/diagnostics/findings.h"
#include "compiler/parse/recovery.h"
#include "compiler/parse/scan.h"
#include "compiler/parse/text.h"

namespace perdure::parse {

// `text` and `findings` outlive it; the trees that it gives do not.
class Parsing {
 public:
  Parsing(Text& text, Findings& findings, Remarks remarks = Remarks::Dropped);

  // The tree of `rule`, called with the parser, with holes where something was reported. Null where the
  // text is no words at all, or has more errors than are told. Once.
  template <typename Rule>
  auto tree(Rule rule) -> decltype(rule(std::declval<grammar::PerdureParser&>())) {
    if (!parser_) return nullptr;
    try {
      return rule(*parser_);
    } catch (const antlr4::ParseCancellationException&) {
      return nullptr;  // Too many errors, which was said.
    }
  }

  // Once tree() gave one.
  antlr4::BufferedTokenStream& tokens() { return *tokens_; }
  bool all_closed() const { return !scanned_->unclosed; }

 private:
  std::unique_ptr<Scanned> scanned_;
  std::unique_ptr<antlr4::ListTokenSource> source_;
  std::unique_ptr<antlr4::CommonTokenStream> tokens_;
  std::unique_ptr<grammar::PerdureParser> parser_;
};

}  // namespace perdure::parse
