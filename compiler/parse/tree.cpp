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

using grammar::PerdureParser;

template <typename Context>
bool is(const antlr4::ParserRuleContext& context) {
  return dynamic_cast<const Context*>(&context) != nullptr;
}

Rule expression_rule(const antlr4::ParserRuleContext& context) {
  if (is<PerdureParser::UnaryExprContext>(context)) return Rule::UnaryExpr;
  if (is<PerdureParser::BinaryExprContext>(context)) return Rule::BinaryExpr;
  if (is<PerdureParser::ConditionalExprContext>(context)) return Rule::ConditionalExpr;
  if (is<PerdureParser::IndexExprContext>(context)) return Rule::IndexExpr;
  if (is<PerdureParser::MemberExprContext>(context)) return Rule::MemberExpr;
  if (is<PerdureParser::ListLiteralContext>(context)) return Rule::ListLiteral;
  if (is<PerdureParser::MapLiteralContext>(context)) return Rule::MapLiteral;
  if (is<PerdureParser::InStateContext>(context)) return Rule::InState;
  if (is<PerdureParser::CallContext>(context)) return Rule::Call;
  return Rule::Other;
}

Rule rule_of(const antlr4::ParserRuleContext& context) {
  switch (context.getRuleIndex()) {
    case PerdureParser::RuleFile:
      return Rule::File;
    case PerdureParser::RuleStructDecl:
      return Rule::StructDecl;
    case PerdureParser::RuleEnumDecl:
      return Rule::EnumDecl;
    case PerdureParser::RuleEnumerators:
      return Rule::Enumerators;
    case PerdureParser::RuleExternDecl:
      return Rule::ExternDecl;
    case PerdureParser::RuleTraits:
      return Rule::Traits;
    case PerdureParser::RuleCppName:
      return Rule::CppName;
    case PerdureParser::RuleBody:
      return Rule::Body;
    case PerdureParser::RuleDataBlock:
      return Rule::DataBlock;
    case PerdureParser::RuleMigrateDecl:
      return Rule::MigrateDecl;
    case PerdureParser::RuleParameters:
      return Rule::Parameters;
    case PerdureParser::RuleField:
      return Rule::Field;
    case PerdureParser::RuleType:
      return Rule::Type;
    case PerdureParser::RuleChoiceDecl:
      return Rule::ChoiceDecl;
    case PerdureParser::RuleBranch:
      return Rule::Branch;
    case PerdureParser::RuleHistoryDecl:
      return Rule::HistoryDecl;
    case PerdureParser::RuleTokenDecl:
      return Rule::TokenDecl;
    case PerdureParser::RuleInvokeDecl:
      return Rule::InvokeDecl;
    case PerdureParser::RuleTransition:
      return Rule::Transition;
    case PerdureParser::RuleDescriptors:
      return Rule::Descriptors;
    case PerdureParser::RuleDescriptor:
      return Rule::Descriptor;
    case PerdureParser::RuleDuration:
      return Rule::Duration;
    case PerdureParser::RuleGuard:
      return Rule::Guard;
    case PerdureParser::RuleTargets:
      return Rule::Targets;
    case PerdureParser::RuleBlock:
      return Rule::Block;
    case PerdureParser::RuleIfStatement:
      return Rule::IfStatement;
    case PerdureParser::RuleSendStatement:
      return Rule::SendStatement;
    case PerdureParser::RuleLogStatement:
      return Rule::LogStatement;
    case PerdureParser::RulePathStatement:
      return Rule::PathStatement;
    case PerdureParser::RulePathTail:
      return Rule::PathTail;
    case PerdureParser::RuleExpr:
    case PerdureParser::RulePrimary:
      return expression_rule(context);
    case PerdureParser::RuleQuantification:
      return Rule::Quantification;
    case PerdureParser::RuleMapEntry:
      return Rule::MapEntry;
    case PerdureParser::RuleArguments:
      return Rule::Arguments;
    case PerdureParser::RuleArgument:
      return Rule::Argument;
    case PerdureParser::RuleDotted:
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
  auto* const tree = parsing.tree([](PerdureParser& parser) { return parser.file(); });
  if (!tree || findings.errors() > 0) return std::nullopt;
  return Copier(text, parsing.tokens()).copy(*tree);
}

}  // namespace perdure::parse
