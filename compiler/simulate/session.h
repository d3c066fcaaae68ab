// A session of one chart: the stepper, with the chart language as its data model.
//
//     a delivery, Step  ->  Handled, Effects
//
// A copy is the session at that point. Sessions around it, time, services: world.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/simulate/scope.h"
#include "compiler/simulate/stepper.h"

namespace perdure::simulate {

// What became of an invocation, told to the session that invoked.
struct Outcome {
  check::Outcome::Kind kind = check::Outcome::Kind::Done;
  std::string invocation;       // "charge.1"
  std::optional<Value> result;  // Done; nothing where it has none.
  Event event = {};             // All others: the fields, and of what is emitted the name.
};

class Session final : public Stepper {
 public:
  // `definition` outlives it. `parameters` are all that the chart has.
  Session(const Definition& definition, model::ChartId chart, std::vector<Value> parameters);

  // Each throws EndlessMacrostep, and whatever `step.outside` throws besides ExecutionFailed: it is lost then.
  void start(const Step& step);
  Handled handle(const Event& event, const Step& step);
  Handled fire(const std::string& timer, const Step& step);
  Handled handle(const Outcome& outcome, const Step& step);
  void cancel(const Step& step);

  // Of the last step, in their order.
  Effects& effects() { return effects_; }
  // Of the last step, for people: errors that no transition took, deferred events that came to nothing.
  std::vector<std::string>& notes() { return notes_; }

  bool started() const { return started_; }
  bool done() const { return started_ && !running() && !cancelled_; }
  const std::optional<Value>& result() const { return result_; }
  model::ChartId chart_id() const { return id_; }
  const Memory& memory() const { return memory_; }
  bool is_active(model::StateId state) const { return configuration().contains(state.index); }

  // Whether the guard holds in this configuration; nothing where it depends on the event, or fails.
  std::optional<bool> would_hold(model::ExprId guard, const Step& step) const;
  // Throws ExecutionFailed.
  Value evaluate(model::ExprId expression, const Step& step) const;

 private:
  bool condition_match(const model::Transition& transition) override;
  void execute(const model::Block& block) override;
  void initialize_data(State state) override;
  void forget_data(State state) override;
  void raise_done(State of, State final) override;
  void return_result(State final) override;
  std::deque<Event>& internal_queue() override { return memory_.internal_queue; }
  void unheard(const Event& event) override;
  void dropped(const Event& event) override;
  void entered(State state) override;
  void leaving(State state) override;
  void left(State state) override;
  void begins_anew(State state) override;
  void invoke() override;

  void begin(const Step& step);
  Scope scope();
  bool is_done_heard(State of) const;
  // The event that tells of it, by its known name; nothing where the invocation is not under way.
  std::optional<Event> event_of(const Outcome& outcome, std::uint32_t invocation) const;
  std::optional<std::uint32_t> find_invocation(const std::string& id) const;

  const check::ChartFacts& facts() const { return definition_->facts_of(id_); }

  const Definition* definition_;
  model::ChartId id_;
  Memory memory_;
  std::set<std::uint32_t> wanted_;  // Invocations whose state was entered in this macrostep.
  std::optional<Value> result_;
  bool started_ = false;
  bool cancelled_ = false;
  Effects effects_;
  std::vector<std::string> notes_;
  const Step* step_ = nullptr;  // In a step alone.
};

}  // namespace perdure::simulate
