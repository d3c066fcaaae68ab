// Going on after syntax errors. See recovery.h.
#include "compiler/parse/recovery.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "PerdureParser.h"
#include "compiler/diagnostics/suggest.h"
#include "compiler/parse/expected.h"
#include "compiler/parse/words.h"

namespace perdure::parse {

namespace {

using antlr4::Parser;
using antlr4::Token;
using grammar::PerdureParser;

constexpr std::pair<std::size_t, std::string_view> Closers[] = {
    {PerdureParser::RPAREN, "`)`"},
    {PerdureParser::RBRACKET, "`]`"},
    {PerdureParser::RBRACE, "`}`"},
};

std::size_t opener_of(std::size_t closer) {
  switch (closer) {
    case PerdureParser::RBRACE:
      return PerdureParser::LBRACE;
    case PerdureParser::RPAREN:
      return PerdureParser::LPAREN;
    case PerdureParser::RBRACKET:
      return PerdureParser::LBRACKET;
    default:
      return 0;
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

// What the parser sees before it, if anything.
const Token* word_before(Parser& parser, const Token& token) {
  for (std::size_t at = token.getTokenIndex(); at-- > 0;) {
    const Token* before = parser.getTokenStream()->get(at);
    if (before->getChannel() == Token::DEFAULT_CHANNEL) return before;
  }
  return nullptr;
}

// The parser has left an expression by now, and wants what comes behind it.
bool ends_an_expression(const antlr4::misc::IntervalSet& expected) {
  if (expected.contains(std::size_t{PerdureParser::ID})) return false;  // No: within one.
  return expected.contains(std::size_t{PerdureParser::RBRACKET}) ||
         expected.contains(std::size_t{PerdureParser::RPAREN}) ||
         expected.contains(std::size_t{PerdureParser::LBRACE});
}

bool is_operator(std::string_view word) { return word == "==" || word == "&&" || word == "||"; }

}  // namespace

bool Recovery::admits(const Token& token) {
  if (token.getType() == Token::EOF && scanned_.unclosed) return false;
  const std::size_t line = token.getLine();
  if (line == last_line_ || scanned_.mended_lines.count(line) > 0) return false;
  last_line_ = line;
  return true;
}

void Recovery::report_unexpected(Parser& parser, Token& token) {
  if (!admits(token) || report_unpaired(parser, token)) return;
  const antlr4::misc::IntervalSet expected = getExpectedTokens(&parser);
  const std::string wanted = describe_expected(parser, expected);
  auto reported = findings_.error(diag::Syntax, text_.range(token), wanted,
                                  describe_found(text_, parser, token));
  if (!reported) throw antlr4::ParseCancellationException();
  // `not x` is a name, and then a mistake.
  const Token* before = word_before(parser, token);
  if (before != nullptr && written_elsewhere(text_.view(*before)) == "!") {
    reported->note(diag::DidYouMean, text_.range(*before), "!");
  }
  const auto meant = written_elsewhere(text_.view(token));
  const bool fits = meant && (wanted.find("`" + std::string(*meant) + "`") != std::string::npos ||
                              (is_operator(*meant) && ends_an_expression(expected)));
  if (fits) reported->note(diag::DidYouMean, text_.range(token), *meant);
}

// A bracket that closes what surrounds the one that is open: `f(a }`. False if it does not.
bool Recovery::report_unpaired(Parser& parser, Token& token) {
  if (opener_of(token.getType()) == 0) return false;
  auto* context = parser.getContext();
  for (; context != nullptr; context = static_cast<antlr4::ParserRuleContext*>(context->parent)) {
    for (const auto& [closer, words] : Closers) {
      Token* opened = opened_in(context, closer);
      if (opened == nullptr) continue;
      if (closer == token.getType()) return false;
      auto reported = findings_.error(diag::Syntax, text_.range(token), words,
                                      describe_found(text_, parser, token));
      if (reported) reported->note(diag::OpenedHere, text_.range(*opened), text_.view(*opened));
      return true;
    }
  }
  return false;
}

void Recovery::reportNoViableAlternative(Parser* parser,
                                         const antlr4::NoViableAltException& error) {
  Token* token = error.getOffendingToken();
  Token* start = error.getStartToken();
  if (token == start || token->getTokenIndex() == 0) return report_unexpected(*parser, *token);
  // The words before it were all well; what the parser wanted at the first of them helps nobody.
  if (!admits(*token)) return;
  if (report_unpaired(*parser, *token)) return;
  std::size_t before = token->getTokenIndex() - 1;
  while (before > start->getTokenIndex() &&
         parser->getTokenStream()->get(before)->getChannel() != Token::DEFAULT_CHANNEL) {
    --before;
  }
  const auto reported = findings_.error(diag::CannotFollow, text_.range(*token),
                                        text_.view(*parser->getTokenStream()->get(before)),
                                        describe_found(text_, *parser, *token));
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

void Recovery::recover(Parser* parser, std::exception_ptr error) {
  const std::size_t at = parser->getCurrentToken()->getTokenIndex();
  for (antlr4::tree::ParseTree* child : parser->getContext()->children) {
    auto* leaf = dynamic_cast<antlr4::tree::TerminalNode*>(child);
    if (leaf == nullptr || leaf->getSymbol()->getTokenIndex() >= scanned_.closers.size()) continue;
    const std::size_t closer = scanned_.closers[leaf->getSymbol()->getTokenIndex()];
    if (closer < at) continue;
    consume_through(*parser, closer);
    return;
  }
  DefaultErrorStrategy::recover(parser, error);
}

// The first round of a loop in brackets fails as the later ones do: what does not fit is skipped,
// and the loop goes on. ANTLR would give the whole rule up.
void Recovery::sync(Parser* parser) {
  using antlr4::atn::ATNState;
  const antlr4::atn::ATN& atn = parser->getATN();
  ATNState* state = atn.states[parser->getState()];
  if (state->getStateType() != ATNState::STAR_LOOP_ENTRY || inErrorRecoveryMode(parser)) {
    return DefaultErrorStrategy::sync(parser);
  }
  const antlr4::misc::IntervalSet next = atn.nextTokens(state);
  if (next.contains(Token::EPSILON) || next.contains(parser->getTokenStream()->LA(1))) return;
  if (singleTokenDeletion(parser) != nullptr) return;
  reportUnwantedToken(parser);
  consumeUntil(parser, next.Or(getErrorRecoverySet(parser)));
}

Token* Recovery::singleTokenDeletion(Parser* parser) {
  const Token* token = parser->getCurrentToken();
  const std::size_t type = token->getType();
  if (is_opener(type) || is_closer(type) || type == PerdureParser::MISSING || begins_item(type))
    return nullptr;
  // What begins the next line is hardly what goes on here.
  if (parser->getTokenStream()->LT(2)->getLine() > token->getLine()) return nullptr;
  return DefaultErrorStrategy::singleTokenDeletion(parser);
}

// Brackets that are made up would be closed by those of others.
bool Recovery::singleTokenInsertion(Parser* parser) {
  const antlr4::misc::IntervalSet expected = getExpectedTokens(parser);
  for (const auto& [closer, words] : Closers) {
    if (expected.contains(opener_of(closer)) || expected.contains(closer)) return false;
  }
  return DefaultErrorStrategy::singleTokenInsertion(parser);
}

bool Recovery::resumes_at(Parser& parser, const Token& token) const {
  if (!is_word(token.getType())) return true;
  std::size_t at = token.getTokenIndex();
  while (at-- > 0) {
    const Token& before = *parser.getTokenStream()->get(at);
    if (before.getChannel() != Token::DEFAULT_CHANNEL) continue;
    return before.getLine() < token.getLine() || before.getType() == PerdureParser::LBRACE ||
           before.getType() == PerdureParser::RBRACE || before.getType() == PerdureParser::MISSING;
  }
  return true;
}

void Recovery::consumeUntil(Parser* parser, const antlr4::misc::IntervalSet& set) {
  for (;;) {
    const Token* token = parser->getCurrentToken();
    if (token->getType() == Token::EOF) return;
    if (set.contains(token->getType()) && resumes_at(*parser, *token)) return;
    const std::size_t at = token->getTokenIndex();
    consume_through(*parser, std::max(at, scanned_.closers[at]));
  }
}

void Recovery::consume_through(Parser& parser, std::size_t index) {
  while (parser.getCurrentToken()->getType() != Token::EOF &&
         parser.getCurrentToken()->getTokenIndex() <= index) {
    parser.consume();
  }
}

}  // namespace perdure::parse
