// A worker is one thread's loop: a lane, turn after turn, the next lane, and sleep while nothing is due.
#pragma once

#include <perdure/store.h>
#include <perdure/types.h>

#include <chrono>
#include <stop_token>
#include <string>

#include "runtime/turn/charts.h"
#include "runtime/turn/hot.h"
#include "runtime/turn/retries.h"
#include "runtime/worker/activity.h"
#include "runtime/worker/growth.h"
#include "runtime/worker/log.h"
#include "runtime/worker/outage.h"
#include "runtime/worker/registration.h"

namespace perdure::worker {

// How long a worker keeps a lane that has more work, so that others get their turn.
inline constexpr std::chrono::milliseconds LongestTenure{100};

// What the workers of a runtime share. All of it outlives them.
struct Shared {
  Store& store;
  const turn::Charts& charts;
  turn::Retries retries;
  ClaimLimits limits;
  Duration poll;
  std::string node;
  Observer* observer;  // Null: nobody.
  turn::HotLanes& hot;
  Log& log;
  Registration& registration;
  Outage outage{log};
  Activity activity{};
  Growth growth{};  // Of the journal.

  // A call of the store did, and will be tried again.
  void failed(const Error& error) {
    outage.failed(error);
    if (observer != nullptr) observer->failed(error);
  }
};

// Takes turns until `stop`: the batch it is in is finished first. While the store fails it waits
// and tries again. Throws Error(VersionMismatch), before the first turn, if a chart cannot be registered.
void work(Shared& shared, std::stop_token stop);

// Takes turns until nothing is due and no other thread of the runtime is at work, or until
// `stop`. Waits for lanes that may be a dead process's. Throws what the store throws.
void work_off(Shared& shared, std::stop_token stop);

}  // namespace perdure::worker
