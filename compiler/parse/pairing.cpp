// Pairing brackets. See pairing.h.
#include "compiler/parse/pairing.h"

#include <optional>
#include <utility>

#include "compiler/parse/parse.h"
#include "compiler/parse/words.h"

namespace perdure::parse {

namespace {

using Lexer = grammar::PerdureLexer;
using antlr4::CommonToken;
using antlr4::Token;

// Left-recursive chains (`a + b + …`) nest the tree without a bracket.
constexpr int MaxOperators = 1000;

class Pairing {
 public:
  Pairing(const Text& text, Scanned& scanned, Findings& findings)
      : text_(text), scanned_(scanned), findings_(findings) {}

  void pair() {
    open_.clear();
    suspect_.reset();
    operators_ = total_ = 0;
    previous_ = Lexer::COMMA;
    line_ = 0;
    scanned_.closers.assign(scanned_.tokens.size(), 0);
    for (std::size_t at = 0; at < scanned_.tokens.size() && scanned_.parsable; ++at) {
      const Token& token = *scanned_.tokens[at];
      if (token.getChannel() != Token::DEFAULT_CHANNEL) continue;
      if (token.getLine() != line_) {
        line_ = token.getLine();
        indent_ = token.getCharPositionInLine();
        first_on_line_ = at;
      }
      count_operators(token);
      if (is_opener(token.getType())) open(at);
      if (is_closer(token.getType())) close(at);
      previous_ = token.getType();
    }
  }

  bool is_complete() const { return !scanned_.parsable || open_.empty(); }

  // Closes the brace that lacks its end, as far as indentation tells, and reports it. False where
  // it does not.
  bool mend() {
    if (!suspect_) return false;
    const Token& opened = *scanned_.tokens[suspect_->at];
    if (opened.getType() != Lexer::LBRACE) return false;
    const std::size_t at = end_by_indentation(*suspect_);
    Token& next = *scanned_.tokens[at];
    auto reported = findings_.error(diag::UnclosedBracket, text_.range(opened), text_.view(opened));
    if (reported) reported->note(diag::BelongsBefore, text_.range(next), "}");
    auto closer = std::make_unique<CommonToken>(&next);
    closer->setType(Lexer::RBRACE);
    closer->setStopIndex(closer->getStartIndex() - 1);
    scanned_.tokens.insert(scanned_.tokens.begin() + static_cast<std::ptrdiff_t>(at),
                           std::move(closer));
    return true;
  }

  void report_unclosed() {
    const Token& opened = *scanned_.tokens[open_.front().at];
    findings_.error(diag::UnclosedBracket, text_.range(opened), text_.view(opened));
    scanned_.mended_lines.insert(opened.getLine());
    scanned_.unclosed = true;
  }

 private:
  struct Open {
    std::size_t at;
    std::size_t indent;  // Of the line that it is on.
    int operators;       // Of the expression around it, so far.
  };

  void open(std::size_t at) {
    open_.push_back({at, indent_, operators_});
    operators_ = 0;
    if (open_.size() > static_cast<std::size_t>(MaxNesting)) {
      findings_.error(diag::TooDeep, text_.range(*scanned_.tokens[at]), MaxNesting);
      scanned_.parsable = false;
    }
  }

  void close(std::size_t at) {
    const std::size_t type = scanned_.tokens[at]->getType();
    // A closer that fits nothing is the parser's to report.
    std::size_t depth = open_.size();
    while (depth > 0 && closer_of(scanned_.tokens[open_[depth - 1].at]->getType()) != type) --depth;
    if (depth == 0) return;
    while (open_.size() >= depth) {
      total_ -= operators_;
      operators_ = open_.back().operators;
      if (open_.size() == depth) break;
      open_.pop_back();
    }
    const Open opened = open_.back();
    open_.pop_back();
    scanned_.closers[opened.at] = at;
    if (!suspect_ && at == first_on_line_ && indent_ < opened.indent) suspect_ = opened;
  }

  void count_operators(const Token& token) {
    const std::size_t type = token.getType();
    const bool begins_operand = is_word(type) || is_literal(type);
    const bool ended_operand = is_word(previous_) || is_literal(previous_) || is_closer(previous_);
    if (is_operator(type)) {
      ++operators_;
      ++total_;
    } else if (type == Lexer::COMMA || type == Lexer::ASSIGN || type == Lexer::IF ||
               type == Lexer::ELSE || (begins_operand && ended_operand)) {
      total_ -= operators_;
      operators_ = 0;
    }
    if (total_ > MaxOperators) {
      findings_.error(diag::TooManyOperators, text_.range(token), MaxOperators);
      scanned_.parsable = false;
    }
  }

  // The first word after it that begins a line no further right than the one that opens it.
  std::size_t end_by_indentation(const Open& opened) const {
    std::size_t line = scanned_.tokens[opened.at]->getLine();
    std::size_t after_last = opened.at + 1;
    for (std::size_t at = opened.at + 1; at < scanned_.tokens.size(); ++at) {
      const Token& token = *scanned_.tokens[at];
      if (token.getChannel() != Token::DEFAULT_CHANNEL) continue;
      const bool leads = token.getLine() > line;
      if (leads && token.getCharPositionInLine() <= opened.indent) break;
      line = token.getLine();
      after_last = at + 1;
    }
    return after_last;
  }

  const Text& text_;
  Scanned& scanned_;
  Findings& findings_;
  std::vector<Open> open_;
  int operators_ = 0;  // Since the expression began, on this level of brackets.
  int total_ = 0;      // And on all levels around it.
  std::size_t previous_ = Lexer::COMMA;
  std::size_t line_ = 0;
  std::size_t indent_ = 0;
  std::size_t first_on_line_ = 0;
  std::optional<Open> suspect_;  // The first that something ends which stands further left.
};

}  // namespace

void pair_brackets(const Text& text, Scanned& scanned, Findings& findings) {
  constexpr int MaxMended = 20;
  Pairing pairing(text, scanned, findings);
  for (int mended = 0; mended < MaxMended; ++mended) {
    pairing.pair();
    if (pairing.is_complete()) return;
    if (!pairing.mend()) break;
  }
  pairing.pair();
  if (!pairing.is_complete()) pairing.report_unclosed();
}

}  // namespace perdure::parse
