// The stage for a few words. See fragment.h.
#include "compiler/parse/fragment.h"

#include <antlr4-runtime.h>

#include <algorithm>
#include <utility>

#include "PerdureParser.h"
#include "compiler/parse/build.h"
#include "compiler/parse/parsing.h"
#include "compiler/parse/text.h"

namespace perdure::parse {

namespace {

using grammar::PerdureParser;

// `rule` is the parser's, `build` makes something of its tree, which has no holes.
template <typename Made, typename Rule, typename Build>
std::optional<Made> read(const source::Fragment& fragment, model::Program& program,
                         Findings& findings, Rule rule, Build build) {
  const std::size_t before = findings.errors();
  Text text(fragment);
  Parsing parsing(text, findings);
  auto* const tree = parsing.tree(rule);
  if (!tree || findings.errors() > before) return std::nullopt;
  Builder builder(text, parsing.tokens(), true, program, findings);
  Made made = build(builder, *tree);
  if (findings.errors() > before) return std::nullopt;
  return made;
}

bool is_path(const model::Program& program, model::ExprId id) {
  for (;;) {
    const auto& node = program.expr(id).node;
    if (const auto* member = std::get_if<model::Member>(&node)) {
      if (member->optional_chain) return false;
      id = member->object;
    } else if (const auto* index = std::get_if<model::Index>(&node)) {
      id = index->object;
    } else {
      return std::holds_alternative<model::Name>(node);
    }
  }
}

}  // namespace

std::optional<model::ExprId> parse_expression(const source::Fragment& fragment,
                                              model::Program& program, Findings& findings) {
  return read<model::ExprId>(
      fragment, program, findings, [](PerdureParser& parser) { return parser.loneExpr(); },
      [](Builder& builder, PerdureParser::LoneExprContext& tree) {
        return builder.expr(*tree.expr());
      });
}

std::optional<model::ExprId> parse_path(const source::Fragment& fragment, model::Program& program,
                                        Findings& findings) {
  const auto made = parse_expression(fragment, program, findings);
  if (!made || is_path(program, *made)) return made;
  findings.error(diag::NotAPath, program.expr(*made).range);
  return std::nullopt;
}

std::optional<model::TypeRef> parse_type(const source::Fragment& fragment, model::Program& program,
                                         Findings& findings) {
  return read<model::TypeRef>(
      fragment, program, findings, [](PerdureParser& parser) { return parser.loneType(); },
      [](Builder& builder, PerdureParser::LoneTypeContext& tree) {
        return builder.type(*tree.type());
      });
}

bool is_name(std::string_view text) {
  constexpr std::string_view Reserved[] = {"true", "false", "none", "if", "else", "for", "in"};
  const auto is_letter = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
  };
  if (text.empty() || !is_letter(text.front())) return false;
  const bool is_word = std::all_of(text.begin(), text.end(),
                                   [&](char c) { return is_letter(c) || (c >= '0' && c <= '9'); });
  return is_word && std::find(std::begin(Reserved), std::end(Reserved), text) == std::end(Reserved);
}

}  // namespace perdure::parse
