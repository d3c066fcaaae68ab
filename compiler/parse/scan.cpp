// The pass over the words of a file that comes before parsing. See scan.h.
#include "compiler/parse/scan.h"

#include <string>
#include <utility>

#include "compiler/parse/parse.h"

namespace perdure::parse {

namespace {

using Lexer = grammar::PerdureLexer;
using antlr4::CommonToken;
using antlr4::Token;

// Left-recursive chains (`a + b + …`) nest the tree without a bracket.
constexpr int MaxOperators = 1000;

// Some 50,000 states. What the parser keeps of each word adds up.
constexpr std::size_t MaxWords = 1'000'000;

bool is_opener(std::size_t type) {
  return type == Lexer::LBRACE || type == Lexer::LPAREN || type == Lexer::LBRACKET;
}

bool is_closer(std::size_t type) {
  return type == Lexer::RBRACE || type == Lexer::RPAREN || type == Lexer::RBRACKET;
}

std::size_t closer_of(std::size_t opener) {
  return opener == Lexer::LBRACE   ? Lexer::RBRACE
         : opener == Lexer::LPAREN ? Lexer::RPAREN
                                   : Lexer::RBRACKET;
}

bool is_operator(std::size_t type) {
  switch (type) {
    case Lexer::DOT:
    case Lexer::OPTIONAL_DOT:
    case Lexer::COALESCE:
    case Lexer::QUESTION:
    case Lexer::EQUAL:
    case Lexer::NOT_EQUAL:
    case Lexer::LESS:
    case Lexer::LESS_EQUAL:
    case Lexer::GREATER:
    case Lexer::GREATER_EQUAL:
    case Lexer::AND:
    case Lexer::OR:
    case Lexer::NOT:
    case Lexer::PLUS:
    case Lexer::MINUS:
    case Lexer::STAR:
    case Lexer::SLASH:
    case Lexer::PERCENT:
      return true;
    default:
      return false;
  }
}

bool is_literal(std::size_t type) {
  switch (type) {
    case Lexer::INT:
    case Lexer::FLOAT:
    case Lexer::STRING:
    case Lexer::DURATION:
    case Lexer::TRUE:
    case Lexer::FALSE:
    case Lexer::NONE:
      return true;
    default:
      return false;
  }
}

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

// What a name follows, at once.
bool takes_a_name(std::size_t type) {
  switch (type) {
    case Lexer::NAMESPACE:
    case Lexer::STRUCT:
    case Lexer::ENUM:
    case Lexer::CHART:
    case Lexer::EVENT:
    case Lexer::EMITS:
    case Lexer::FUNCTION:
    case Lexer::ACTION:
    case Lexer::SERVICE:
    case Lexer::GUARD:
    case Lexer::STATE:
    case Lexer::PARALLEL:
    case Lexer::FINAL:
    case Lexer::CHOICE:
    case Lexer::HISTORY:
    case Lexer::INITIAL:
    case Lexer::DEFER:
    case Lexer::TOKEN:
    case Lexer::INVOKE:
    case Lexer::ON:
      return true;
    default:
      return false;
  }
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
        if (!touches && !Text::forbids(text_.view(range))) {
          findings_.error(diag::UnknownCharacter, range, text_.view(range));
        }
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

  static std::string shortened(std::string_view word) {
    constexpr std::size_t MaxBytes = 40;
    if (word.size() <= MaxBytes) return std::string(word);
    return std::string(word.substr(0, MaxBytes)) + "…";
  }

  void keep(std::unique_ptr<Token> token) {
    if (token->getChannel() == Token::DEFAULT_CHANNEL) {
      if (lacks_a_name_before_last(*token)) insert_missing();
      before_leads_ = last_leads_;
      last_leads_ = last_ == None || scanned_.tokens[last_]->getLine() < token->getLine();
      before_last_ = last_;
      last_ = scanned_.tokens.size();
    }
    scanned_.tokens.push_back(std::move(token));
  }

  // `-> ` or `initial` at the end of a line and `state B` on the next: the parser would take `state` for the
  // name that is wanted, and `B` for the mistake. No two words stand that way in a correct chart.
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
  bool last_leads_ = false;  // It is the first on its line.
  bool before_leads_ = false;
  std::uint32_t unknown_end_ = 0;
};

// Pairs the brackets, and bounds how deep the tree can get.
class Pairing {
 public:
  Pairing(const Text& text, Scanned& scanned, Findings& findings)
      : text_(text), scanned_(scanned), findings_(findings) {}

