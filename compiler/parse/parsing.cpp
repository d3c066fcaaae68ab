// Setting the parser up. See parsing.h.
#include "compiler/parse/parsing.h"

#include <utility>

namespace perdure::parse {

Parsing::Parsing(Text& text, Findings& findings, Remarks remarks) {
  if (!text.check(findings) || findings.full()) return;
  text.index_code_points();
  scanned_ = std::make_unique<Scanned>(text, remarks);
  scan(text, *scanned_, findings);
  if (!scanned_->parsable) return;
  source_ = std::make_unique<antlr4::ListTokenSource>(std::move(scanned_->tokens));
  tokens_ = std::make_unique<antlr4::CommonTokenStream>(source_.get());
  tokens_->fill();
  parser_ = std::make_unique<grammar::PerdureParser>(tokens_.get());
  parser_->removeErrorListeners();
  parser_->setErrorHandler(std::make_shared<Recovery>(text, *scanned_, findings));
}

}  // namespace perdure::parse
