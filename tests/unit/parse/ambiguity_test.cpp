// The grammar is unambiguous, and the parser never has to look at the whole context to decide.
#include <antlr4-runtime.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "PerdureLexer.h"
#include "PerdureParser.h"

namespace perdure::parse {
namespace {

class Listener : public antlr4::BaseErrorListener {
 public:
  void syntaxError(antlr4::Recognizer*, antlr4::Token*, size_t line, size_t column,
                   const std::string& message, std::exception_ptr) override {
    ADD_FAILURE() << line << ":" << column << " " << message;
  }
  void reportAmbiguity(antlr4::Parser* parser, const antlr4::dfa::DFA&, size_t begin, size_t end,
                       bool, const antlrcpp::BitSet&, antlr4::atn::ATNConfigSet*) override {
    tell("ambiguous", *parser, begin, end);
  }
  void reportAttemptingFullContext(antlr4::Parser* parser, const antlr4::dfa::DFA&, size_t begin,
                                   size_t end, const antlrcpp::BitSet&,
                                   antlr4::atn::ATNConfigSet*) override {
    tell("undecided at first", *parser, begin, end);
  }

 private:
  static void tell(const char* what, antlr4::Parser& parser, size_t begin, size_t end) {
    ADD_FAILURE() << what << ": "
                  << parser.getTokenStream()->getText(antlr4::misc::Interval(begin, end));
  }
};

class Grammar : public testing::TestWithParam<const char*> {};

TEST_P(Grammar, IsUnambiguous) {
  std::ifstream in(std::string(PERDURE_GOLDEN_DIR) + "/parse/" + GetParam());
  ASSERT_TRUE(in);
  const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
  antlr4::ANTLRInputStream input(text);
  grammar::PerdureLexer lexer(&input);
  antlr4::CommonTokenStream tokens(&lexer);
  grammar::PerdureParser parser(&tokens);
  Listener listener;
  parser.removeErrorListeners();
  parser.addErrorListener(&listener);
  parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
      antlr4::atn::PredictionMode::LL_EXACT_AMBIG_DETECTION);
  parser.file();
}

INSTANTIATE_TEST_SUITE_P(Charts, Grammar, testing::Values("order.chart", "every_form.chart"));

}  // namespace
}  // namespace perdure::parse