  void pair() {
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
    if (scanned_.parsable && !open_.empty()) report_unclosed();
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
    if (!suspect_ && at == first_on_line_ && indent_ < opened.indent) suspect_ = opened.at;
  }

  void count_operators(const Token& token) {
    const std::size_t type = token.getType();
    const bool begins_operand = is_word(type) || is_literal(type);
    const bool ended_operand = is_word(previous_) || is_literal(previous_) || is_closer(previous_);
    if (is_operator(type)) {
      ++operators_;
      ++total_;
    } else if (type == Lexer::COMMA || type == Lexer::ASSIGN || (begins_operand && ended_operand)) {
      total_ -= operators_;
      operators_ = 0;
    }
    if (total_ > MaxOperators) {
      findings_.error(diag::TooManyOperators, text_.range(token), MaxOperators);
      scanned_.parsable = false;
    }
  }

  void report_unclosed() {
    const Token& opened = *scanned_.tokens[open_.front().at];
    auto reported = findings_.error(diag::UnclosedBracket, text_.range(opened), text_.view(opened));
    if (reported && suspect_) {
      reported->note(diag::ProbablyThisOne, text_.range(*scanned_.tokens[*suspect_]));
    }
    scanned_.mended_lines.insert(opened.getLine());
    scanned_.unclosed = true;
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
  std::optional<std::size_t> suspect_;
};

}  // namespace

bool begins_item(std::size_t type) {
  switch (type) {
    case Lexer::NAMESPACE:
    case Lexer::IMPORT:
    case Lexer::STRUCT:
    case Lexer::ENUM:
    case Lexer::EXTERN:
    case Lexer::CHART:
    case Lexer::EVENT:
    case Lexer::EMITS:
    case Lexer::DATA:
    case Lexer::FUNCTION:
    case Lexer::ACTION:
    case Lexer::SERVICE:
    case Lexer::GUARD:
    case Lexer::MIGRATE:
    case Lexer::STATE:
    case Lexer::PARALLEL:
    case Lexer::FINAL:
    case Lexer::CHOICE:
    case Lexer::DEEP:
    case Lexer::HISTORY:
    case Lexer::INITIAL:
    case Lexer::ENTRY:
    case Lexer::EXIT:
    case Lexer::RETURN:
    case Lexer::DEFER:
    case Lexer::TOKEN:
    case Lexer::INVOKE:
    case Lexer::INTERNAL:
    case Lexer::ON:
    case Lexer::ALWAYS:
    case Lexer::AFTER:
    case Lexer::DONE:
      return true;
    default:
      return false;
  }
}

bool is_word(std::size_t type) {
  switch (type) {
    case Lexer::ID:
    case Lexer::TYPE:
    case Lexer::WITH:
    case Lexer::FROM:
    case Lexer::VERSION:
    case Lexer::INOUT:
    case Lexer::ACCEPTS:
    case Lexer::EXPIRES:
    case Lexer::TIMEOUT:
    case Lexer::RETRY:
    case Lexer::BACKOFF:
    case Lexer::RAISE:
    case Lexer::SEND:
    case Lexer::TO:
    case Lexer::AS:
    case Lexer::CANCEL:
    case Lexer::LOG:
      return true;
    default:
      return begins_item(type);
  }
}

void scan(const Text& text, Scanned& scanned, Findings& findings) {
  Reader(text, scanned, findings).read();
  if (scanned.parsable) Pairing(text, scanned, findings).pair();
}

}  // namespace perdure::parse
