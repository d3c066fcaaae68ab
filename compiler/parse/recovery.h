// How the parser goes on after a syntax error, and what is said of it.
//
// ANTLR's own strategy with these changes: messages in words; a bracketed group that has to be
// skipped is skipped whole, and one that is left is left behind its end, so that brackets stay
// paired; and a word in the middle of a line does not count as the beginning of something, although
// nearly every word could be.
#pragma once

#include <antlr4-runtime.h>

#include "compiler/diagnostics/findings.h"
#include "compiler/parse/scan.h"
#include "compiler/parse/text.h"

namespace perdure::parse {

class Recovery : public antlr4::DefaultErrorStrategy {
 public:
  Recovery(const Text& text, const Scanned& scanned, Findings& findings)
      : text_(text), scanned_(scanned), findings_(findings) {}

 public:
  void recover(antlr4::Parser* parser, std::exception_ptr error) override;
  void sync(antlr4::Parser* parser) override;

 protected:
  void reportNoViableAlternative(antlr4::Parser* parser,
                                 const antlr4::NoViableAltException& error) override;
  void reportInputMismatch(antlr4::Parser* parser,
                           const antlr4::InputMismatchException& error) override;
  void reportUnwantedToken(antlr4::Parser* parser) override;
  void reportMissingToken(antlr4::Parser* parser) override;
  antlr4::Token* singleTokenDeletion(antlr4::Parser* parser) override;
  bool singleTokenInsertion(antlr4::Parser* parser) override;
  void consumeUntil(antlr4::Parser* parser, const antlr4::misc::IntervalSet& set) override;

 private:
  void report_unexpected(antlr4::Parser& parser, antlr4::Token& token);
  bool report_unpaired(antlr4::Parser& parser, antlr4::Token& token);
  // Most errors on a line follow from the first one on it, be it a syntax error or a broken word.
  bool admits(const antlr4::Token& token);
  static void consume_through(antlr4::Parser& parser, std::size_t index);
  bool resumes_at(antlr4::Parser& parser, const antlr4::Token& token) const;

  const Text& text_;
  const Scanned& scanned_;
  Findings& findings_;
  std::size_t last_line_ = 0;
};

}  // namespace perdure::parse
