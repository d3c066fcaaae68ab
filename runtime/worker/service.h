// A service that this program serves: claim, work, and tell how it went.
#pragma once

#include <perdure/runtime.h>
#include <perdure/service.h>
#include <perdure/store.h>

#include <functional>
#include <mutex>
#include <optional>
#include <stop_token>
#include <string>

#include "runtime/worker/pulse.h"
#include "runtime/worker/worker.h"

namespace perdure::worker {

class Service {
 public:
  Service(Shared& shared, Pulse& pulse, std::string node, std::string name, ServiceWork work,
          ServeOptions options);

  const std::string& name() const { return name_; }
  unsigned threads() const { return options_.concurrency; }

  // What one of its threads does: attempt after attempt, until `stop`. The one it makes is finished first.
  void work(std::stop_token stop);
  // The same until nothing is due and no other thread of the runtime is at work. Throws what the store throws.
  void work_off(std::stop_token stop);

 private:
  std::optional<ClaimedJob> claim();
  void attempt(ClaimedJob job, const std::stop_token& stop);
  AttemptOutcome make_attempt(ClaimedJob job, const std::stop_token& stop);
  // Says how it went as long as it takes a store to be back. `made` becomes Failed where the store refuses it.
  JobHold tell(const Attempt& attempt, AttemptOutcome& made, const std::function<JobHold()>& how);
  void log(LogLevel level, std::string_view text, const Attempt& attempt,
           std::string_view cause = {});

  Shared& shared_;
  Pulse& pulse_;
  Jobs& jobs_;
  const std::string node_;
  const std::string name_;
  const ServiceWork work_;
  const ServeOptions options_;
  std::mutex looking_;  // Whoever looks for jobs, or waits for some, does so for all.
};

}  // namespace perdure::worker
