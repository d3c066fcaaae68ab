// A chart and what is declared in it.
#include <utility>

#include "compiler/parse/build.h"
#include "compiler/parse/literals.h"

namespace perdure::parse {

namespace {

std::string_view place_name(model::StateKind kind) {
  switch (kind) {
    case model::StateKind::Root:
      return "a chart";
    case model::StateKind::Parallel:
      return "a parallel state";
    case model::StateKind::Final:
      return "a final state";
    default:
      return "a state";
  }
}

}  // namespace

void Builder::chart(Parser::ChartDeclContext& context, model::File& file) {
  if (!whole(context.name())) return;
  model::Chart chart;
  chart.doc = doc(context);
  chart.name = name(*context.name());
  chart.file = text_.file();
  chart.range = text_.range(context);
  if (context.parameters() != nullptr) chart.parameters = parameters(context.parameters());
  if (context.type() != nullptr && whole(context.type())) chart.result = type(*context.type());
  if (context.INT() != nullptr) {
    const antlr4::Token& version = *context.INT()->getSymbol();
    chart.version = read_int(text_.view(version), text_.range(version), findings_).value_or(1);
  }
  model::State root;
  root.kind = model::StateKind::Root;
  root.name = chart.name;
  root.range = chart.range;
  chart.states.push_back(std::move(root));

  const model::ChartId id{static_cast<std::uint32_t>(program_.charts.size())};
  items(context.body(), chart, model::RootState);
  file.charts.push_back(id);
  program_.charts.push_back(std::move(chart));
}

void Builder::items(Parser::BodyContext* body, model::Chart& chart, model::StateId state) {
  if (body == nullptr) return;
  for (Parser::ItemContext* each : body->item()) item(*each, chart, state);
}

void Builder::item(Parser::ItemContext& context, model::Chart& chart, model::StateId state) {
  if (context.children.empty()) return;
  auto* inner = dynamic_cast<antlr4::ParserRuleContext*>(context.children.front());
  if (inner == nullptr || !belongs(*inner, chart, chart.states[state.index])) return;
  if (state_item(*inner, chart, state)) return;
  if (auto type = type_decl(*inner)) {
    type->chart = model::ChartId{static_cast<std::uint32_t>(program_.charts.size())};
    program_.types.push_back(std::move(*type));
    return;
  }
  if (whole(inner)) chart_item(*inner, chart);
}

// What the model has no place for is reported here; which states may have which transitions,
// children and data is for check/ to say.
bool Builder::belongs(antlr4::ParserRuleContext& context, const model::Chart& chart,
                      const model::State& state) {
  constexpr std::string_view Chart = "the chart itself";
  std::string_view home;
  switch (context.getRuleIndex()) {
    case Parser::RuleStructDecl:
    case Parser::RuleEnumDecl:
    case Parser::RuleExternDecl:
    case Parser::RuleEventDecl:
    case Parser::RuleEmitsDecl:
    case Parser::RuleFunctionDecl:
    case Parser::RuleActionDecl:
    case Parser::RuleServiceDecl:
    case Parser::RuleGuardDecl:
    case Parser::RuleMigrateDecl:
      if (state.kind != model::StateKind::Root) home = Chart;
      break;
    case Parser::RuleEntryBlock:
    case Parser::RuleExitBlock:
      if (state.kind == model::StateKind::Root) home = "a state";
      break;
    case Parser::RuleInvokeDecl:
    case Parser::RuleTokenDecl:
    case Parser::RuleDeferDecl:
      // A final state waits for nothing.
      if (state.kind == model::StateKind::Root || state.kind == model::StateKind::Final) {
        home = "a state";
      }
      break;
    case Parser::RuleReturnDecl:
      if (state.kind != model::StateKind::Final) home = "a final state";
      break;
    default:
      break;
  }
  if (home.empty()) return true;
  if (!balanced_ || !whole(&context)) return false;
  const antlr4::Token& word = *context.getStart();
  auto reported =
      findings_.error(diag::Misplaced, text_.range(word), text_.view(word), place_name(state.kind));
  if (reported && home == Chart) reported->note(diag::BelongsTo, chart.name.range, home);
  return false;
}

void Builder::chart_item(antlr4::ParserRuleContext& context, model::Chart& chart) {
  if (auto* event = dynamic_cast<Parser::EventDeclContext*>(&context)) {
    chart.events.push_back(
        {doc(context), dotted(*event->dotted()), parameters(event->parameters())});
  } else if (auto* function = dynamic_cast<Parser::FunctionDeclContext*>(&context)) {
    chart.functions.push_back({doc(context), name(*function->name()),
                               parameters(function->parameters()), type(*function->type())});
  } else if (auto* action = dynamic_cast<Parser::ActionDeclContext*>(&context)) {
    chart.actions.push_back(
        {doc(context), name(*action->name()), parameters(action->parameters()), std::nullopt});
  } else if (auto* service = dynamic_cast<Parser::ServiceDeclContext*>(&context)) {
    chart.services.push_back(
        {doc(context), name(*service->name()), parameters(service->parameters()), std::nullopt});
    if (service->type() != nullptr) chart.services.back().result = type(*service->type());
  } else if (auto* emits = dynamic_cast<Parser::EmitsDeclContext*>(&context)) {
    chart.emits.push_back(
        {doc(context), dotted(*emits->dotted()), parameters(emits->parameters())});
  } else if (auto* guard = dynamic_cast<Parser::GuardDeclContext*>(&context)) {
    chart.guards.push_back({doc(context), name(*guard->name()), expr(*guard->expr())});
  } else if (auto* migrate = dynamic_cast<Parser::MigrateDeclContext*>(&context)) {
    migration(*migrate, chart);
  }
}

void Builder::migration(Parser::MigrateDeclContext& context, model::Chart& chart) {
  const antlr4::Token& from = *context.INT(0)->getSymbol();
  const antlr4::Token& to = *context.INT(1)->getSymbol();
  model::Migration made;
  made.range = text_.range(*context.getStart(), to);
  made.from = read_int(text_.view(from), text_.range(from), findings_).value_or(0);
  made.to = read_int(text_.view(to), text_.range(to), findings_).value_or(0);
  for (Parser::MigrationContext* each : context.migration()) {
    if (!whole(each)) continue;
    if (each->name() != nullptr) {
      made.moves.push_back({name(*each->name()), targets(each->targets())});
    } else if (each->statement() != nullptr) {
      if (auto statement = this->statement(*each->statement())) {
        made.statements.push_back(std::move(*statement));
      }
    }
  }
  chart.migrations.push_back(std::move(made));
}

}  // namespace perdure::parse
