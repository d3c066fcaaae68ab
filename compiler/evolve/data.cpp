// What becomes of parameters, data and deferred events.
#include <algorithm>
#include <set>

#include "compiler/evolve/convert.h"
#include "compiler/evolve/step.h"

namespace perdure::evolve {

namespace {

using plan::Field;
using plan::StateIndex;

const Field* find(const std::vector<Field>& fields, const std::string& name) {
  const auto found = std::find_if(fields.begin(), fields.end(),
                                  [&](const Field& field) { return field.name == name; });
  return found == fields.end() ? nullptr : &*found;
}

class Data {
 public:
  explicit Data(const Step& step) : step_(step) {}

  void run() {
    const model::Chart& model = step_.model_of(step_.to);
    find_assigned();
    for (std::size_t i = 0; i < step_.to.parameters.size(); ++i) {
      parameter(step_.to.parameters[i], model.parameters[i].name.range);
    }
    const std::vector<Field>& data = step_.to.states[0].data;
    for (std::size_t i = 0; i < data.size(); ++i) {
      chart_data(data[i], model.states[0].data[i].name.range);
    }
    for (StateIndex i = 1; i < step_.to.states.size(); ++i) state_data(i);
    deferred();
  }

 private:
  std::string type(const Field& field) const { return plan::type_name(step_.plan, field.type); }

  // What the migration gives a value in any case.
  void find_assigned() {
    for (const plan::Statement& statement : step_.migration.statements) {
      if (statement.kind != plan::StatementKind::Assign || statement.text != "=") continue;
      const plan::Expr& path = *statement.path;
      if (path.kind == plan::ExprKind::Parameter) parameters_.insert(path.text);
      if (path.kind == plan::ExprKind::Data && path.state == 0) data_.insert(path.text);
    }
  }

  void parameter(const Field& field, source::Range range) {
    if (parameters_.contains(field.name)) return;
    if (const Field* before = find(step_.from.parameters, field.name)) {
      return compare(*before, field, range);
    }
    if (field.initial || field.type.kind == model::TypeKind::Optional) return;
    step_.ask(
        step_.report.report(diag::ParameterWithoutValue, range, step_.from.version, field.name),
        range, field.name + " = …");
  }

  void chart_data(const Field& field, source::Range range) {
    if (data_.contains(field.name)) return;
    if (const Field* before = find(step_.from.states[0].data, field.name)) {
      return compare(*before, field, range);
    }
    if (has_value(field)) return;
    step_.ask(step_.report.report(diag::DataWithoutOldValue, range, step_.from.version, field.name),
              range, field.name + " = …");
  }

  static bool has_value(const Field& field) {
    if (!field.initial) return field.type.kind == model::TypeKind::Optional || field.token;
    return is_self_contained(*field.initial);
  }

  void compare(const Field& before, const Field& now, source::Range range) {
    const auto found = obstacle(step_.plan, before.type, now.type);
    if (!found) return;
    auto reported = step_.report.report(diag::TypeChanged, range, now.name, type(before),
                                        step_.from.version, type(now), step_.to.version);
    if (before.type.kind == now.type.kind) reported.note(diag::BecauseOf, range, *found);
    step_.ask(reported, range, now.name + " = … old." + now.name + " …");
  }

  // The states of the older version whose data that of this one is made of.
  std::vector<StateIndex> sources(StateIndex state) const {
    std::vector<StateIndex> found;
    for (const plan::Move& move : step_.migration.moves) {
      if (move.to.size() == 1 && move.to.front() == state) found.push_back(move.from);
    }
    if (const auto same = find_state(step_.from, step_.to.states[state].name)) {
      if (std::find(found.begin(), found.end(), *same) == found.end()) found.push_back(*same);
    }
    return found;
  }

  void state_data(StateIndex index) {
    const plan::State& state = step_.to.states[index];
    const model::State& model = step_.model_of(step_.to).states[index];
    const std::vector<StateIndex> before = sources(index);
    for (std::size_t i = 0; i < state.data.size(); ++i) {
      const Field& field = state.data[i];
      if (field.token) continue;
      const source::Range range = model.data[i].name.range;
      bool told = false;
      for (const StateIndex source : before) {
        const Field* was = find(step_.from.states[source].data, field.name);
        if (was == nullptr) {
          if (has_value(field) || told) continue;
          step_.report.report(diag::StateDataWithoutValue, range, step_.from.states[source].name,
                              step_.from.version, field.name);
        } else if (const auto found = obstacle(step_.plan, was->type, field.type)) {
          auto reported = step_.report.report(diag::StateDataChanged, range, field.name, type(*was),
                                              step_.from.version, type(field), step_.to.version);
          if (was->type.kind == field.type.kind) reported.note(diag::BecauseOf, range, *found);
          reported.note(diag::NameItAnew, range);
        }
        told = true;
      }
    }
  }

  // Those that a session of the older version may hold, and the newer one knows: others are dropped.
  void deferred() {
    std::set<std::uint32_t> kept;
    for (const plan::State& state : step_.from.states) {
      kept.insert(state.deferred.begin(), state.deferred.end());
    }
    const model::Chart& model = step_.model_of(step_.to);
    for (const std::uint32_t index : kept) {
      const plan::Event& was = step_.from.events[index];
      for (std::size_t i = 0; i < model.events.size(); ++i) {
        if (step_.to.events[i].name == was.name) event(was, step_.to.events[i], model.events[i]);
      }
    }
  }

  void event(const plan::Event& was, const plan::Event& now, const model::Event& model) {
    for (std::size_t i = 0; i < now.fields.size(); ++i) {
      const Field& field = now.fields[i];
      const Field* before = find(was.fields, field.name);
      const source::Range range = model.fields[i].name.range;
      if (before == nullptr) {
        if (field.initial || field.type.kind == model::TypeKind::Optional) continue;
        step_.report.report(diag::DeferredWithoutValue, range, was.name, step_.from.version,
                            field.name);
      } else if (obstacle(step_.plan, before->type, field.type)) {
        step_.report.report(diag::DeferredChanged, range, was.name, step_.from.version, field.name,
                            type(*before), step_.to.version, type(field));
      }
    }
  }

  const Step& step_;
  std::set<std::string> parameters_;
  std::set<std::string> data_;
};

}  // namespace

void judge_data(const Step& step) { Data(step).run(); }

}  // namespace perdure::evolve
