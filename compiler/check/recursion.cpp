// Nothing contains, makes or asks for itself: structs, their defaults, named guards.
#include "compiler/check/cycles.h"
#include "compiler/check/passes.h"
#include "compiler/check/types.h"
#include "compiler/check/walk.h"

namespace perdure::check {

namespace {

// What is under an optional is stored in the struct itself; what is in a list or a map is not.
void add_contained(const model::Type& type, source::Range range, std::vector<Edge>& edges) {
  const model::Type& held = without_optional(type);
  if (held.kind == model::TypeKind::Named) edges.push_back({held.decl.index, range});
}

void add_made(const model::Program& program, const Facts& facts, model::ExprId value,
              std::vector<Edge>& edges) {
  each_expression(program, value, [&](model::ExprId id) {
    if (const auto* made = std::get_if<ConstructorRef>(&facts.reference(id))) {
      edges.push_back({made->type.index, program.expr(id).range});
    }
  });
}

}  // namespace

void recursion(const model::Program& program, const Facts& facts, Reporter& report) {
  Graph contained(program.types.size());
  Graph made(program.types.size());
  for (std::size_t i = 0; i < program.types.size(); ++i) {
    const auto* record = std::get_if<model::StructDecl>(&program.types[i].kind);
    if (!record) continue;
    for (std::size_t j = 0; j < record->fields.size(); ++j) {
      const model::Field& field = record->fields[j];
      add_contained(facts.struct_fields[i][j], field.name.range, contained[i]);
      if (field.initial) add_made(program, facts, *field.initial, made[i]);
    }
  }
  const auto report_type = [&](const auto& message, const std::vector<Edge>& cycle) {
    const model::NameRef& name = program.types[cycle.back().to].name;
    auto reported = report.report(message, name.range, name.name);
    const Edge& first = cycle.front();
    reported.note(diag::ByWayOf, first.range, program.types[first.to].name.name);
  };
  each_cycle(contained,
             [&](const std::vector<Edge>& cycle) { report_type(diag::RecursiveStruct, cycle); });
  each_cycle(made,
             [&](const std::vector<Edge>& cycle) { report_type(diag::RecursiveDefault, cycle); });

  each_chart(program, facts, report, [](const Subject& subject) {
    const std::vector<model::Guard>& guards = subject.chart.guards;
    Graph asked(guards.size());
    for (std::size_t i = 0; i < guards.size(); ++i) {
      each_expression(subject.program, guards[i].condition, [&](model::ExprId id) {
        if (const auto* guard = std::get_if<GuardRef>(&subject.facts.reference(id))) {
          asked[i].push_back({guard->guard, subject.program.expr(id).range});
        }
      });
    }
    each_cycle(asked, [&](const std::vector<Edge>& cycle) {
      const model::NameRef& name = guards[cycle.back().to].name;
      const Edge& first = cycle.front();
      subject.report.report(diag::RecursiveGuard, name.range, name.name)
          .note(diag::ByWayOf, first.range, guards[first.to].name.name);
    });
  });
}

}  // namespace perdure::check
