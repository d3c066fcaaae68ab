#include "compiler/driver/lock.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <set>
#include <utility>

#include "compiler/parse/parse.h"

namespace perdure::driver {

namespace {

// What is wrong with a lock file, and where.
struct Fault {
  source::Range range;
  std::string what;
};

class Lock {
 public:
  Lock(const model::File& lock, const model::File& charts, model::Program& program,
       std::size_t first)
      : lock_(lock), charts_(charts), program_(program), first_(first) {}

  std::optional<Fault> adopt() {
    const source::Range start{lock_.id, 0, 0};
    if (!lock_.imports.empty()) return Fault{lock_.imports.front().range, "an import"};
    if (!lock_.name_space.empty()) return Fault{lock_.name_space_range, "a namespace"};
    if (!lock_.types.empty()) {
      return Fault{program_.type(lock_.types.front()).name.range, "a type outside of charts"};
    }
    if (lock_.charts.empty()) return Fault{start, "no chart"};
    std::set<std::pair<std::string, std::int64_t>> seen;
    for (std::size_t i = first_; i < program_.charts.size(); ++i) {
      model::Chart& chart = program_.charts[i];
      if (auto fault = adopt(chart)) return fault;
      if (!seen.emplace(chart.name.name, chart.version).second) {
        return Fault{chart.name.range, "version " + std::to_string(chart.version) + " of `" +
                                           chart.name.name + "` twice"};
      }
    }
    return std::nullopt;
  }

 private:
  std::optional<Fault> adopt(model::Chart& chart) {
    for (const model::ChartId id : charts_.charts) {
      if (program_.chart(id).name.name == chart.name.name) chart.released_of = id;
    }
    const source::Range name = chart.name.range;
    if (!chart.released_of) {
      return Fault{name, "a chart `" + chart.name.name + "`, which its chart file does not have"};
    }
    if (chart.version < 1 || chart.version > std::numeric_limits<std::uint32_t>::max()) {
      return Fault{name, "a version that no chart can have"};
    }
    const auto misplaced = [](const auto& list) -> std::optional<Fault> {
      if (list.empty()) return std::nullopt;
      return Fault{list.front().name.range,
                   "`" + list.front().name.name + "`, which is no part of what sessions store"};
    };
    if (auto fault = misplaced(chart.functions)) return fault;
    if (auto fault = misplaced(chart.actions)) return fault;
    if (auto fault = misplaced(chart.services)) return fault;
    if (auto fault = misplaced(chart.guards)) return fault;
    if (auto fault = misplaced(chart.emits)) return fault;
    if (!chart.migrations.empty()) return Fault{chart.migrations.front().range, "a migration"};
    for (model::State& state : chart.states) {
      if (auto fault = adopt(state)) return fault;
    }
    return std::nullopt;
  }

  // A history's default and a choice's branches are there for the grammar.
  static std::optional<Fault> adopt(model::State& state) {
    using model::StateKind;
    const bool pseudo = state.kind == StateKind::History || state.kind == StateKind::Choice;
    if (pseudo) state.transitions.clear();
    if (!state.transitions.empty()) {
      return Fault{state.transitions.front().range, "a transition"};
    }
    const bool acts = !state.entry.empty() || !state.exit.empty() || state.initial || state.result;
    const source::Range place = state.kind == StateKind::Root ? state.range : state.name.range;
    if (acts) return Fault{place, "a state that does something"};
    return std::nullopt;
  }

  const model::File& lock_;
  const model::File& charts_;
  model::Program& program_;
  const std::size_t first_;  // Of its charts.
};

}  // namespace

std::string lock_path(const std::string& chart_path) { return chart_path + ".lock"; }

std::optional<source::FileId> lock_of(const source::Files& files, source::FileId charts) {
  const std::string name = lock_path(files.name(charts));
  for (std::uint32_t i = 0; i < files.size(); ++i) {
    if (files.name(source::FileId{i}) == name) return source::FileId{i};
  }
  return std::nullopt;
}

void read_lock(const source::Files& files, source::FileId lock, source::FileId charts,
               model::Program& program, Reporter& report) {
  const std::size_t file_count = program.files.size();
  const std::size_t chart_count = program.charts.size();
  const std::size_t type_count = program.types.size();
  Reporter said;
  parse::parse(files, lock, program, said);
  std::optional<Fault> fault;
  if (said.errors() > 0) {
    const Diagnostic first = said.take().front();
    fault = Fault{first.range, "a mistake: " + first.text};
  } else {
    const model::File text = program.files.back();
    fault = Lock(text, *program.file(charts), program, chart_count).adopt();
  }
  program.files.resize(file_count);
  if (!fault) return;
  report.report(diag::BadLock, fault->range, fault->what);
  program.charts.resize(chart_count);
  program.types.resize(type_count);
}

}  // namespace perdure::driver
