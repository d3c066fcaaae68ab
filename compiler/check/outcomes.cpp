#include "compiler/check/outcomes.h"

#include "compiler/check/types.h"

namespace perdure::check {

using model::Type;
using model::TypeKind;

namespace {

// Whether a session of the chart cannot end but with a result.
bool always_returns(const model::Chart& chart) {
  for (const model::State& state : chart.states) {
    const bool ends = state.kind == model::StateKind::Final && state.parent == model::RootState;
    if (ends && !state.result) return false;
  }
  return true;
}

class Outcomes {
 public:
  Outcomes(const model::Program& program, const model::Chart& chart, const Names& names,
           const Facts& facts, ChartFacts& found, Suggestions& suggestions, Reporter& report)
      : program_(program),
        chart_(chart),
        names_(names),
        facts_(facts),
        found_(found),
        suggestions_(suggestions),
        report_(report) {}

  void run() {
    found_.known_events = chart_.events;
    for (std::uint32_t i = 0; i < chart_.states.size(); ++i) {
      const std::vector<model::Invocation>& invocations = chart_.states[i].invocations;
      for (std::uint32_t j = 0; j < invocations.size(); ++j) {
        found_.invocations.push_back({model::StateId{i}, j, std::nullopt, std::nullopt});
        resolve(invocations[j], found_.invocations.back());
      }
    }
  }

 private:
  void resolve(const model::Invocation& invocation, InvocationFacts& facts) {
    const model::NameRef& callee = invocation.callee;
    const Symbol* symbol = names_.find(callee.name);
    if (!symbol) {
      suggestions_.add(report_.report(diag::UnknownCallee, callee.range, callee.name), callee.range,
                       callee.name, [&] { return candidates(); });
    } else if (symbol->kind == Symbol::Kind::Service) {
      facts.service = symbol->index;
      add_service(invocation, symbol->index);
    } else if (symbol->kind == Symbol::Kind::Chart && !is_typed(symbol->index)) {
      report_.report(diag::NotInvocable, callee.range, callee.name,
                     "a document whose events and data are known at run time alone");
    } else if (symbol->kind == Symbol::Kind::Chart) {
      facts.chart = model::ChartId{symbol->index};
      add_chart(invocation, *facts.chart);
    } else {
      report_.report(diag::NotInvocable, callee.range, callee.name, describe(symbol->kind))
          .note(diag::DeclaredHere, symbol->range, callee.name);
    }
  }

  bool is_typed(std::uint32_t chart) const {
    return program_.charts[chart].data_model == model::DataModel::Typed;
  }

  std::vector<std::string_view> candidates() const {
    std::vector<std::string_view> words = names_.charts();
    for (const model::Function& service : chart_.services) words.push_back(service.name.name);
    return words;
  }

  void add_service(const model::Invocation& invocation, std::uint32_t service) {
    add(invocation, "done", Outcome::Kind::Done);
    if (chart_.services[service].result) add_field("result", found_.services[service].result);
    add_failed(invocation);
    add(invocation, "progress", Outcome::Kind::Progress);
    add_field("fraction", simple(TypeKind::Float));
    add_field("text", simple(TypeKind::String));
  }

  void add_chart(const model::Invocation& invocation, model::ChartId id) {
    const model::Chart& invoked = program_.chart(id);
    const ChartFacts& facts = facts_.charts[id.index];
    add(invocation, "done", Outcome::Kind::Done);
    if (invoked.result) {
      add_field("result", always_returns(invoked) ? facts.result : optional_of(facts.result));
    }
    add_failed(invocation);
    for (std::uint32_t i = 0; i < invoked.emits.size(); ++i) {
      add(invocation, invoked.emits[i].name.name, Outcome::Kind::Emitted, i);
      found_.known_events.back().doc = invoked.emits[i].doc;
      found_.known_events.back().fields = invoked.emits[i].fields;
      found_.events_fields.back() = facts.emits_fields[i];
    }
  }

  void add_failed(const model::Invocation& invocation) {
    add(invocation, "failed", Outcome::Kind::Failed);
    add_field("error", simple(TypeKind::String));
  }

  void add(const model::Invocation& invocation, const std::string& word, Outcome::Kind kind,
           std::uint32_t emitted = 0) {
    const auto index = static_cast<std::uint32_t>(found_.invocations.size() - 1);
    found_.outcomes.push_back({kind, index, emitted});
    found_.known_events.push_back(
        {{}, {invocation.name.name + "." + word, invocation.name.range}, {}});
    found_.events_fields.emplace_back();
  }

  void add_field(const std::string& name, const Type& type) {
    model::Event& event = found_.known_events.back();
    model::Field field;
    field.name = {name, event.name.range};
    event.fields.push_back(std::move(field));
    found_.events_fields.back().push_back(type);
  }

  const model::Program& program_;
  const model::Chart& chart_;
  const Names& names_;
  const Facts& facts_;
  ChartFacts& found_;
  Suggestions& suggestions_;
  Reporter& report_;
};

}  // namespace

void resolve_invocations(const model::Program& program, const model::Chart& chart,
                         const Names& names, Facts& facts, ChartFacts& found,
                         Suggestions& suggestions, Reporter& report) {
  Outcomes(program, chart, names, facts, found, suggestions, report).run();
}

const model::Invocation& invocation_of(const model::Chart& chart, const InvocationFacts& facts) {
  return chart.state(facts.state).invocations[facts.index];
}

std::vector<std::uint32_t> outcomes_named(const model::Chart& chart, const ChartFacts& found,
                                          std::string_view prefix, bool under) {
  const std::string dotted = std::string(prefix) + ".";
  std::vector<std::uint32_t> named;
  for (auto i = static_cast<std::uint32_t>(chart.events.size()); i < found.known_events.size();
       ++i) {
    const std::string& name = found.known_events[i].name.name;
    if (name == prefix || (under && name.starts_with(dotted))) named.push_back(i);
  }
  return named;
}

std::vector<std::string_view> outcome_words(const model::Chart& chart, const ChartFacts& found,
                                            std::uint32_t invocation) {
  std::vector<std::string_view> words;
  for (std::size_t i = 0; i < found.outcomes.size(); ++i) {
    if (found.outcomes[i].invocation != invocation) continue;
    const std::string_view name = found.known_events[chart.events.size() + i].name.name;
    words.push_back(name.substr(name.find('.') + 1));
  }
  return words;
}

}  // namespace perdure::check
