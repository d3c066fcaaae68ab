// Executable content: blocks of statements, and what states wait for.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/simulate/evaluate.h"
#include "compiler/simulate/scope.h"

namespace perdure::simulate {

class Executor {
 public:
  explicit Executor(Scope& scope) : scope_(scope), evaluator_(scope) {}

  // What fails ends the block and raises error.execution.
  void block(const model::Block& block);

  // The data of a state begins. What fails leaves its field what the type begins as, and raises error.execution.
  void begin_data(model::StateId state);
  void arm(model::StateId state);
  void disarm(model::StateId state);
  void issue_tokens(model::StateId state);
  void revoke_tokens(model::StateId state);
  // Starts the invocation, by ChartFacts::invocations.
  void invoke(std::uint32_t invocation);
  void end_invocations(model::StateId state);

 private:
  void statements(const model::Block& block);
  void statement(const model::Statement& statement);
  void assign(const model::Assign& assign);
  void clear(const model::Clear& clear);
  void branches(const model::If& branches);
  void loop(const model::For& loop);
  void raise(const model::Raise& raise);
  void send(const model::Send& send);
  void send_to_parent(const model::Send& send, SendEffect effect);
  void log(const model::Log& log);
  void act(const model::CallAction& call);

  template <class Attempt>
  void attempt(const Attempt& attempt);
  void fail(const char* name, const std::string& why);
  std::string send_id(const model::SendId& id);
  // The event with its fields, as `arguments` and the declaration say.
  Event event(const model::Event& declared, const std::vector<model::Type>& types,
              const model::NameRef& name);
  std::string invocation_id(std::uint32_t invocation) const;
  InvokeEffect invocation(std::uint32_t index);
  // `length` as it is, but longer than nothing: 0 would mean without end.
  Duration lasting(model::ExprId length);

  const model::Program& program() const { return scope_.program(); }
  const model::Chart& chart() const { return scope_.chart_model(); }
  const check::ChartFacts& facts() const { return scope_.chart_facts(); }

  Scope& scope_;
  Evaluator evaluator_;
};

// The names of a state's timers, `<state>.after.<n>`, by the positions of their transitions.
std::vector<std::pair<std::uint32_t, std::string>> timers_of(const model::Chart& chart,
                                                             model::StateId state);

}  // namespace perdure::simulate
