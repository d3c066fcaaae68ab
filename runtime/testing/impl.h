// The inside of a World. Its steps are in steps.cpp, what becomes of their effects in effects.cpp, time in clock.cpp.
#pragma once

#include <perdure/testing.h>

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/testing/agenda.h"
#include "runtime/testing/inbox.h"
#include "runtime/testing/jobs.h"
#include "runtime/testing/tokens.h"

namespace perdure::testing {

// A session, and where it hangs. Ended ones are kept, to be looked at.
struct Kept {
  const Chart* chart = nullptr;
  std::string parent;
  std::string invocation;
  SessionStatus status = SessionStatus::Starting;
  std::unique_ptr<LiveSession> live;

  bool has_ended() const {
    return status != SessionStatus::Starting && status != SessionStatus::Running;
  }
};

struct World::Impl final : public Surroundings {
  explicit Impl(WorldOptions given) : options(given), now(given.start) {}

  // Surroundings of the session that takes a step.
  bool has_session(std::string_view id) override;
  std::string secret() override { return secrets.next(); }
  std::span<const IoProcessor> io_processors() override { return entries; }

  // Throw Error(UnknownSession), Error(UnknownChart).
  Kept& session(std::string_view id);
  const Chart& chart(std::string_view name) const;

  // steps.cpp

  // Queues its first step.
  void create(const std::string& id, const Chart& chart, const Bytes& params,
              const std::string& parent, const std::string& invocation);
  void take_first_step(const std::string& id);
  void deliver(const Arrival& arrival);
  // Ends it from outside; its exits run.
  void cancel(const std::string& id);
  void drop(const Arrival& arrival, std::string reason);

  // effects.cpp
  void carry_out(const std::string& id, Effects effects);

  // clock.cpp

  // Handles what is due until then, unless this is called from inside a step.
  void run_due(Timestamp until);
  void collect_letters();

  const WorldOptions options;
  Timestamp now;
  std::map<std::string, std::unique_ptr<Chart>, std::less<>> charts;
  std::map<std::string, Kept, std::less<>> sessions;
  std::vector<std::string> order;  // Of their beginnings.
  Agenda agenda;
  Jobs jobs{agenda};
  Tokens tokens;
  Secrets secrets;
  std::vector<IoProcessorPlug*> plugs;
  std::vector<IoProcessor> entries;  // Of the session that takes a step.
  std::shared_ptr<Inbox> inbox = std::make_shared<Inbox>();
  bool running = false;
  std::size_t steps_at_once = 0;

  std::vector<StepRecord> steps;
  std::vector<LogLine> log;
  std::vector<Dropped> dropped;

 private:
  Step step_of(const std::string& id, const Kept& kept, std::string_view event);
  // After a step of whatever kind: what is noted, kept and carried out.
  void settle(const std::string& id, Kept& kept, StepRecord record);
  void store_and_load(const std::string& id, Kept& kept);
  // What an ended session leaves behind is cleared away.
  void release(const std::string& id);
  void broke(const std::string& id, Kept& kept);

  void carry_out_send(const std::string& id, SendEffect& send);
  void send_outside(const Arrival& arrival);
  void carry_out_invoke(const std::string& id, const InvokeEffect& invoke);
  void end_invocation(const std::string& id, std::string_view invocation);
};

}  // namespace perdure::testing
