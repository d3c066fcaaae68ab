// Kinds of words. See words.h.
#include "compiler/parse/words.h"

#include "PerdureLexer.h"

namespace perdure::parse {

using Lexer = grammar::PerdureLexer;

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

}  // namespace perdure::parse
