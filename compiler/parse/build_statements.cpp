// Statements: what actions are made of.
#include <utility>

#include "compiler/parse/build.h"
#include "compiler/parse/literals.h"

namespace perdure::parse {

namespace {

using Node = decltype(model::Statement::node);

}  // namespace

model::Block Builder::block(Parser::BlockContext* context) {
  model::Block block;
  if (context == nullptr) return block;
  for (Parser::StatementContext* each : context->statement()) {
    if (auto made = statement(*each)) block.push_back(std::move(*made));
  }
  return block;
}

std::optional<model::Statement> Builder::statement(Parser::StatementContext& context) {
  if (context.children.empty()) return std::nullopt;
  auto* inner = dynamic_cast<antlr4::ParserRuleContext*>(context.children.front());
  if (!whole(inner)) return std::nullopt;
  const source::Range range = text_.range(context);
  if (auto* path = dynamic_cast<Parser::PathStatementContext*>(inner)) {
    auto made = path_statement(*path);
    if (!made) return std::nullopt;
    return model::Statement{std::move(*made), range};
  }
  if (auto* an_if = dynamic_cast<Parser::IfStatementContext*>(inner)) {
    return model::Statement{if_statement(*an_if), range};
  }
  if (auto* a_for = dynamic_cast<Parser::ForStatementContext*>(inner)) {
    return model::Statement{for_statement(*a_for), range};
  }
  if (auto* raise = dynamic_cast<Parser::RaiseStatementContext*>(inner)) {
    return model::Statement{raise_statement(*raise), range};
  }
  if (auto* send = dynamic_cast<Parser::SendStatementContext*>(inner)) {
    return model::Statement{send_statement(*send), range};
  }
  if (auto* cancel = dynamic_cast<Parser::CancelStatementContext*>(inner)) {
    return model::Statement{model::Cancel{name(*cancel->name())}, range};
  }
  if (auto* log = dynamic_cast<Parser::LogStatementContext*>(inner)) {
    auto made = log_statement(*log);
    if (!made) return std::nullopt;
    return model::Statement{std::move(*made), range};
  }
  return std::nullopt;
}

model::If Builder::if_statement(Parser::IfStatementContext& context) {
  model::If made;
  const auto conditions = context.expr();
  const auto blocks = context.block();
  for (std::size_t at = 0; at < blocks.size(); ++at) {
    model::Branch branch;
    if (at < conditions.size()) branch.condition = expr(*conditions[at]);
    branch.body = block(blocks[at]);
    made.branches.push_back(std::move(branch));
  }
  return made;
}

model::For Builder::for_statement(Parser::ForStatementContext& context) {
  return {name(*context.name()), expr(*context.expr()), block(context.block())};
}

model::Raise Builder::raise_statement(Parser::RaiseStatementContext& context) {
  return {dotted(*context.dotted()), arguments(context.arguments())};
}

model::Send Builder::send_statement(Parser::SendStatementContext& context) {
  model::Send made;
  made.event = dotted(*context.dotted());
  // `Warehouse.reserve` is another chart's event; names of events begin with a small letter.
  const auto parts = context.dotted()->name();
  const model::NameRef first = name(*parts.front());
  if (parts.size() > 1 && first.name.front() >= 'A' && first.name.front() <= 'Z') {
    made.chart = first;
    made.event.range.begin = text_.range(*parts[1]).begin;
    made.event.name.erase(0, first.name.size() + 1);
  }
  made.arguments = arguments(context.arguments());
  const auto clauses = context.expr();
  std::size_t next = 0;
  if (context.TO() != nullptr) {
    Parser::ExprContext* target = clauses[next++];
    const source::Range range = text_.range(*target);
    if (text_.view(range) == "parent") {
      made.target = model::ToParent{range};
    } else {
      made.target = model::ToSession{expr(*target)};
    }
  }
  if (context.AFTER() != nullptr) made.after = expr(*clauses[next]);
  if (Parser::SendIdContext* id = context.sendId()) {
    if (id->name() != nullptr) {
      made.id = name(*id->name());
    } else {
      made.id = expr(*id->expr());
    }
  }
  return made;
}

std::optional<model::Log> Builder::log_statement(Parser::LogStatementContext& context) {
  const model::NameRef level = name(*context.name());
  model::Log made{};
  if (level.name == "debug") {
    made.level = model::LogLevel::Debug;
  } else if (level.name == "info") {
    made.level = model::LogLevel::Info;
  } else if (level.name == "warning") {
    made.level = model::LogLevel::Warning;
  } else if (level.name == "error") {
    made.level = model::LogLevel::Error;
  } else {
    findings_.error(diag::UnknownLogLevel, level.range, level.name);
  }
  const antlr4::Token& words = *context.STRING()->getSymbol();
  auto read = read_string(text_.view(words), text_.range(words), findings_);
  made.values = exprs(context.expr());
  if (!read) return std::nullopt;
  made.text = std::move(*read);
  return made;
}

std::optional<Node> Builder::path_statement(Parser::PathStatementContext& context) {
  auto* first = dynamic_cast<antlr4::ParserRuleContext*>(context.children.front());
  const auto tails = context.pathTail();
  if (context.arguments() != nullptr) return call_statement(*first, tails, *context.arguments());

  Parser::AssignmentContext& assignment = *context.assignment();
  model::AssignOp op = model::AssignOp::Set;
  switch (assignment.getStart()->getType()) {
    case Parser::PLUS_ASSIGN:
      op = model::AssignOp::Add;
      break;
    case Parser::MINUS_ASSIGN:
      op = model::AssignOp::Subtract;
      break;
    case Parser::TIMES_ASSIGN:
      op = model::AssignOp::Multiply;
      break;
    case Parser::DIVIDE_ASSIGN:
      op = model::AssignOp::Divide;
      break;
    default:
      break;
  }
  const model::ExprId target = path(*first, tails, tails.size());
  return model::Assign{target, op, expr(*assignment.expr())};
}

// An action, or one of the few calls that the language itself has.
std::optional<Node> Builder::call_statement(antlr4::ParserRuleContext& first,
                                            const std::vector<Parser::PathTailContext*>& tails,
                                            Parser::ArgumentsContext& args) {
  const model::NameRef callee = name(first);
  if (tails.empty()) {
    if (callee.name == "cancel") {
      const auto id = only_argument("cancel", args);
      if (!id) return std::nullopt;
      return model::Cancel{*id};
    }
    if (callee.name == "clear") {
      const auto cleared = only_argument("clear", args);
      if (!cleared) return std::nullopt;
      return model::Clear{*cleared};
    }
    return model::CallAction{callee, arguments(&args)};
  }
  Parser::PathTailContext& last = *tails.back();
  const std::string method = last.name() == nullptr ? "" : name(*last.name()).name;
  if (method != "append" && method != "remove" && method != "erase") {
    findings_.error(diag::UnknownMethod, text_.range(*first.getStart(), *last.getStop()),
                    text_.view(text_.range(*first.getStart(), *last.getStop())));
    return std::nullopt;
  }
  const auto argument = only_argument(method, args);
  if (!argument) return std::nullopt;
  const model::ExprId object = path(first, tails, tails.size() - 1);
  if (method == "append") return model::Append{object, *argument};
  if (method == "remove") return model::Remove{object, *argument};
  return model::Erase{object, *argument};
}

// The first name and the first `count` of the tails.
model::ExprId Builder::path(antlr4::ParserRuleContext& first,
                            const std::vector<Parser::PathTailContext*>& tails, std::size_t count) {
  model::ExprId path = add(model::Name{name(first).name}, text_.range(first));
  for (std::size_t at = 0; at < count; ++at) {
    Parser::PathTailContext& tail = *tails[at];
    const source::Range range = text_.range(*first.getStart(), *tail.getStop());
    if (tail.name() != nullptr) {
      path = add(model::Member{path, name(*tail.name()), false}, range);
    } else {
      path = add(model::Index{path, expr(*tail.expr())}, range);
    }
  }
  return path;
}

std::optional<model::ExprId> Builder::only_argument(std::string_view callee,
                                                    Parser::ArgumentsContext& context) {
  const auto given = context.argument();
  if (given.size() == 1 && given.front()->name() == nullptr) return expr(*given.front()->expr());
  findings_.error(diag::OneArgument, text_.range(context), callee);
  return std::nullopt;
}

}  // namespace perdure::parse
