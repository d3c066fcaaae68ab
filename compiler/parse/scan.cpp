// The pass over the words of a file that comes before parsing. See scan.h.
#include "compiler/parse/scan.h"

#include <string>
#include <utility>

#include "compiler/diagnostics/suggest.h"
#include "compiler/parse/pairing.h"
#include "compiler/parse/words.h"

namespace perdure::parse {

namespace {

using Lexer = grammar::PerdureLexer;
using antlr4::CommonToken;
using antlr4::Token;

// Some 50,000 states. What the parser keeps of each word adds up.
constexpr std::size_t MaxWords = 1'000'000;

// What nothing can end with. (`>`, `?` and `*` can end a type or an event.)
bool wants_more_words(std::size_t type) {
  switch (type) {
    case Lexer::ARROW:
    case Lexer::COMMA:
    case Lexer::ASSIGN:
    case Lexer::DOT:
    case Lexer::PLUS:
    case Lexer::MINUS:
    case Lexer::AND:
    case Lexer::OR:
      return true;
    default:
      return false;
  }
}

// What a name follows, so that a word behind it begins nothing although it may be the first on its line.
bool wants_a_name(std::size_t type) {
  switch (type) {
    case Lexer::ACCEPTS:
    case Lexer::AS:
    case Lexer::FROM:
    case Lexer::TO:
    case Lexer::WITH:
      return true;
    default:
      return wants_more_words(type);
  }
}

bool is_remark(std::size_t type) {
  return type == Lexer::LINE_COMMENT || type == Lexer::BLOCK_COMMENT;
}

// Reads all tokens, and puts whole words in the place of broken ones.
class Reader {
 public:
  Reader(const Text& text, Scanned& scanned, Findings& findings)
      : text_(text), scanned_(scanned), findings_(findings) {}

  void read() {
    scanned_.lexer.removeErrorListeners();
    for (;;) {
      std::unique_ptr<Token> token = scanned_.lexer.nextToken();
      if (scanned_.remarks == Remarks::Dropped && is_remark(token->getType())) continue;
      if (scanned_.tokens.size() == MaxWords) {
        findings_.error(diag::TooLong, text_.range(*token), MaxWords);
        scanned_.parsable = false;
      }
      const bool at_end = token->getType() == Token::EOF;
      const std::size_t before = findings_.errors();
      const std::size_t line = token->getLine();
      if (mend(static_cast<CommonToken&>(*token))) keep(std::move(token));
      if (findings_.errors() > before) scanned_.mended_lines.insert(line);
      if (findings_.full()) scanned_.parsable = false;
      if (at_end || !scanned_.parsable) return;
    }
  }

 private:
  // False if the token is to be dropped.
  bool mend(CommonToken& token) {
    const source::Range range = text_.range(token);
    switch (token.getType()) {
      case Lexer::UNKNOWN: {
        // One error for characters that touch, since they are one mistake.
        const bool touches = unknown_end_ == range.begin;
        unknown_end_ = range.end;
        if (!touches && !Text::forbids(text_.view(range))) report_unknown(range);
        return false;
      }
      case Lexer::UNCLOSED_STRING:
        findings_.error(diag::UnclosedText, range);
        token.setType(Lexer::STRING);
        return true;
      case Lexer::UNCLOSED_COMMENT:
        findings_.error(diag::UnclosedComment, {range.file, range.begin, range.begin + 2});
        return false;
      case Lexer::BAD_NUMBER:
        findings_.error(diag::BadNumber, range, shortened(text_.view(range)));
        token.setType(Lexer::INT);
        return true;
      default:
        return true;
    }
  }

  void report_unknown(source::Range range) {
    const std::string_view character = text_.view(range);
    auto reported = findings_.error(diag::UnknownCharacter, range, Text::visible(character));
    const auto meant = written_elsewhere(character);
    if (reported && meant) reported->note(diag::DidYouMean, range, *meant);
  }

  static std::string shortened(std::string_view word) {
    constexpr std::size_t MaxBytes = 40;
    if (word.size() <= MaxBytes) return std::string(word);
    return std::string(word.substr(0, MaxBytes)) + "…";
  }

  void keep(std::unique_ptr<Token> token) {
    if (token->getChannel() == Token::DEFAULT_CHANNEL) {
      if (lacks_a_name_before_last(*token)) insert_missing();
      before_leads_ = last_leads_;
      last_leads_ = last_ == None || (scanned_.tokens[last_]->getLine() < token->getLine() &&
                                      !wants_a_name(scanned_.tokens[last_]->getType()));
      before_last_ = last_;
      last_ = scanned_.tokens.size();
    }
    scanned_.tokens.push_back(std::move(token));
  }

  // `-> ` or `initial` at the end of a line and `state B` on the next: the parser would take
  // `state` for the name that is wanted, and `B` for the mistake. No two words stand that way in a
  // correct chart.
  bool lacks_a_name_before_last(const Token& next) const {
    if (before_last_ == None) return false;
    const Token& last = *scanned_.tokens[last_];
    const Token& before = *scanned_.tokens[before_last_];
    const bool wants_more =
        wants_more_words(before.getType()) || (before_leads_ && takes_a_name(before.getType()));
    return wants_more && begins_item(last.getType()) && last.getLine() > before.getLine() &&
           last.getLine() == next.getLine() &&
           (is_word(next.getType()) || next.getType() == Lexer::DURATION);
  }

  void insert_missing() {
    auto missing = std::make_unique<CommonToken>(scanned_.tokens[last_].get());
    missing->setType(Lexer::MISSING);
    missing->setStopIndex(missing->getStartIndex() - 1);
    scanned_.tokens.insert(scanned_.tokens.begin() + static_cast<std::ptrdiff_t>(last_),
                           std::move(missing));
    ++last_;
  }

  static constexpr std::size_t None = static_cast<std::size_t>(-1);

  const Text& text_;
  Scanned& scanned_;
  Findings& findings_;
  std::size_t last_ = None;  // Of the tokens that the parser will see.
  std::size_t before_last_ = None;
  bool last_leads_ = false;  // It is the first on its line, and no name that the line before wants.
  bool before_leads_ = false;
  std::uint32_t unknown_end_ = 0;
};

}  // namespace

void scan(const Text& text, Scanned& scanned, Findings& findings) {
  Reader(text, scanned, findings).read();
  if (scanned.parsable) pair_brackets(text, scanned, findings);
}

}  // namespace perdure::parse
