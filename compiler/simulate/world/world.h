// A world of simulated sessions: a clock that the user moves, and what sessions' steps ask for, carried out.
//
// As perdure::testing::World does it for generated machines, so that one behaviour script is true of both. A copy is the
// world at that point.
#pragma once

#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "compiler/simulate/session.h"
#include "compiler/simulate/world/agenda.h"
#include "compiler/simulate/world/answers.h"
#include "compiler/simulate/world/jobs.h"
#include "compiler/simulate/world/tokens.h"

namespace perdure::simulate {

// The first moment that a world's clock shows.
inline constexpr Timestamp Beginning{std::int64_t{24} * 365 * 50 * 3'600'000'000};

enum class Status {
  Starting,  // Its first step has not been run.
  Running,
  Done,       // A final state of the chart was entered.
  Cancelled,  // The state that invoked it was left.
  Broken,     // A step of it did not end. It takes no more events.
};

// A session, and where it hangs. Ended ones are kept, to be looked at.
struct Kept {
  Session session;
  std::string parent;
  std::string invocation;
  Status status = Status::Starting;

  bool has_ended() const { return status != Status::Starting && status != Status::Running; }
};

// One step of a session, as it happened.
struct StepRecord {
  Timestamp at;
  std::string session;
  std::string
      event;  // Empty for the first step, for a cancellation, and for what an invocation comes to.
  Handled handled = Handled::Taken;
  Effects effects;
  std::vector<std::string> active;      // Afterwards.
  std::vector<std::string> notes = {};  // Session::notes().
};

// A step, or a conversation of sessions, that has no end.
class Endless : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class World {
 public:
  explicit World(const Definition& definition) : definition_(&definition), answers(definition) {}

  // Each runs at once whatever is due after it, to the end. Throws Endless, and Unanswered: then the world is to be
  // thrown away for the copy that it was.

  // There is no such session yet.
  void start(const std::string& id, model::ChartId chart, std::vector<Value> parameters);
  // There is, or was, such a session.
  void send(const std::string& id, Event event);
  void advance(Duration by);
  void succeed(Jobs::Number job, std::optional<Value> result);
  void fail(Jobs::Number job, const std::string& why);
  void progress(Jobs::Number job, double fraction, const std::string& text);
  Redeemed redeem(const std::string& secret, const std::string& session, Event event);

  Timestamp now() const { return now_; }
  void set_clock(Timestamp now) { now_ = now; }
  const Kept* find(const std::string& id) const;
  const std::vector<std::string>& sessions() const { return order_; }  // As they were started.
  const Agenda& agenda() const { return agenda_; }
  const Jobs& jobs() const { return jobs_; }
  const Tokens& tokens() const { return tokens_; }
  // For what is asked of a session between steps.
  Step step_of(const std::string& id) const;

  const std::vector<StepRecord>& steps() const { return steps_; }
  void forget_records();

 private:
  const Definition* definition_;
  Timestamp now_ = Beginning;
  std::map<std::string, Kept> sessions_;
  std::vector<std::string> order_;
  Agenda agenda_;
  Jobs jobs_;
  Tokens tokens_;
  std::vector<StepRecord> steps_;

  // world.cpp
  void create(const std::string& id, model::ChartId chart, std::vector<Value> parameters,
              const std::string& parent, const std::string& invocation);
  void run_due(Timestamp until);
  void take_first_step(const std::string& id);
  void deliver(const Arrival& arrival);
  // Ends it from outside; its exits run.
  void cancel(const std::string& id);
  template <class Action>
  void take_step(const std::string& id, Kept& kept, const Action& action);
  // After a step of whatever kind: what is noted and carried out.
  void settle(const std::string& id, Kept& kept, StepRecord record);
  // What an ended session leaves behind is cleared away.
  void release(const std::string& id);

  // effects.cpp
  void carry_out(const std::string& id, const Effects& effects);
  void carry_out_send(const std::string& id, const SendEffect& send);
  void carry_out_invoke(const std::string& id, const InvokeEffect& invoke);
  void end_invocation(const std::string& id, const std::string& invocation);

 public:
  Answers answers;
};

}  // namespace perdure::simulate
