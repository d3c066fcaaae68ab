// What the parser wanted, in words. See expected.h.
#include "compiler/parse/expected.h"

#include <optional>
#include <string_view>
#include <vector>

#include "PerdureParser.h"

namespace perdure::parse {

namespace {

using antlr4::ParserRuleContext;
using antlr4::RuleContext;
using grammar::PerdureParser;

// What a name is for, by the rule that asks for it.
std::optional<std::string_view> name_wanted_in(std::size_t rule) {
  switch (rule) {
    case PerdureParser::RuleNamespaceDecl:
      return "the name of a namespace";
    case PerdureParser::RuleStructDecl:
      return "the name of a struct";
    case PerdureParser::RuleEnumDecl:
      return "the name of an enum";
    case PerdureParser::RuleEnumerators:
      return "an enumerator";
    case PerdureParser::RuleExternDecl:
      return "the name of a type";
    case PerdureParser::RuleTraits:
      return "`order` or `arithmetic`";
    case PerdureParser::RuleCppName:
      return "the name of a C++ type";
    case PerdureParser::RuleChartDecl:
      return "the name of a chart";
    case PerdureParser::RuleEventDecl:
    case PerdureParser::RuleEmitsDecl:
    case PerdureParser::RuleTokenDecl:
    case PerdureParser::RuleDescriptor:
    case PerdureParser::RuleRaiseStatement:
    case PerdureParser::RuleSendStatement:
      return "the name of an event";
    case PerdureParser::RuleFunctionDecl:
      return "the name of a function";
    case PerdureParser::RuleActionDecl:
      return "the name of an action";
    case PerdureParser::RuleServiceDecl:
    case PerdureParser::RuleInvokeDecl:
      return "the name of a service";
    case PerdureParser::RuleGuardDecl:
      return "the name of a guard";
    case PerdureParser::RuleField:
      return "a name";
    case PerdureParser::RuleAnnotation:
      return "`indexed` or `large`";
    case PerdureParser::RuleType:
      return "a type";
    case PerdureParser::RuleInitialDecl:
    case PerdureParser::RuleStateDecl:
    case PerdureParser::RuleParallelDecl:
    case PerdureParser::RuleFinalDecl:
    case PerdureParser::RuleChoiceDecl:
    case PerdureParser::RuleHistoryDecl:
    case PerdureParser::RuleMigration:
    case PerdureParser::RuleTargets:
      return "a state name";
    case PerdureParser::RuleForStatement:
      return "a name for each element";
    case PerdureParser::RuleSendId:
    case PerdureParser::RuleCancelStatement:
      return "an id";
    case PerdureParser::RuleLogStatement:
      return "a log level";
    case PerdureParser::RulePathTail:
    case PerdureParser::RuleExpr:
      return "the name of a field";
    default:
      return std::nullopt;
  }
}

// A transition that says neither where to nor what, right before the mistake: `on e Target`.
bool after_bare_transition(const RuleContext& context) {
  if (context.children.empty()) return false;
  const auto* item = dynamic_cast<PerdureParser::ItemContext*>(context.children.back());
  if (item == nullptr || item->children.empty()) return false;
  auto* transition = dynamic_cast<PerdureParser::TransitionContext*>(item->children.back());
  return transition != nullptr && transition->targets() == nullptr &&
         transition->block() == nullptr;
}

// What belongs at this point of a rule that many words could go on.
std::string_view wanted_in(const RuleContext& context) {
  switch (context.getRuleIndex()) {
    case PerdureParser::RuleFile:
    case PerdureParser::RuleFileItem:
      return "a declaration such as `chart`, `struct` or `import`";
    case PerdureParser::RuleBody:
    case PerdureParser::RuleItem:
      return after_bare_transition(context) ? "`->` or `{`"
                                            : "a declaration such as `on` or `state`, or `}`";
    case PerdureParser::RuleStructDecl:
    case PerdureParser::RuleDataBlock:
      return "a field such as `name: int`, or `}`";
    case PerdureParser::RuleChoiceDecl:
      return "a branch such as `[guard] -> State`, or `}`";
    case PerdureParser::RuleBlock:
    case PerdureParser::RuleMigrateDecl:
      return "a statement or `}`";
    case PerdureParser::RuleStatement:
    case PerdureParser::RuleMigration:
      return "a statement";
    case PerdureParser::RulePathStatement:
    case PerdureParser::RuleAssignment:
      return "an assignment or a call";
    case PerdureParser::RuleParameters:
      return "a parameter such as `name: int`, or `)`";
    case PerdureParser::RuleField:
      return "a field such as `name: int`";
    case PerdureParser::RuleArguments:
      return "an argument or `)`";
    case PerdureParser::RuleTrigger:
      return "`on`, `always`, `after` or `done`";
    case PerdureParser::RuleDescriptors:
    case PerdureParser::RuleDescriptor:
      return "the name of an event";
    case PerdureParser::RuleDuration:
      return "a duration such as `30s`, or one in parentheses";
    case PerdureParser::RuleType:
      return "a type";
    case PerdureParser::RuleCppName:
      return "the name of a C++ type";
    case PerdureParser::RuleSendId:
      return "an id";
    case PerdureParser::RuleName:
      return "a name";
    default:
      return "a value";
  }
}

bool says_more_than_a_list(std::size_t rule) {
  return rule == PerdureParser::RuleDuration || rule == PerdureParser::RulePathStatement;
}

bool continues_expression(std::size_t type) {
  switch (type) {
    case PerdureParser::DOT:
    case PerdureParser::OPTIONAL_DOT:
    case PerdureParser::LBRACKET:
    case PerdureParser::COALESCE:
    case PerdureParser::QUESTION:
    case PerdureParser::STAR:
    case PerdureParser::SLASH:
    case PerdureParser::PERCENT:
    case PerdureParser::PLUS:
    case PerdureParser::MINUS:
    case PerdureParser::LESS:
    case PerdureParser::LESS_EQUAL:
    case PerdureParser::GREATER:
    case PerdureParser::GREATER_EQUAL:
    case PerdureParser::EQUAL:
    case PerdureParser::NOT_EQUAL:
    case PerdureParser::AND:
    case PerdureParser::OR:
      return true;
    default:
      return false;
  }
}

std::string word(antlr4::Parser& parser, std::size_t type) {
  switch (type) {
    case antlr4::Token::EOF:
      return "nothing more";
    case PerdureParser::INT:
      return "a number";
    case PerdureParser::STRING:
      return "a text in quotes";
    case PerdureParser::DURATION:
      return "a duration such as `30s`";
    default:
      break;
  }
  std::string literal = parser.getVocabulary().getLiteralName(type);  // 'word'
  if (literal.size() < 2) return "something else";
  return "`" + literal.substr(1, literal.size() - 2) + "`";
}

std::string list_of(antlr4::Parser& parser, const std::vector<std::size_t>& types) {
  std::string out;
  for (std::size_t i = 0; i < types.size(); ++i) {
    if (i > 0) out += i + 1 == types.size() ? " or " : ", ";
    out += word(parser, types[i]);
  }
  return out;
}

}  // namespace

std::string describe_expected(antlr4::Parser& parser, const antlr4::misc::IntervalSet& expected) {
  const RuleContext* context = parser.getContext();
  // `name` and `dotted` are wanted by something.
  const RuleContext* wanting = context;
  while (wanting != nullptr && (wanting->getRuleIndex() == PerdureParser::RuleName ||
                                wanting->getRuleIndex() == PerdureParser::RulePlainName ||
                                wanting->getRuleIndex() == PerdureParser::RuleDotted)) {
    wanting = static_cast<const RuleContext*>(wanting->parent);
  }
  const bool wants_name = expected.contains(std::size_t{PerdureParser::ID});
  if (wanting != nullptr && wanting != context && wants_name) {
    if (const auto name = name_wanted_in(wanting->getRuleIndex())) return std::string(*name);
    return "a name";
  }
  if (context != nullptr && (wants_name || says_more_than_a_list(context->getRuleIndex()))) {
    return std::string(wanted_in(*context));
  }

  std::vector<std::size_t> types;
  std::vector<std::size_t> operators;
  for (const ssize_t type : expected.toList()) {
    const auto each = static_cast<std::size_t>(type);
    if (each == antlr4::Token::EPSILON) continue;
    (continues_expression(each) ? operators : types).push_back(each);
  }
  constexpr std::size_t MaxListed = 6;
  if (types.empty()) types = operators;
  if (types.empty() || types.size() > MaxListed) {
    return context == nullptr ? "something else" : std::string(wanted_in(*context));
  }
  return list_of(parser, types);
}

std::string describe_found(const Text& text, antlr4::Parser& parser, antlr4::Token& token) {
  constexpr std::size_t MaxBytes = 40;
  if (token.getType() == antlr4::Token::EOF) {
    return text.is_fragment() ? "nothing more" : "the end of the file";
  }
  if (token.getType() == PerdureParser::MISSING) {
    // What stands where the missing word should.
    std::size_t next = token.getTokenIndex() + 1;
    while (parser.getTokenStream()->get(next)->getChannel() != antlr4::Token::DEFAULT_CHANNEL)
      ++next;
    return describe_found(text, parser, *parser.getTokenStream()->get(next));
  }
  std::string_view words = text.view(token);
  const bool is_text = token.getType() == PerdureParser::STRING;
  const bool is_long = words.size() > MaxBytes;
  if (is_long) {
    std::size_t end = MaxBytes;
    while (end > 0 && (static_cast<unsigned char>(words[end]) & 0xC0) == 0x80) --end;
    words = words.substr(0, end);
  }
  const std::string shown = std::string(words) + (is_long ? "…" : "");
  return is_text ? "the text " + shown : "`" + shown + "`";
}

}  // namespace perdure::parse
