// Going on after syntax errors. See recovery.h.
#include "compiler/parse/recovery.h"

#include <string>

#include "PerdureParser.h"
#include "compiler/parse/expected.h"

namespace perdure::parse {

namespace {

using antlr4::Parser;
using antlr4::Token;
using grammar::PerdureParser;

bool is_bracket(std::size_t type) {
  switch (type) {
    case PerdureParser::LBRACE: case PerdureParser::RBRACE: case PerdureParser::LPAREN:
    case PerdureParser::RPAREN: case PerdureParser::LBRACKET: case PerdureParser::RBRACKET:
      return true;
    default:
      return false;
  }
}

std::size_t opener_of(std::size_t closer) {
  switch (closer) {
    case PerdureParser::RBRACE: return PerdureParser::LBRACE;
    case PerdureParser::RPAREN: return PerdureParser::LPAREN;
    case PerdureParser::RBRACKET: return PerdureParser::LBRACKET;
    default: return 0;
  }
}

// The bracket that the rule being read opened and that `closer` would close.
Token* opened_in(antlr4::ParserRuleContext* context, std::size_t closer) {
  if (context == nullptr) return nullptr;
  Token* found = nullptr;
  for (antlr4::tree::ParseTree* child : context->children) {
    auto* leaf = dynamic_cast<antlr4::tree::TerminalNode*>(child);
    if (leaf != nullptr && leaf->getSymbol()->getType() == opener_of(closer)) {
      found = leaf->getSymbol();
    }
  }
  return found;
}

}  // namespace

bool Recovery::admits(const Token& token) {
  if (token.getType() == Token::EOF && scanned_.unclosed) return false;
  const std::size_t line = token.getLine();
  if (line == last_line_) return false;
  last_line_ = line;
  return true;
}

void Recovery::report_unexpected(Parser& parser, Token& token) {
  if (!admits(token)) return;
  const antlr4::misc::IntervalSet expected = getExpectedTokens(&parser);
  auto reported = findings_.error(diag::Syntax, text_.range(token),
                                  describe_expected(parser, expected),
                                  describe_found(text_, parser, token));
  if (!reported) throw antlr4::ParseCancellationException();
  for (const std::size_t closer :
       {PerdureParser::RBRACE, PerdureParser::RPAREN, PerdureParser::RBRACKET}) {
    if (!expected.contains(closer)) continue;
    const Token* opened = opened_in(parser.getContext(), closer);
    if (opened == nullptr || opened->getLine() == token.getLine()) continue;
    reported->note(diag::OpenedHere, text_.range(*opened), text_.view(*opened));
    return;
  }
}

void Recovery::reportNoViableAlternative(Parser* parser,
                                         const antlr4::NoViableAltException& error) {
  Token* token = error.getOffendingToken();
  Token* start = error.getStartToken();
  if (token == start || token->getTokenIndex() == 0) return report_unexpected(*parser, *token);
  // The words before it were all well; what the parser wanted at the first of them helps nobody.
  if (!admits(*token)) return;
  std::size_t before = token->getTokenIndex() - 1;
  while (before > start->getTokenIndex() &&
         parser->getTokenStream()->get(before)->getChannel() != Token::DEFAULT_CHANNEL) {
    --before;
  }
  const auto reported = findings_.error(
      diag::CannotFollow, text_.range(*token),
      text_.view(*parser->getTokenStream()->get(before)), describe_found(text_, *parser, *token));
  if (!reported) throw antlr4::ParseCancellationException();
}

void Recovery::reportInputMismatch(Parser* parser, const antlr4::InputMismatchException& error) {
  report_unexpected(*parser, *error.getOffendingToken());
}

void Recovery::reportUnwantedToken(Parser* parser) {
  if (inErrorRecoveryMode(parser)) return;
  beginErrorCondition(parser);
  report_unexpected(*parser, *parser->getCurrentToken());
}

void Recovery::reportMissingToken(Parser* parser) {
  if (inErrorRecoveryMode(parser)) return;
  beginErrorCondition(parser);
  report_unexpected(*parser, *parser->getCurrentToken());
}

Token* Recovery::singleTokenDeletion(Parser* parser) {
  const std::size_t type = parser->getCurrentToken()->getType();
  if (is_bracket(type) || type == PerdureParser::MISSING || begins_item(type)) return nullptr;
  return DefaultErrorStrategy::singleTokenDeletion(parser);
}

bool Recovery::resumes_at(Parser& parser, const Token& token) const {
  if (!is_word(token.getType())) return true;
  std::size_t at = token.getTokenIndex();
  while (at-- > 0) {
    const Token& before = *parser.getTokenStream()->get(at);
    if (before.getChannel() != Token::DEFAULT_CHANNEL) continue;
    return before.getLine() < token.getLine() || before.getType() == PerdureParser::LBRACE ||
           before.getType() == PerdureParser::RBRACE;
  }
  return true;
}

void Recovery::consumeUntil(Parser* parser, const antlr4::misc::IntervalSet& set) {
  for (;;) {
    const Token* token = parser->getCurrentToken();
    if (token->getType() == Token::EOF) return;
    if (set.contains(token->getType()) && resumes_at(*parser, *token)) return;
    const std::size_t closer = scanned_.closers[token->getTokenIndex()];
    parser->consume();
    while (closer > 0 && parser->getCurrentToken()->getTokenIndex() <= closer &&
           parser->getCurrentToken()->getType() != Token::EOF) {
      parser->consume();
    }
  }
}

}  // namespace perdure::parse
