// What `migrate` blocks mean.
#include <algorithm>
#include <set>

#include "compiler/check/releases.h"
#include "compiler/check/typing.h"
#include "compiler/check/walk.h"

namespace perdure::check {

namespace {

using model::ChartId;

class Migrations {
 public:
  Migrations(const model::Program& program, ChartId chart, std::vector<Names>& inside, Facts& facts,
             Suggestions& suggestions, Reporter& report)
      : program_(program),
        id_(chart),
        chart_(program.chart(chart)),
        inside_(inside),
        facts_(facts),
        suggestions_(suggestions),
        report_(report) {
    versions_ = releases_of(program, chart);
    versions_.push_back(chart);
  }

  void run() {
    for (const model::Migration& migration : chart_.migrations) {
      MigrationFacts found = between(migration);
      if (found.from && found.to) {
        moves(migration, *found.from, *found.to);
        statements(migration, *found.from, *found.to);
      }
      facts_.charts[id_.index].migrations.push_back(found);
    }
  }

 private:
  std::int64_t version(ChartId id) const { return program_.chart(id).version; }

  MigrationFacts between(const model::Migration& migration) {
    const auto from = std::find_if(versions_.begin(), versions_.end(),
                                   [&](ChartId each) { return version(each) == migration.from; });
    if (from == versions_.end() || *from == id_) {
      auto reported = report_.report(diag::UnknownVersion, migration.range, migration.from,
                                     chart_.name.name, chart_.version);
      if (versions_.size() == 1) {
        reported.note(diag::RecordVersions, chart_.name.range);
      } else {
        std::string known;
        for (const ChartId each : versions_) {
          if (each != id_) known += (known.empty() ? "" : ", ") + std::to_string(version(each));
        }
        reported.note(diag::RecordedAre, chart_.name.range, known);
      }
      return {};
    }
    const ChartId next = *(from + 1);
    if (version(next) != migration.to) {
      report_.report(diag::NotTheNextVersion, migration.range, migration.from, version(next));
      return {};
    }
    const auto [first, is_new] = seen_.emplace(migration.from, migration.range);
    if (!is_new) {
      report_.report(diag::MigratedTwice, migration.range, migration.from, migration.to)
          .note(diag::FirstMigratedHere, first->second);
      return {};
    }
    return {*from, next};
  }

  void moves(const model::Migration& migration, ChartId from, ChartId to) {
    std::map<std::string_view, source::Range> seen;
    for (const model::Move& move : migration.moves) {
      state(move.from, from);
      for (const model::NameRef& target : move.to) state(target, to);
      const auto [first, is_new] = seen.emplace(move.from.name, move.from.range);
      if (is_new) continue;
      report_.report(diag::MovedTwice, move.from.range, move.from.name)
          .note(diag::FirstMovedHere, first->second);
    }
  }

  void state(const model::NameRef& name, ChartId in) {
    if (const model::StateId* found = inside_[in.index].find_state(name.name)) {
      facts_.charts[id_.index].states[name.range] = *found;
      return;
    }
    suggestions_.add(report_.report(diag::NoStateInVersion, name.range, version(in),
                                    chart_.name.name, name.name),
                     name.range, name.name, [&] { return inside_[in.index].states(); });
  }

  void statements(const model::Migration& migration, ChartId from, ChartId to) {
    const std::size_t errors = report_.errors();
    Typer typer(program_, inside_[to.index], facts_, &facts_.charts[to.index], suggestions_,
                report_);
    typer.enter(Context::of_migration(from));
    typer.block(migration.statements);
    if (report_.errors() > errors) return;  // What has no type cannot be looked into.
    each_statement(migration.statements, [&](const model::Statement& statement) {
      refuse(statement);
      each_operand(facts_, program_.chart(to), facts_.charts[to.index], statement,
                   [&](model::ExprId root, bool) {
                     each_expression(program_, root, [&](model::ExprId id) { refuse(id); });
                   });
    });
  }

  void refuse(const model::Statement& statement) {
    std::string_view what;
    if (std::holds_alternative<model::Raise>(statement.node)) what = "`raise`";
    if (std::holds_alternative<model::Send>(statement.node)) what = "`send`";
    if (std::holds_alternative<model::Cancel>(statement.node)) what = "`cancel`";
    if (std::holds_alternative<model::Log>(statement.node)) what = "`log`";
    if (std::holds_alternative<model::CallAction>(statement.node)) what = "an action";
    if (!what.empty()) report_.report(diag::NotInMigration, statement.range, what);
  }

  void refuse(model::ExprId id) {
    const Reference& reference = facts_.reference(id);
    std::string_view what;
    if (std::holds_alternative<FunctionRef>(reference)) what = "a function of the chart";
    if (std::holds_alternative<GuardRef>(reference)) what = "a guard";
    if (std::holds_alternative<SessionIdRef>(reference)) what = "`session`";
    if (std::holds_alternative<SessionParentRef>(reference)) what = "`session`";
    if (std::holds_alternative<model::InState>(program_.expr(id).node)) what = "`in()`";
    const auto* builtin = std::get_if<BuiltinRef>(&reference);
    if (builtin && builtin->builtin == Builtin::Now) what = "`now()`";
    if (!what.empty()) report_.report(diag::NotInMigration, program_.expr(id).range, what);
  }

  const model::Program& program_;
  const ChartId id_;
  const model::Chart& chart_;
  std::vector<Names>& inside_;
  Facts& facts_;
  Suggestions& suggestions_;
  Reporter& report_;
  std::vector<ChartId> versions_;  // The oldest first; the chart itself is the last.
  std::map<std::int64_t, source::Range> seen_;
};

}  // namespace

std::vector<ChartId> releases_of(const model::Program& program, ChartId chart) {
  std::vector<ChartId> found;
  for (std::uint32_t i = 0; i < program.charts.size(); ++i) {
    const model::Chart& each = program.charts[i];
    const bool other = each.version != program.chart(chart).version;
    if (each.released_of == chart && other) found.push_back(ChartId{i});
  }
  std::sort(found.begin(), found.end(), [&](ChartId a, ChartId b) {
    return program.chart(a).version < program.chart(b).version;
  });
  return found;
}

std::optional<ChartId> recorded(const model::Program& program, ChartId chart) {
  for (std::uint32_t i = 0; i < program.charts.size(); ++i) {
    const model::Chart& each = program.charts[i];
    if (each.released_of == chart && each.version == program.chart(chart).version) {
      return ChartId{i};
    }
  }
  return std::nullopt;
}

void resolve_migrations(const model::Program& program, ChartId chart, std::vector<Names>& inside,
                        Facts& facts, Suggestions& suggestions, Reporter& report) {
  Migrations(program, chart, inside, facts, suggestions, report).run();
}

}  // namespace perdure::check
