// Data that is written, and never read.
#include "compiler/check/passes.h"
#include "compiler/check/walk.h"

namespace perdure::check {

using model::ExprId;
using model::State;
using model::StateId;

namespace {

class Usage {
 public:
  explicit Usage(const Subject& subject) : subject_(subject) {
    for (const State& state : subject.chart.states) uses_.emplace_back(state.data.size());
  }

  void look() {
    for (const model::Guard& guard : subject_.chart.guards) read(guard.condition);
    for (const State& state : subject_.chart.states) {
      each_root(state, [&](ExprId root) { read(root); });
      each_block(state, [&](const model::Block& block) { look_at(block); });
    }
  }

  void tell() {
    each_state(subject_.chart, [&](StateId id, const State& state) {
      for (std::size_t i = 0; i < state.data.size(); ++i) {
        const model::Field& field = state.data[i];
        const Use& use = uses_[id.index][i];
        // Others find sessions by what is indexed.
        if (use.read || field.indexed) continue;
        const auto& message = use.written ? diag::NeverRead : diag::NeverUsed;
        subject_.report.report(message, field.name.range, field.name.name);
      }
    });
  }

 private:
  struct Use {
    bool read = false;
    bool written = false;
  };

  Use& use(const DataRef& data) { return uses_[data.state.index][data.field]; }

  void read(ExprId root) {
    each_expression(subject_.program, root, [&](ExprId id) {
      if (const auto* data = std::get_if<DataRef>(&subject_.facts.reference(id))) {
        use(*data).read = true;
      }
    });
  }

  // The data that a path begins with is written; what its indexes say is read.
  void write(ExprId path) {
    for (ExprId id = path;;) {
      const model::Expr& expr = subject_.program.expr(id);
      if (const auto* member = std::get_if<model::Member>(&expr.node)) {
        id = member->object;
      } else if (const auto* index = std::get_if<model::Index>(&expr.node)) {
        read(index->index);
        id = index->object;
      } else {
        if (const auto* data = std::get_if<DataRef>(&subject_.facts.reference(id))) {
          use(*data).written = true;
        }
        return;
      }
    }
  }

  void look_at(const model::Block& block) {
    each_statement(block, [&](const model::Statement& statement) {
      each_operand(subject_.facts, subject_.chart, subject_.found, statement,
                   [&](ExprId id, bool written) { written ? write(id) : read(id); });
    });
  }

  const Subject& subject_;
  std::vector<std::vector<Use>> uses_;
};

}  // namespace

void unread(const model::Program& program, const Facts& facts, Reporter& report) {
  each_chart(program, facts, report, [](const Subject& subject) {
    Usage usage(subject);
    usage.look();
    usage.tell();
  });
}

}  // namespace perdure::check
