// The stage from end to end: text, words, tree, model. See parse.h.
#include "compiler/parse/parse.h"

#include "compiler/diagnostics/findings.h"
#include "compiler/parse/build.h"
#include "compiler/parse/parsing.h"
#include "compiler/parse/text.h"

namespace perdure::parse {

void parse(const source::Files& files, source::FileId file, model::Program& program,
           Reporter& report) {
  program.files.push_back({file, {}, {}, {}, {}});
  const auto size = static_cast<std::uint32_t>(files.text(file).size());
  Findings findings(report, {file, size, size});
  Text text(files, file);
  Parsing parsing(text, findings);
  auto* const tree = parsing.tree([](grammar::PerdureParser& parser) { return parser.file(); });
  if (!tree) return;
  Builder(text, parsing.tokens(), parsing.all_closed(), program, findings).file(*tree);
}

}  // namespace perdure::parse
