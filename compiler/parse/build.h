// Build turns the tree of a file into model nodes.
//
//     FileContext  ->  model::Program
//
// After syntax errors the tree has holes. What has one is left out, the smallest thing that can be:
// a field, a statement, a transition, or a declaration. So no node of the model is broken.
#pragma once

#include <antlr4-runtime.h>

#include <optional>
#include <string>
#include <vector>

#include "PerdureParser.h"
#include "compiler/diagnostics/findings.h"
#include "compiler/model/model.h"
#include "compiler/parse/text.h"

namespace perdure::parse {

class Builder {
 public:
  using Parser = grammar::PerdureParser;

  // `tokens` are those that the tree was made of, doc comments included.
  Builder(const Text& text, antlr4::BufferedTokenStream& tokens, bool balanced,
          model::Program& program, Findings& findings)
      : text_(text),
        tokens_(tokens),
        balanced_(balanced),
        has_holes_(findings.errors() > 0),
        program_(program),
        findings_(findings) {}

  void file(Parser::FileContext& context);
  // Of a tree without holes.
  model::ExprId expr(Parser::ExprContext& context);
  model::TypeRef type(Parser::TypeContext& context);

 private:
  // build_file.cpp: files, types, fields, names
  bool whole(antlr4::ParserRuleContext* context) const;
  std::string doc(antlr4::ParserRuleContext& context) const;
  void name_space(Parser::NamespaceDeclContext& context, model::File& file);
  void import(Parser::ImportDeclContext& context, model::File& file);
  std::optional<model::TypeDecl> type_decl(antlr4::ParserRuleContext& context);
  std::optional<model::TypeDecl> struct_decl(Parser::StructDeclContext& context);
  std::optional<model::TypeDecl> enum_decl(Parser::EnumDeclContext& context);
  std::optional<model::TypeDecl> extern_decl(Parser::ExternDeclContext& context);
  void fields(const std::vector<Parser::FieldContext*>& contexts,
              std::vector<model::Field>& fields);
  std::vector<model::Field> parameters(Parser::ParametersContext* context);
  model::NameRef name(antlr4::ParserRuleContext& context) const;
  model::NameRef dotted(Parser::DottedContext& context) const;

  // build_chart.cpp: charts and what is declared in them
  void chart(Parser::ChartDeclContext& context, model::File& file);
  void items(Parser::BodyContext* body, model::Chart& chart, model::StateId state);
  void item(Parser::ItemContext& context, model::Chart& chart, model::StateId state);
  bool belongs(antlr4::ParserRuleContext& context, const model::Chart& chart,
               const model::State& state);
  void chart_item(antlr4::ParserRuleContext& context, model::Chart& chart);
  void migration(Parser::MigrateDeclContext& context, model::Chart& chart);

  // build_states.cpp: states and transitions
  bool state_item(antlr4::ParserRuleContext& context, model::Chart& chart, model::StateId state);
  model::StateId add_state(antlr4::ParserRuleContext& context, Parser::NameContext& name,
                           model::StateKind kind, model::Chart& chart, model::StateId parent);
  void choice(Parser::ChoiceDeclContext& context, model::Chart& chart, model::StateId parent);
  void history(Parser::HistoryDeclContext& context, model::Chart& chart, model::StateId parent);
  void initial(Parser::InitialDeclContext& context, model::State& state);
  void token(Parser::TokenDeclContext& context, model::State& state);
  void invocation(Parser::InvokeDeclContext& context, model::State& state);
  void timeout(Parser::PolicyContext& context, model::Invocation& invocation);
  void retry(Parser::PolicyContext& context, model::Invocation& invocation);
  void result(Parser::ReturnDeclContext& context, model::State& state);
  std::optional<model::Transition> transition(Parser::TransitionContext& context);
  model::EventDescriptor descriptor(Parser::DescriptorContext& context) const;
  std::vector<model::NameRef> targets(Parser::TargetsContext* context) const;

  // build_statements.cpp
  model::Block block(Parser::BlockContext* context);
  std::optional<model::Statement> statement(Parser::StatementContext& context);
  model::If if_statement(Parser::IfStatementContext& context);
  model::For for_statement(Parser::ForStatementContext& context);
  model::Raise raise_statement(Parser::RaiseStatementContext& context);
  model::Send send_statement(Parser::SendStatementContext& context);
  std::optional<model::Log> log_statement(Parser::LogStatementContext& context);
  std::optional<decltype(model::Statement::node)> path_statement(
      Parser::PathStatementContext& context);
  std::optional<decltype(model::Statement::node)> call_statement(
      antlr4::ParserRuleContext& first, const std::vector<Parser::PathTailContext*>& tails,
      Parser::ArgumentsContext& arguments);
  model::ExprId path(antlr4::ParserRuleContext& first,
                     const std::vector<Parser::PathTailContext*>& tails, std::size_t count);
  std::optional<model::ExprId> only_argument(std::string_view callee,
                                             Parser::ArgumentsContext& context);

  // build_expressions.cpp
  model::ExprId primary(Parser::PrimaryContext& context);
  model::ExprId unary(Parser::UnaryExprContext& context);
  model::ExprId binary(Parser::BinaryExprContext& context);
  model::ExprId quantifier(Parser::CallContext& context, Parser::QuantificationContext& inner);
  model::ExprId string_literal(const antlr4::Token& token);
  model::ExprId duration(Parser::DurationContext& context);
  std::vector<model::Argument> arguments(Parser::ArgumentsContext* context);
  std::vector<model::Argument> arguments(const std::vector<Parser::ArgumentContext*>& contexts);
  std::vector<model::ExprId> exprs(const std::vector<Parser::ExprContext*>& contexts);
  template <typename Node>
  model::ExprId add(Node node, source::Range range) {
    program_.expressions.push_back({std::move(node), range});
    return {static_cast<std::uint32_t>(program_.expressions.size() - 1)};
  }

  const Text& text_;
  antlr4::BufferedTokenStream& tokens_;
  const bool balanced_;   // Every bracket is closed. Where not, what stands where means little.
  const bool has_holes_;  // There were errors before.
  model::Program& program_;
  Findings& findings_;
};

}  // namespace perdure::parse
