// The stage from end to end: text, words, tree, model. See parse.h.
#include "compiler/parse/parse.h"

#include <antlr4-runtime.h>

#include <utility>

#include "PerdureParser.h"
#include "compiler/diagnostics/findings.h"
#include "compiler/parse/build.h"
#include "compiler/parse/recovery.h"
#include "compiler/parse/scan.h"
#include "compiler/parse/text.h"

namespace perdure::parse {

void parse(const source::Files& files, source::FileId file, model::Program& program,
           Reporter& report) {
  program.files.push_back({file, {}, {}, {}, {}});
  const auto size = static_cast<std::uint32_t>(files.text(file).size());
  Findings findings(report, {file, size, size});
  Text text(files, file);
  if (!text.check(findings) || findings.full()) return;
  text.index_code_points();

  Scanned scanned(text);
  scan(text, scanned, findings);
  if (!scanned.parsable) return;

  antlr4::ListTokenSource source(std::move(scanned.tokens));
  antlr4::CommonTokenStream tokens(&source);
  tokens.fill();
  grammar::PerdureParser parser(&tokens);
  parser.removeErrorListeners();
  parser.setErrorHandler(std::make_shared<Recovery>(text, scanned, findings));
  try {
    grammar::PerdureParser::FileContext* tree = parser.file();
    Builder(text, tokens, !scanned.unclosed, program, findings).file(*tree);
  } catch (const antlr4::ParseCancellationException&) {
    // Too many errors, which was said.
  }
}

}  // namespace perdure::parse
