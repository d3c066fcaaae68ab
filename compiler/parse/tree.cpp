// Copying ANTLR's tree. See tree.h.
#include "compiler/parse/tree.h"

#include <antlr4-runtime.h>

#include <utility>

#include "PerdureParser.h"
#include "compiler/diagnostics/findings.h"
#include "compiler/parse/parsing.h"
#include "compiler/parse/text.h"

namespace perdure::parse {

namespace {

using Parser = grammar::PerdureParser;

template <typename Context>
bool is(const antlr4::ParserRuleContext& context) {
  return dynamic_cast<const Context*>(&context) != nullptr;
}

Rule expression_rule(const antlr4::ParserRuleContext& context) {
  if (is<Parser::UnaryExprContext>(context)) return Rule::UnaryExpr;
  if (is<Parser::BinaryExprContext>(context)) return Rule::BinaryExpr;
  if (is<Parser::ConditionalExprContext>(context)) return Rule::ConditionalExpr;
  if (is<Parser::IndexExprContext>(context)) return Rule::IndexExpr;
  if (is<Parser::MemberExprContext>(context)) return Rule::MemberExpr;
  if (is<Parser::ListLiteralContext>(context)) return Rule::ListLiteral;
  if (is<Parser::MapLiteralContext>(context)) return Rule::MapLiteral;
  if (is<Parser::InStateContext>(context)) return Rule::InState;
  if (is<Parser::CallContext>(context)) return Rule::Call;
  return Rule::Other;
}

Rule rule_of(const antlr4::ParserRuleContext& context) {
  switch (context.getRuleIndex()) {
    case Parser::RuleFile:
      return Rule::File;
    case Parser::RuleStructDecl:
      return Rule::StructDecl;
    case Parser::RuleEnumDecl:
      return Rule::EnumDecl;
    case Parser::RuleEnumerators:
      return Rule::Enumerators;
    case Parser::RuleExternDecl:
      return Rule::ExternDecl;
    case Parser::RuleTraits:
      return Rule::Traits;
    case Parser::RuleCppName:
      return Rule::CppName;
    case Parser::RuleBody:
      return Rule::Body;
    case Parser::RuleDataBlock:
      return Rule::DataBlock;
    case Parser::RuleMigrateDecl:
      return Rule::MigrateDecl;
    case Parser::RuleParameters:
      return Rule::Parameters;
    case Parser::RuleField:
      return Rule::Field;
    case Parser::RuleType:
      return Rule::Type;
    case Parser::RuleChoiceDecl:
      return Rule::ChoiceDecl;
    case Parser::RuleBranch:
      return Rule::Branch;
    case Parser::RuleHistoryDecl:
      return Rule::HistoryDecl;
    case Parser::RuleTokenDecl:
      return Rule::TokenDecl;
    case Parser::RuleInvokeDecl:
      return Rule::InvokeDecl;
    case Parser::RuleTransition:
      return Rule::Transition;
    case Parser::RuleDescriptors:
      return Rule::Descriptors;
    case Parser::RuleDescriptor:
      return Rule::Descriptor;
    case Parser::RuleDuration:
      return Rule::Duration;
    case Parser::RuleGuard:
      return Rule::Guard;
    case Parser::RuleTargets:
      return Rule::Targets;
    case Parser::RuleBlock:
      return Rule::Block;
    case Parser::RuleIfStatement:
      return Rule::IfStatement;
    case Parser::RuleSendStatement:
      return Rule::SendStatement;
    case Parser::RuleLogStatement:
      return Rule::LogStatement;
    case Parser::RulePathStatement:
      return Rule::PathStatement;
    case Parser::RulePathTail:
      return Rule::PathTail;
    case Parser::RuleExpr:
    case Parser::RulePrimary:
      return expression_rule(context);
    case Parser::RuleQuantification:
      return Rule::Quantification;
    case Parser::RuleMapEntry:
      return Rule::MapEntry;
    case Parser::RuleArguments:
      return Rule::Arguments;
    case Parser::RuleArgument:
      return Rule::Argument;
    case Parser::RuleDotted:
      return Rule::Dotted;
    default:
      return Rule::Other;
  }
}

class Copier {
 public:
  Copier(const Text& text, antlr4::BufferedTokenStream& tokens) {
    word_at_.resize(tokens.size());
    for (std::size_t at = 0; at < tokens.size(); ++at) {
      const antlr4::Token& token = *tokens.get(at);
      const auto next = static_cast<std::uint32_t>(tree_.words.size());
      word_at_[at] = next;
      if (token.getType() == antlr4::Token::EOF) continue;
      if (token.getChannel() == antlr4::Token::DEFAULT_CHANNEL) {
        tree_.words.push_back({text.range(token), 0});
      } else {
        tree_.comments.push_back({text.range(token), next});
      }
    }
  }

  Tree copy(antlr4::ParserRuleContext& root) {
    tree_.nodes.push_back({rule_of(root), 0, 0, static_cast<std::uint32_t>(tree_.words.size())});
    children(root, 0);
    return std::move(tree_);
  }

 private:
  void children(antlr4::ParserRuleContext& context, std::uint32_t at) {
    for (antlr4::tree::ParseTree* child : context.children) {
      if (auto* rule = dynamic_cast<antlr4::ParserRuleContext*>(child)) {
        if (rule->children.empty()) continue;
        const auto node = static_cast<std::uint32_t>(tree_.nodes.size());
        tree_.nodes.push_back({rule_of(*rule), at, word_at_[rule->getStart()->getTokenIndex()],
                               word_at_[rule->getStop()->getTokenIndex()] + 1});
        children(*rule, node);
      } else if (auto* leaf = dynamic_cast<antlr4::tree::TerminalNode*>(child)) {
        const antlr4::Token& token = *leaf->getSymbol();
        if (token.getType() == antlr4::Token::EOF) continue;
        tree_.words[word_at_[token.getTokenIndex()]].node = at;
      }
    }
  }

  Tree tree_;
  std::vector<std::uint32_t> word_at_;  // By token: how many words come before it.
};

}  // namespace

std::optional<Tree> read_tree(const source::Files& files, source::FileId file, Reporter& report) {
  const auto size = static_cast<std::uint32_t>(files.text(file).size());
  Findings findings(report, {file, size, size});
  Text text(files, file);
  Parsing parsing(text, findings, Remarks::Kept);
  auto* const tree = parsing.tree([](Parser& parser) { return parser.file(); });
  if (!tree || findings.errors() > 0) return std::nullopt;
  return Copier(text, parsing.tokens()).copy(*tree);
}

}  // namespace perdure::parse
