// Resolve: one chart whose data model only an engine at run time understands. Its states are what there is to look up:
// any event may arrive, and expressions are text.
#include "compiler/check/resolve.h"
#include "compiler/check/walk.h"

namespace perdure::check {

using model::State;
using model::StateId;
using model::StateKind;

namespace {

class DynamicResolver {
 public:
  DynamicResolver(const model::Program& program, const model::Chart& chart, Names& names,
                  ChartFacts& found, Suggestions& suggestions, Reporter& report)
      : program_(program),
        chart_(chart),
        names_(names),
        found_(found),
        suggestions_(suggestions),
        report_(report) {}

  void run() {
    found_.result = {model::TypeKind::None, {}, {}};
    found_.data.resize(chart_.states.size());
    for (std::uint32_t i = 0; i < chart_.states.size(); ++i) {
      const State& state = chart_.states[i];
      resolve_initial(StateId{i}, state);
      for (std::uint32_t j = 0; j < state.transitions.size(); ++j) {
        resolve_transition(StateId{i}, j, state.transitions[j]);
      }
      each_block(state, [&](const model::Block& block) { resolve_conditions(block); });
      for (const model::ScxmlInvoke& invoke : state.scxml_invokes) {
        if (invoke.finalize) resolve_conditions(*invoke.finalize);
        if (!invoke.chart) continue;
        // One that is not known was reported when its document was read.
        const Symbol* symbol = names_.find(invoke.chart->name);
        if (symbol == nullptr || symbol->kind != Symbol::Kind::Chart) continue;
        found_.invoked_charts[invoke.chart->range] = model::ChartId{symbol->index};
      }
    }
  }

 private:
  void resolve_initial(StateId id, const State& state) {
    if (state.initial) {
      for (const model::NameRef& target : state.initial->targets) {
        if (const auto found = resolve_state(target)) found_.initial[id].push_back(*found);
      }
      return;
    }
    if (const auto child = default_child(chart_, state)) found_.initial[id] = {*child};
  }

  void resolve_transition(StateId id, std::uint32_t index, const model::Transition& transition) {
    for (const model::NameRef& target : transition.targets) resolve_state(target);
    if (transition.guard) resolve_expression(*transition.guard);
    // They share the one kind of event that there is; which of them it is, the plan's guard asks.
    if (std::holds_alternative<model::OnEvent>(transition.trigger)) {
      found_.matches[{id, index}].events = {0};
    }
  }

  void resolve_conditions(const model::Block& block) {
    each_statement(block, [&](const model::Statement& statement) {
      const auto* branches = std::get_if<model::If>(&statement.node);
      if (!branches) return;
      for (const model::Branch& branch : branches->branches) {
        if (branch.condition) resolve_expression(*branch.condition);
      }
    });
  }

  void resolve_expression(model::ExprId root) {
    each_expression(program_, root, [&](model::ExprId id) {
      const auto* in = std::get_if<model::InState>(&program_.expr(id).node);
      if (in) resolve_state(in->state);
    });
  }

  std::optional<StateId> resolve_state(const model::NameRef& name) {
    if (const StateId* state = names_.find_state(name.name)) {
      found_.states[name.range] = *state;
      return *state;
    }
    suggestions_.add(report_.report(diag::UnknownState, name.range, name.name, chart_.name.name),
                     name.range, name.name, [&] { return names_.states(); });
    return std::nullopt;
  }

  const model::Program& program_;
  const model::Chart& chart_;
  Names& names_;
  ChartFacts& found_;
  Suggestions& suggestions_;
  Reporter& report_;
};

}  // namespace

void resolve_dynamic_chart(const model::Program& program, model::ChartId chart, Names& names,
                           Facts& facts, Suggestions& suggestions, Reporter& report) {
  DynamicResolver(program, program.chart(chart), names, facts.charts[chart.index], suggestions,
                  report)
      .run();
}

}  // namespace perdure::check
